package dev.signalbox.ticket;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import dev.signalbox.document.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All mappings of a folder.
 *
 * @param bySystem by the name of the channel, then by their own
 */
public record TicketMappings(Map<String, Map<String, TicketMapping>> bySystem) {

  /** What a sink uses that names none. */
  public static final String DEFAULT = "default";

  public static final TicketMappings NONE = new TicketMappings(Map.of());

  private static final Map<String, TicketForm> FORMS = Map.of("jira", TicketForm.JIRA, "servicenow", TicketForm.SERVICENOW);

  /**
   * Reads what there is of {@code jira.yaml} and {@code servicenow.yaml} in a folder, which need not exist.
   *
   * @throws LoadException with all findings
   */
  public static TicketMappings ofFolder(Path folder) {
    Findings findings = new Findings();
    Map<String, Map<String, TicketMapping>> all = new HashMap<>();
    FORMS.forEach((system, form) -> {
      Path file = folder.resolve(form.file());
      if (Files.exists(file)) {
        all.put(system, read(form, Documents.read(file, file.toString(), findings)));
      }
    });
    findings.throwIfAny();
    return new TicketMappings(all);
  }

  private static Map<String, TicketMapping> read(TicketForm form, List<Element> documents) {
    Map<String, TicketMapping> mappings = new LinkedHashMap<>();
    for (Element document : documents) {
      Fields entries = document.fields(form.file());
      entries.all().forEach((name, mapping) -> {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
          entries.key(name).complain("'%s' cannot be the name of a mapping; use lower-case letters, digits and '-'",
              name.replaceAll("\\p{C}", "?"));
        }
        mappings.put(name, new MappingReader(form).read(name, mapping));
      });
    }
    return mappings;
  }

  /** Empty if there is none of that name. */
  public Optional<TicketMapping> find(String system, String name) {
    return Optional.ofNullable(bySystem.getOrDefault(system, Map.of()).get(name));
  }

  public Set<String> names(String system) {
    return bySystem.getOrDefault(system, Map.of()).keySet();
  }
}
