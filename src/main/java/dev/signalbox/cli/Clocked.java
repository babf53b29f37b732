package dev.signalbox.cli;

import java.lang.reflect.Constructor;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives the clock to those whose constructor asks for one. */
final class Clocked implements IFactory {

  private final IFactory usual = CommandLine.defaultFactory();
  private final Clock clock;

  Clocked(Clock clock) {
    this.clock = clock;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Clock.class) {
        return type.cast(constructor.newInstance(clock));
      }
    }
    return usual.create(type);
  }
}
