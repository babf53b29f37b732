package dev.signalbox;

import dev.signalbox.silence.Silence;
import dev.signalbox.silence.SilenceListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who silenced what, logged and counted. The comment is the author's own text, which stays in the store. */
final class SilenceLog implements SilenceListener {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.silence");

  private final MeterRegistry meters;

  SilenceLog(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void made(Silence silence) {
    tell(silence, "made", silence.author(), "silence made");
  }

  @Override
  public void edited(Silence silence, String by) {
    tell(silence, "edited", by, "silence changed");
  }

  @Override
  public void expired(Silence silence) {
    tell(silence, "expired", String.valueOf(silence.expiredBy()), "silence expired by hand");
  }

  private void tell(Silence silence, String event, String by, String message) {
    meters.counter("signalbox.silences", "event", event).increment();
    LOG.atInfo()
        .addKeyValue("silence", silence.id())
        .addKeyValue("matchers", silence.matchers())
        .addKeyValue("start", silence.startsAt())
        .addKeyValue("end", silence.endsAt())
        .addKeyValue("by", by)
        .log(message);
  }
}
