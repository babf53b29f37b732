package dev.signalbox.web;

import dev.signalbox.delivery.Announcements;
import dev.signalbox.delivery.Document;
import dev.signalbox.incident.Subject;
import dev.signalbox.report.Report;
import dev.signalbox.report.Reports;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports put together by hand, with their documents. */
public final class InMemoryReports implements Reports {

  public final List<Kept> kept = new ArrayList<>();
  public final Map<UUID, Document> documents = new HashMap<>();

  public final Announcements announcements = new Announcements() {
    @Override
    public boolean make(Subject what, @Nullable Document document) {
      throw new UnsupportedOperationException("the web announces nothing");
    }

    @Override
    public Optional<Document> document(UUID announcement) {
      return Optional.ofNullable(documents.get(announcement));
    }

    @Override
    public Set<String> made(String rule, Collection<String> keys) {
      return Set.of();
    }
  };

  @Override
  public void keep(Report report, UUID announcement) {
    kept.add(new Kept(report, announcement));
  }

  @Override
  public List<Kept> list(int limit, int offset) {
    return kept.stream().sorted(Comparator.comparing((Kept one) -> one.report().date()).reversed())
        .skip(offset).limit(limit).toList();
  }

  @Override
  public Optional<Kept> find(LocalDate date, @Nullable String rule) {
    return kept.stream().filter(one -> one.report().date().equals(date))
        .filter(one -> rule == null || rule.equals(one.rule())).findFirst();
  }
}
