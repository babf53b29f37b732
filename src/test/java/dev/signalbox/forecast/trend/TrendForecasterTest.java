package dev.signalbox.forecast.trend;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.ForecasterContract;
import java.time.Duration;

class TrendForecasterTest extends ForecasterContract {

  @Override
  protected Forecaster model() {
    return new TrendForecaster(grid.horizon(), Duration.ofHours(1), 90);
  }
}
