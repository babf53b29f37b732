package dev.signalbox.store;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Forgets what is old, a batch at a time: each is one statement and one transaction, along an index, and passes over rows
 * that somebody holds. Any number of hubs may forget at once; a crash loses nothing but time. {@code any(array(…))} instead of
 * a join, {@code offset 0} and {@code status not in (…)} for what is pending are there for the planner, which might else read
 * all pending deliveries or all dead letters for each batch.
 *
 * <p>Never: what is open or not over for its rule, what is still owed or waits as a dead letter together with what it is
 * about, and the names of announcements, which are what keeps them told once.
 */
public final class JdbcRetention {

  private final JdbcTemplate jdbc;
  private final int batch;

  /** @param batch rows of one statement */
  public JdbcRetention(JdbcTemplate jdbc, int batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  /** A batch of something; 0 when there is no more of it. */
  @FunctionalInterface
  public interface Step {
    int purge();
  }

  /** Dead letters, also undecided ones: what nobody wanted for that long is not sent any more. */
  public Step deadLetters(Instant before) {
    return () -> jdbc.update(
        """
        delete from dead_letter where id in (
          select id from dead_letter where at < ? order by at limit ? for update skip locked)""",
        Timestamp.from(before),
        batch);
  }

  /** Deliveries of what is over, and of announcements. */
  public Step deliveries(Instant before) {
    Instant[] reached = {Instant.EPOCH};
    return () -> {
      // from where the last batch ended: what has to stay is not looked at again and again
      Timestamp last = jdbc.queryForObject(
          """
          with old as (
            select d.id, d.created_at from delivery d
            where d.created_at >= ? and d.created_at < ? and d.status <> 'pending'
              and not exists (select 1 from incident i where i.id = d.incident and (i.status <> 'resolved' or i.gone_at is null) offset 0)
              and not exists (select 1 from message_group g where g.id = d.incident and g.closed_at is null offset 0)
              and not exists (select 1 from delivery p where p.incident = d.incident and p.status not in ('sent', 'dead', 'suppressed') offset 0)
              and not exists (select 1 from dead_letter l where l.delivery = d.id and l.status = 'dead' offset 0)
            order by d.created_at limit ? for update of d skip locked),
          gone as (delete from delivery where id = any(array(select id from old)) returning created_at)
          select max(created_at) from gone""",
          Timestamp.class,
          Timestamp.from(reached[0]),
          Timestamp.from(before),
          batch);
      if (last != null) {
        reached[0] = last.toInstant();
      }
      return last == null ? 0 : batch;
    };
  }

  /** Incidents that are over, with their story, their tickets and the rest of their deliveries. */
  public Step incidents(Instant before) {
    return () -> jdbc.queryForObject(
        """
        with old as (
          select i.id, i.rule, i.key from incident i
          where i.resolved_at < ? and i.status = 'resolved' and i.gone_at is not null
            and not exists (select 1 from delivery d where d.incident = i.id and d.status not in ('sent', 'dead', 'suppressed') offset 0)
            and not exists (select 1 from dead_letter l where l.incident = i.id and l.delivery is not null and l.status = 'dead' offset 0)
          order by i.resolved_at limit ? for update of i skip locked),
        remembered as (insert into past_alert select distinct rule, key from old on conflict do nothing),
        steps as (delete from timeline where incident = any(array(select id from old))),
        joined as (delete from group_member where incident = any(array(select id from old))),
        tickets as (delete from ticket where incident = any(array(select id from old))),
        comments as (delete from ticket_comment where incident = any(array(select id from old))),
        told as (delete from delivery where incident = any(array(select id from old))),
        gone as (delete from incident where id = any(array(select id from old)) returning 1)
        select count(*) from gone""",
        Integer.class,
        Timestamp.from(before),
        batch);
  }

  /** Comments that were heard before it was noted on whose ticket. */
  public Step comments(Instant before) {
    return () -> jdbc.update(
        """
        delete from ticket_comment where (channel, comment) in (
          select channel, comment from ticket_comment where incident is null and heard_at < ? order by heard_at limit ?
          for update skip locked)""",
        Timestamp.from(before),
        batch);
  }

  /** Groups whose incidents are all over, with what was told of them. */
  public Step groups(Instant before) {
    return () -> jdbc.queryForObject(
        """
        with old as (
          select g.id from message_group g
          where g.closed_at < ?
            and not exists (select 1 from delivery d where d.incident = g.id and d.status not in ('sent', 'dead', 'suppressed') offset 0)
            and not exists (select 1 from delivery d join dead_letter l on l.delivery = d.id
                            where d.incident = g.id and d.status = 'dead' and l.status = 'dead' offset 0)
          order by g.closed_at limit ? for update of g skip locked),
        members as (delete from group_member where message_group = any(array(select id from old))),
        told as (delete from delivery where incident = any(array(select id from old))),
        gone as (delete from message_group where id = any(array(select id from old)) returning 1)
        select count(*) from gone""",
        Integer.class,
        Timestamp.from(before),
        batch);
  }

  /** Reports, and what announcements said in full: the pages and files, not that it was said. */
  public Step reports(Instant before) {
    return () -> jdbc.queryForObject(
        """
        with old as (
          select announcement from document join announcement a on a.id = announcement
          where a.at < ?
            and not exists (select 1 from delivery d where d.incident = a.id and d.status = 'pending')
          order by a.at limit ? for update of document skip locked),
        pages as (delete from report r using old where r.announcement = old.announcement),
        gone as (delete from document d using old where d.announcement = old.announcement returning 1)
        select count(*) from gone""",
        Integer.class,
        Timestamp.from(before),
        batch);
  }

  /**
   * Steps until there is no more.
   *
   * @param pause between two batches, for others to work in
   * @return how many batches held something
   */
  public static int exhaust(Step step, Duration pause) throws InterruptedException {
    int batches = 0;
    while (step.purge() > 0) {
      batches++;
      Thread.sleep(pause.toMillis());
    }
    return batches;
  }
}
