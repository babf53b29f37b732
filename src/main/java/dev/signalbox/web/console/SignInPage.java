package dev.signalbox.web.console;

import dev.signalbox.web.LocalPath;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in form; {@code access} judges what is typed into it. */
@Controller
class SignInPage {

  @GetMapping("/login")
  String form(
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(required = false) @Nullable String out,
      Model model) {
    model.addAttribute("next", LocalPath.of(next));
    model.addAttribute("failed", failed != null);
    model.addAttribute("out", out != null);
    return "login";
  }
}
