package dev.signalbox.channel.template;

import dev.signalbox.channel.Message;
import dev.signalbox.channel.Samples;
import dev.signalbox.channel.Text;
import dev.signalbox.document.Findings;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wording of one rule, FreeMarker. Values enter as data and nothing else: a value is never read as a template, a template
 * reaches no class, no file and no other template, and it ends after a second or 20,000 characters.
 *
 * <p>The first line is the title, what follows an empty line is the text.
 */
public final class Template {

  /** What the name of a template for messages about many incidents ends with. */
  public static final String GROUP = ".group";

  private static final int LONGEST = 20_000;
  private static final int MILLIS = 1_000;
  private static final Pattern COMMENT = Pattern.compile("(?s)<#--.*?-->");
  /** What would read a value as a template, or reach beyond the data. */
  private static final Pattern FORBIDDEN = Pattern.compile(
      "\\?\\s*(new|api|has_api|interpret|eval|eval_json)\\b|<[#@]\\s*(include|import|ftl|setting)\\b|\\[#[a-z]");
  private static final Configuration ENGINE = engine();
  private static final ExecutorService RENDERING = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "template");
    thread.setDaemon(true);
    return thread;
  });

  private final freemarker.template.Template template;

  private Template(freemarker.template.Template template) {
    this.template = template;
  }

  private static Configuration engine() {
    Configuration engine = new Configuration(Configuration.VERSION_2_3_34);
    engine.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    engine.setAPIBuiltinEnabled(false);
    engine.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
    engine.setTemplateLoader(null);
    engine.setOutputFormat(PlainTextOutputFormat.INSTANCE);
    engine.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    engine.setLogTemplateExceptions(false);
    engine.setWrapUncheckedExceptions(true);
    engine.setLocale(Locale.ENGLISH);
    engine.setNumberFormat("0.######");
    engine.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
    return engine;
  }

  /** @return empty where there is a finding */
  public static Optional<Template> read(String file, String text, Findings findings) {
    Matcher forbidden = FORBIDDEN.matcher(withoutComments(text));
    while (forbidden.find()) {
      int line = 1 + (int) text.substring(0, forbidden.start()).chars().filter(c -> c == '\n').count();
      findings.add(file, line, "'%s' is not allowed in a template: it reaches beyond its data".formatted(forbidden.group().replaceAll("\\s", "")));
    }
    if (!findings.all().isEmpty()) {
      return Optional.empty();
    }
    try {
      freemarker.template.Template template = new freemarker.template.Template(file, text, ENGINE);
      _CoreAPI.addThreadInterruptedChecks(template); // so that a loop without end can be ended
      Template read = new Template(template);
      read.tryOut(file, findings);
      return findings.all().isEmpty() ? Optional.of(read) : Optional.empty();
    } catch (ParseException e) {
      findings.add(file, Math.max(1, e.getLineNumber()), "is not FreeMarker: " + firstLine(e.getEditorMessage()));
    } catch (IOException e) {
      findings.add(file, 1, "is not FreeMarker: " + e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  /** Comments may stand within an expression. Every other character keeps its place. */
  private static String withoutComments(String text) {
    return COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
  }

  /** With data of which the row is not known: what a row lacks is found out when it comes, everything else now. */
  private void tryOut(String file, Findings findings) {
    for (Message sample : file.endsWith(GROUP + ".ftl") ? Samples.group() : Samples.all()) {
      try {
        render(sample);
      } catch (Broken e) {
        if (!e.aboutTheRow()) {
          findings.add(file, Math.max(1, e.line()), e.getMessage());
          return;
        }
      }
    }
  }

  /** A template that cannot say this. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean aboutTheRow;

    Broken(int line, boolean aboutTheRow, String message) {
      super(message);
      this.line = line;
      this.aboutTheRow = aboutTheRow;
    }

    /** 0 where it is not known. */
    public int line() {
      return line;
    }

    boolean aboutTheRow() {
      return aboutTheRow;
    }
  }

  /**
   * The same message in this template's words.
   *
   * @throws Broken in one line
   */
  public Message render(Message message) throws Broken {
    Bounded out = new Bounded();
    Future<?> rendering = RENDERING.submit(() -> {
      template.process(TemplateData.of(message), out);
      return null;
    });
    try {
      rendering.get(MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      rendering.cancel(true);
      throw new Broken(0, false, "does not end within a second");
    } catch (InterruptedException e) {
      rendering.cancel(true);
      Thread.currentThread().interrupt();
      throw new Broken(0, false, "was interrupted");
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
    return Worded.of(message, out.toString()).orElseThrow(() -> new Broken(1, false, "yields no title: its first line is empty"));
  }

  private static Broken broken(Throwable cause) {
    if (cause instanceof TemplateException e) {
      String said = firstLine(e.getMessageWithoutStackTop());
      String expression = e.getBlamedExpressionString() == null ? "" : " (" + e.getBlamedExpressionString() + ")";
      boolean row = e.getFTLInstructionStack() != null && (e instanceof InvalidReferenceException || String.valueOf(e.getMessage()).contains("row"))
          && String.valueOf(e.getMessage()).contains("row");
      int line = e.getLineNumber() == null ? 0 : e.getLineNumber();
      return new Broken(line, row, Text.line("line %d: %s%s".formatted(line, said, expression), 300));
    }
    return cause instanceof TooLong
        ? new Broken(0, false, "yields more than %d characters".formatted(LONGEST))
        : new Broken(0, false, cause.getClass().getSimpleName());
  }

  private static String firstLine(String text) {
    return Text.line(String.valueOf(text).strip().lines().findFirst().orElse(""), 200);
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Bounded extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      if (text.length() + length > LONGEST) {
        throw new TooLong();
      }
      text.append(buffer, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
