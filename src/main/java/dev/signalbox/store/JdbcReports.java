package dev.signalbox.store;

import dev.signalbox.report.Report;
import dev.signalbox.report.Reports;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reports as JSON, one row each. */
public final class JdbcReports implements Reports {

  private final JdbcTemplate jdbc;

  public JdbcReports(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(Report report, UUID announcement) {
    jdbc.update(
        "insert into report (rule, date, at, announcement, content) values (?, ?, ?, ?, ?::json)",
        report.rule(),
        Date.valueOf(report.date()),
        Rows.timestamp(report.at()),
        announcement,
        Rows.report(report));
  }

  @Override
  public List<Kept> list(int limit, int offset) {
    return jdbc.query("select * from report order by date desc, rule limit ? offset ?", JdbcReports::kept, limit, offset);
  }

  @Override
  public Optional<Kept> find(LocalDate date, @Nullable String rule) {
    return jdbc
        .query(
            "select * from report where date = ? and (?::text is null or rule = ?) order by rule limit 1",
            JdbcReports::kept,
            Date.valueOf(date),
            rule,
            rule)
        .stream()
        .findFirst();
  }

  private static Kept kept(ResultSet rs, int n) throws SQLException {
    return new Kept(Rows.report(rs.getString("content")), rs.getObject("announcement", UUID.class));
  }
}
