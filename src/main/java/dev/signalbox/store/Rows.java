package dev.signalbox.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.signalbox.forecast.watch.Course;
import dev.signalbox.incident.AlertKey;
import dev.signalbox.incident.Flapping;
import dev.signalbox.incident.Held;
import dev.signalbox.incident.Hold;
import dev.signalbox.incident.Incident;
import dev.signalbox.incident.Reason;
import dev.signalbox.incident.Row;
import dev.signalbox.incident.Severity;
import dev.signalbox.incident.Status;
import dev.signalbox.incident.Subject;
import dev.signalbox.oncall.Assignment;
import dev.signalbox.report.Report;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the store's columns become our records and back. */
final class Rows {

  /** What it wrote itself it reads, however long a number or a text is. */
  private static final StreamReadConstraints OURS =
      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build();

  private static final ObjectMapper JSON =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(OURS).build()).registerModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private Rows() {}

  static String json(Row row) {
    return json((Object) row.columns());
  }

  static String json(List<Subject.Item> items) {
    return json((Object) items);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Row row(String json) {
    try {
      return new Row(JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored evidence is no JSON object", e);
    }
  }

  private static List<Subject.Item> items(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what an announcement lists is no JSON array", e);
    }
  }

  /** Values that are no number, as where there is no limit, are null. */
  static String course(Course course) {
    return json((Object) new Chart(course.metric(), points(course.actual()), points(course.expected()),
        Double.isFinite(course.limit()) ? course.limit() : null));
  }

  static Course course(String json) {
    try {
      Chart chart = JSON.readValue(json, Chart.class);
      return new Course(chart.metric() == null ? "" : chart.metric(), points(chart.actual()), points(chart.expected()), chart.limit() == null ? Double.NaN : chart.limit());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored chart is no JSON object", e);
    }
  }

  private record Chart(@Nullable String metric, double[][] actual, double[][] expected, @Nullable Double limit) {}

  private static double[][] points(List<Course.Point> points) {
    return points.stream().map(point -> new double[] {point.second(), Math.rint(point.value() * 1000) / 1000})
        .toArray(double[][]::new);
  }

  private static List<Course.Point> points(double[][] points) {
    return Arrays.stream(points).map(point -> new Course.Point((long) point[0], point[1])).toList();
  }

  static String assignments(List<Assignment> assignments) {
    return json((Object) assignments);
  }

  static List<Assignment> assignments(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Assignment>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored assignments are no list of them", e);
    }
  }

  static String report(Report report) {
    return json((Object) report);
  }

  static Report report(String json) {
    try {
      return JSON.readValue(json, Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored report is none", e);
    }
  }

  /** Reads the columns of {@code incident}, all of which the query must carry under the given prefix. */
  static Incident incident(ResultSet rs, String prefix) throws SQLException {
    return new Incident(
        rs.getObject(prefix + "id", UUID.class),
        new AlertKey(rs.getString(prefix + "rule"), rs.getString(prefix + "key")),
        Status.of(rs.getString(prefix + "status")),
        Severity.of(rs.getString(prefix + "severity")),
        rs.getString(prefix + "title"),
        row(rs.getString(prefix + "row")),
        must(rs, prefix + "opened_at"),
        instant(rs, prefix + "acknowledged_at"),
        rs.getString(prefix + "acknowledged_by"),
        instant(rs, prefix + "resolved_at"),
        instant(rs, prefix + "snoozed_until"),
        rs.getInt(prefix + "escalation_level"),
        rs.getString(prefix + "assignee"),
        rs.getString(prefix + "schedule"),
        held(rs, prefix),
        instant(rs, prefix + "told_at"));
  }

  /** Reads the columns of what holds an incident back; null if nothing does. */
  static @Nullable Held held(ResultSet rs, String prefix) throws SQLException {
    Instant since = instant(rs, prefix + "held_since");
    return since == null
        ? null
        : new Held(new Hold(Reason.of(rs.getString(prefix + "held_reason")), rs.getString(prefix + "held_detail")), since);
  }

  /** Reads the columns of the view {@code subject}, all of which the query must carry under the given prefix. */
  static Subject subject(ResultSet rs, String prefix) throws SQLException {
    UUID id = rs.getObject(prefix + "id", UUID.class);
    String items = rs.getString(prefix + "items");
    String path = rs.getString(prefix + "path");
    return new Subject(
        id,
        new AlertKey(rs.getString(prefix + "rule"), rs.getString(prefix + "key")),
        Severity.of(rs.getString(prefix + "severity")),
        rs.getString(prefix + "title"),
        row(rs.getString(prefix + "row")),
        items == null ? List.of() : items(items),
        must(rs, prefix + "since"),
        path == null ? Subject.page(id) : path);
  }

  /** Reads the columns of {@code incident} that say how often it has been open. */
  static Flapping flapping(ResultSet rs) throws SQLException {
    return new Flapping(
        rs.getInt("opens"), instants(rs, "open_times"), instant(rs, "flapping_since"), instant(rs, "quiet_since"));
  }

  private static List<Instant> instants(ResultSet rs, String column) throws SQLException {
    Timestamp[] times = (Timestamp[]) rs.getArray(column).getArray();
    return Arrays.stream(times).map(Timestamp::toInstant).toList();
  }

  static Array instants(PreparedStatement statement, List<Instant> instants) throws SQLException {
    return statement.getConnection().createArrayOf("timestamptz", instants.stream().map(Timestamp::from).toArray());
  }

  static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp timestamp = rs.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }

  static Instant must(ResultSet rs, String column) throws SQLException {
    return rs.getTimestamp(column).toInstant();
  }

  static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
