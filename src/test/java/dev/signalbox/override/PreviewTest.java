package dev.signalbox.override;

import static dev.signalbox.override.DeskFixture.replace;
import static dev.signalbox.override.DeskFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.override.WishRefused.Part;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {

  private static final String START = "2026-08-03T02:30";

  private final DeskFixture night = new DeskFixture();

  private Preview preview(Wish wish, String key) {
    return night.desk.preview("db", wish, "mira", key);
  }

  private void refused(Wish wish, Part part) {
    assertThatExceptionOfType(WishRefused.class).isThrownBy(() -> preview(wish, ""))
        .satisfies(refusal -> assertThat(refusal.about()).isEqualTo(part));
  }

  @Test
  void it_is_what_making_does_and_makes_nothing() {
    Preview preview = preview(set(START, "8h", "cleo"), "");

    assertThat(night.overrides.inForce()).isEmpty();
    assertThat(night.journal.entries()).isEmpty();
    assertThat(preview.without().who(Instant.parse("2026-08-03T00:30:00Z"))).containsExactly("ben");
    assertThat(preview.with().who(Instant.parse("2026-08-03T00:30:00Z"))).containsExactly("cleo");

    Booked booked = night.make(set(START, "8h", "cleo"));
    assertThat(booked.override().change()).isEqualTo(preview.change());
    assertThat(booked.effect()).isEqualTo(preview.effect());
  }

  @Test
  void of_a_request_that_was_made_already_it_is_what_that_did() {
    Preview before = preview(set(START, "8h", "cleo"), "k-1");
    night.desk.make("db", set(START, "8h", "cleo"), "mira", "k-1");

    assertThat(preview(set(START, "8h", "cleo"), "k-1").effect()).isEqualTo(before.effect());
    assertThat(preview(set(START, "8h", "cleo"), "k-2").effect()).as("another request, on top of it")
        .isNotEqualTo(before.effect());
  }

  @Test
  void what_is_refused_names_the_part_of_the_wish() {
    refused(set(START, "never", "cleo"), Part.SPAN);
    refused(set(START, "8h", "zoe"), Part.PARTICIPANTS);
    refused(replace(START, "8h", "zoe", "cleo"), Part.REPLACES);
    refused(replace(START, "8h", "cleo", "cleo"), Part.WHOLE);
    refused(new Wish(new Wish.Span(START, "8h"), "", List.of("cleo"), List.of(), "a\nb"), Part.REASON);
  }
}
