package dev.signalbox.silence.maintenance;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Findings;
import dev.signalbox.document.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What {@code maintenance.yaml} says: a pure function of the file and the time. */
public final class MaintenancePlan {

  /** The name of the file in the folder of routes. */
  public static final String FILE = "maintenance.yaml";

  private final List<Maintenance> written;
  private final List<ChangeCalendar> calendars;

  MaintenancePlan(List<Maintenance> written, List<ChangeCalendar> calendars) {
    this.written = List.copyOf(written);
    this.calendars = List.copyOf(calendars);
  }

  /**
   * @param routes the folder of routes; without the file nothing is planned
   * @throws LoadException with all findings
   */
  public static MaintenancePlan ofFolder(Path routes) {
    Path file = routes.resolve(FILE);
    Findings findings = new Findings();
    if (!Files.exists(file)) {
      return new MaintenancePlan(List.of(), List.of());
    }
    MaintenancePlan plan = new MaintenanceReader().read(Documents.read(file, file.toString(), findings));
    findings.throwIfAny();
    return plan;
  }

  /**
   * @param name of the file, for findings
   * @throws LoadException with all findings
   */
  public static MaintenancePlan of(String text, String name) {
    Findings findings = new Findings();
    MaintenancePlan plan = new MaintenanceReader().read(Documents.parse(text, name, findings));
    findings.throwIfAny();
    return plan;
  }

  /** The windows written in the file that overlap {@code [from, to)}. */
  public List<Window> between(Instant from, Instant to) {
    return written.stream().flatMap(one -> one.between(from, to).stream()).toList();
  }

  public List<ChangeCalendar> calendars() {
    return calendars;
  }
}
