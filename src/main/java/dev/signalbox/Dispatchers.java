package dev.signalbox;

import dev.signalbox.delivery.Dispatcher;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All dispatchers: started after the routes, stopped before them, so that what is on the wire can arrive. */
final class Dispatchers implements SmartLifecycle {

  private final List<Dispatcher> dispatchers;
  private volatile boolean running;

  Dispatchers(List<Dispatcher> dispatchers) {
    this.dispatchers = dispatchers;
  }

  void wake() {
    dispatchers.forEach(Dispatcher::wake);
  }

  @Override
  public void start() {
    dispatchers.forEach(Dispatcher::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    dispatchers.stream().parallel().forEach(Dispatcher::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
