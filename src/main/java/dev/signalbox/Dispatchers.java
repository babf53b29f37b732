package dev.signalbox;

import dev.signalbox.channel.Channel;
import dev.signalbox.delivery.Dispatcher;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/** All dispatchers: started after the routes, stopped before them, so that what is on the wire can arrive. */
final class Dispatchers implements SmartLifecycle {

  private final List<Dispatcher> dispatchers = new CopyOnWriteArrayList<>();
  private final Function<Channel, Dispatcher> make;
  private volatile boolean running;

  /** @param make the dispatcher of a channel */
  Dispatchers(Collection<Channel> channels, Function<Channel, Dispatcher> make) {
    this.make = make;
    channels.stream().map(make).forEach(dispatchers::add);
  }

  /** One more channel. */
  synchronized void add(Channel channel) {
    Dispatcher dispatcher = make.apply(channel);
    dispatchers.add(dispatcher);
    if (running) {
      dispatcher.start();
    }
  }

  void wake() {
    dispatchers.forEach(Dispatcher::wake);
  }

  @Override
  public synchronized void start() {
    dispatchers.forEach(Dispatcher::start);
    running = true;
  }

  @Override
  public synchronized void stop() {
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
