package dev.signalbox.ticket;

import dev.signalbox.document.Documents;
import dev.signalbox.document.Element;
import dev.signalbox.document.Fields;
import dev.signalbox.document.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All mappings of one system: {@code routes/tickets/jira.yaml} or {@code servicenow.yaml}.
 *
 * @param byName what a sink names; {@code default} is for those that name none
 */
public record TicketMappings(Map<String, TicketMapping> byName) {

  /** The files' names; the first group is the name of the channel. */
  public static final Pattern FILE = Pattern.compile("(jira|servicenow)\\.yaml");

  public static final TicketMappings NONE = new TicketMappings(Map.of());

  private static final String DEFAULT = "default";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public TicketMappings {
    byName = Map.copyOf(byName);
  }

  /** Empty, with findings, if the file is wrong. */
  public static Optional<TicketMappings> read(String file, String text, Findings findings) {
    TicketForm form = file.endsWith(TicketForm.JIRA.file()) ? TicketForm.JIRA : TicketForm.SERVICENOW;
    Map<String, TicketMapping> mappings = new LinkedHashMap<>();
    for (Element document : Documents.parse(text, file, findings)) {
      Fields entries = document.fields(form.file());
      entries.all().forEach((name, mapping) -> {
        if (!NAME.matcher(name).matches()) {
          entries.key(name).complain("'%s' cannot be the name of a mapping; use lower-case letters, digits and '-'",
              name.replaceAll("\\p{C}", "?"));
        }
        mappings.put(name, new MappingReader(form).read(name, mapping));
      });
    }
    return findings.all().isEmpty() ? Optional.of(new TicketMappings(mappings)) : Optional.empty();
  }

  /** The one of that name; should there be none by now, the default, and where there is none, the hub's own. */
  public TicketMapping of(String name) {
    return byName.getOrDefault(name, byName.getOrDefault(DEFAULT, TicketMapping.NONE));
  }
}
