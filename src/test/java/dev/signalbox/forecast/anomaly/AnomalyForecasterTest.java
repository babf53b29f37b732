package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.ForecasterContract;

class AnomalyForecasterTest extends ForecasterContract {

  @Override
  protected Forecaster model() {
    return new AnomalyForecaster();
  }
}
