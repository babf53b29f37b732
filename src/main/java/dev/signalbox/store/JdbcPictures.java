package dev.signalbox.store;

import dev.signalbox.channel.HostedPicture;
import dev.signalbox.channel.slack.PictureStore;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A row for each incident with a picture; its bytes stay until Slack has them. */
public final class JdbcPictures implements PictureStore {

  private static final int AT_ONCE = 10;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public JdbcPictures(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void want(UUID incident, byte[] png, String alt) {
    jdbc.update(
        """
        insert into slack_picture (incident, png, alt, due_at)
        select id, ?, ?, ? from incident where id = ? and status <> 'resolved' on conflict do nothing""",
        png, alt, in(Duration.ZERO), incident);
  }

  @Override
  public Optional<HostedPicture> of(UUID incident) {
    return jdbc.query(
            "select file, alt from slack_picture where incident = ? and file is not null",
            (rs, n) -> new HostedPicture(rs.getString("file"), rs.getString("alt")), incident)
        .stream().findFirst();
  }

  @Override
  public List<Claimed> claim(Duration lease) {
    Instant now = clock.instant();
    return jdbc.query(
        """
        update slack_picture set claim = gen_random_uuid(), due_at = ?
        where incident in (select p.incident from slack_picture p join incident i on i.id = p.incident
                           where p.due_at <= ? and i.status <> 'resolved' order by p.due_at limit ? for update of p skip locked)
        returning incident, png, alt, file, failures, claim""",
        (rs, n) -> new Claimed(
            rs.getObject("incident", UUID.class), rs.getBytes("png"), rs.getString("alt"), rs.getString("file"), rs.getInt("failures"),
            rs.getObject("claim", UUID.class)),
        Rows.timestamp(now.plus(lease)), Rows.timestamp(now), AT_ONCE);
  }

  @Override
  public void uploaded(Claimed claimed, String file, Duration wait) {
    jdbc.update(
        "update slack_picture set file = ?, png = null, failures = 0, error = null, due_at = ?, claim = null where incident = ? and claim = ?",
        file, in(wait), claimed.incident(), claimed.token());
  }

  @Override
  public void show(Claimed claimed) {
    transaction.executeWithoutResult(together -> {
      int held = jdbc.update(
          "update slack_picture set due_at = null, claim = null where incident = ? and claim = ?", claimed.incident(), claimed.token());
      if (held > 0) {
        owe(claimed.incident());
      }
    });
  }

  private void owe(UUID incident) {
    Timestamp now = in(Duration.ZERO);
    jdbc.update(
        """
        insert into delivery (id, incident, rule, channel, address, kind, reason, priority, at, context, note, status, due_at, created_at)
        select gen_random_uuid(), d.incident, d.rule, d.channel, d.address, 'illustrated', d.reason, d.priority, ?, d.context,
               d.kind || coalesce(' ' || d.note, ''), 'pending', ?, ?
        from (select distinct on (address) *
              from delivery where incident = ? and channel = 'slack' and status in ('sent', 'pending') and kind not in ('illustrated', 'noted')
              order by address, seq desc) d
        where d.kind <> 'resolved'
        on conflict do nothing""",
        now, now, now, incident);
  }

  @Override
  public void notShown(UUID incident, Duration wait, int most) {
    jdbc.update(
        """
        update slack_picture set failures = failures + 1, due_at = case when failures + 1 < ? then ?::timestamptz end
        where incident = ? and file is not null and due_at is null""",
        most, in(wait), incident);
  }

  @Override
  public void failed(Claimed claimed, String reason, @Nullable Duration wait) {
    jdbc.update(
        """
        update slack_picture set failures = failures + 1, error = ?, claim = null, due_at = ?,
          png = case when ? then png end
        where incident = ? and claim = ?""",
        reason, wait == null ? null : in(wait), wait != null, claimed.incident(), claimed.token());
  }

  private Timestamp in(Duration wait) {
    return Rows.timestamp(clock.instant().plus(wait));
  }
}
