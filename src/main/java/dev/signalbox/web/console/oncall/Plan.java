package dev.signalbox.web.console.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule, as drawn.
 *
 * @param zone the schedule's own; {@code wall} is in the one that is shown
 * @param since when those on call now came; null if that is too long ago to be looked for
 * @param until when they go and {@code next} come; null if that is too far ahead
 * @param fallback whether those on call now are so because nobody else is
 * @param inForce the overrides that decide who is on call now
 * @param source where its calendar is kept; null if it has layers
 * @param faults what else is wrong with it
 * @param gaps where nobody is on call, and {@code fallbacks} where only the fallback is, among the days shown
 * @param overrides those in force and those to come, in the order in which they apply
 * @param newOverride where one is made; null for whoever may only look
 */
public record Plan(
    String name,
    String path,
    ZoneId zone,
    WallTime wall,
    List<Contact> now,
    @Nullable Instant since,
    @Nullable Instant until,
    boolean fallback,
    List<Contact> next,
    @Nullable Instant nextUntil,
    List<OverrideLine> inForce,
    Trouble.@Nullable Source source,
    List<Trouble.Fault> faults,
    Timeline timeline,
    List<Line> gaps,
    List<Line> fallbacks,
    List<Line> list,
    List<OverrideLine> overrides,
    @Nullable String newOverride) {

  /**
   * Somebody, and how to reach them.
   *
   * @param path of a page about the person; null if there is none
   * @param channels as the person prefers, best first
   */
  public record Contact(
      Bar.Who who, @Nullable String path, @Nullable String mail, @Nullable String slackId, List<String> channels) {}

  /**
   * A stretch of the result in words.
   *
   * @param exact with year and zone
   * @param kind as of a {@link Bar}
   * @param href where it leads; null if nowhere
   */
  public record Line(
      String span, String exact, String lasts, List<Bar.Who> people, String kind, boolean current,
      @Nullable String href) {}

  /**
   * An override in words.
   *
   * @param id null if it stands in the schedule's file
   * @param author null as well then
   */
  public record OverrideLine(
      @Nullable String id, String told, String span, String exact, boolean current, @Nullable String author,
      @Nullable String reason, @Nullable Instant madeAt) {}
}
