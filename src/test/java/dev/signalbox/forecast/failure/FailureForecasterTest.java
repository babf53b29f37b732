package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.Forecaster;
import dev.signalbox.forecast.ForecasterContract;
import java.time.Duration;

class FailureForecasterTest extends ForecasterContract {

  @Override
  protected Forecaster model() {
    return new FailureForecaster(grid.horizon(), Duration.ofDays(1), 1);
  }
}
