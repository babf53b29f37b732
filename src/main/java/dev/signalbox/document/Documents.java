package dev.signalbox.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of one or more YAML documents ({@code ---}), or of JSON, which is the same tree. */
public final class Documents {

  private static final int CHARACTERS = 32 * 1024 * 1024;

  private Documents() {}

  /**
   * @param name the file's name in findings
   * @return the documents' roots, without empty documents; nothing where the file cannot be read, which is a finding
   */
  public static List<Element> read(Path file, String name, Findings findings) {
    return text(file, name, findings).map(text -> parse(text, name, findings)).orElse(List.of());
  }

  /** What a file holds; where it cannot be read, which is a finding, nothing. */
  public static Optional<String> text(Path file, String name, Findings findings) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      findings.add(name, 0, "no such file; give the path of a YAML or JSON file");
    } catch (CharacterCodingException notText) {
      findings.add(name, 0, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException unreadable) {
      findings.add(name, 0, "cannot be read; it must be a file that this user may read");
    }
    return Optional.empty();
  }

  public static List<Element> parse(String text, String name, Findings findings) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(CHARACTERS).setLabel(name)
            .setAllowDuplicateKeys(true).build(); // Fields reports duplicates, with the line
    List<Element> roots = new ArrayList<>();
    try {
      for (Node root : new Compose(settings).composeAllFromString(withoutTabs(text))) {
        Element element = new Element(root, name, findings);
        if (!element.isNothing()) {
          roots.add(element);
        }
      }
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      findings.add(name, line, "is not YAML: " + oneLine(broken.getProblem()));
    } catch (YamlEngineException broken) {
      findings.add(name, 0, "is not YAML: " + oneLine(String.valueOf(broken.getMessage())));
    } catch (StackOverflowError tooDeep) {
      findings.add(name, 0, "is nested too deeply; nothing here needs more than a few levels");
    }
    return roots;
  }

  /** YAML knows no tab as indentation, JSON does; a tab inside a JSON string is written {@code \t}, so none is lost. */
  private static String withoutTabs(String text) {
    String start = text.stripLeading();
    boolean json = start.startsWith("{") || start.startsWith("[");
    return json ? text.replace('\t', ' ') : text;
  }

  private static String oneLine(String problem) {
    return problem.replaceAll("\\s+", " ").strip();
  }
}
