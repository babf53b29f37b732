package dev.signalbox.web.console;

import dev.signalbox.delivery.Groups;
import dev.signalbox.web.Given;
import dev.signalbox.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Incidents that one place was told of in one message. */
@Controller
class GroupPages {

  private static final int LISTED = 500;

  private final Groups groups;

  GroupPages(Groups groups) {
    this.groups = groups;
  }

  @GetMapping("/groups/{id}")
  String one(@PathVariable String id, HttpServletRequest request, Model model) {
    model.addAttribute("group", groups.find(Given.id(id), LISTED)
        .orElseThrow(() -> Refusal.unknown("there is no group %s", id)));
    return Frame.page("group", request);
  }
}
