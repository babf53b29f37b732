package dev.signalbox.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.Finding;
import dev.signalbox.document.Closest;
import dev.signalbox.ticket.TicketMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether the mappings exist that ticket sinks name. A running hub takes the default for one that does not. */
final class MappingCheck {

  private static final Map<String, String> SINKS = Map.of("jira-ticket-sink", "jira", "servicenow-ticket-sink", "servicenow");

  private MappingCheck() {}

  /** @param mappings by channel */
  static List<Finding> of(String path, String text, Map<String, TicketMappings> mappings) {
    List<Finding> findings = new ArrayList<>();
    if (!path.endsWith(".camel.yaml")) {
      return findings;
    }
    YamlTree.parse(path, text, new ArrayList<>()).ifPresent(tree -> {
      for (int i = 0; tree.root().isArray() && i < tree.root().size(); i++) {
        JsonNode route = tree.root().get(i).path("route");
        for (EndpointUse use : EndpointUse.in(route, "/" + i + "/route")) {
          String system = SINKS.get(use.rest());
          String name = use.text("mapping");
          if (use.scheme().equals("kamelet") && system != null && !name.isEmpty()) {
            TreeSet<String> known = new TreeSet<>(mappings.getOrDefault(system, TicketMappings.NONE).byName().keySet());
            if (!known.contains(name) && !name.contains("{{")) {
              findings.add(new Finding(path, tree.line(use.at()), "there is no mapping '%s' in tickets/%s.yaml%s"
                  .formatted(name, system, Closest.hint(name, known))));
            }
          }
        }
      }
    });
    return findings;
  }
}
