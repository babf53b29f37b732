package dev.signalbox.oncall.calendar;

import dev.signalbox.oncall.CalendarRef;
import dev.signalbox.oncall.ical.IcalReader;
import dev.signalbox.oncall.ical.IcalReading;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An iCalendar file in the routes folder or behind a URL: what Google, PagerDuty, Opsgenie, GoAlert and others export.
 */
public final class IcalSource implements OnCallSource {

  private static final int REDIRECTS = 3;
  private static final Duration BUSY = Duration.ofMinutes(1);

  private final HttpGet http;
  private final CalendarFiles files;

  public IcalSource(HttpGet http, CalendarFiles files) {
    this.http = http;
    this.files = files;
  }

  @Override
  public CalendarRef.Kind kind() {
    return CalendarRef.Kind.ICAL;
  }

  @Override
  public Optional<Reading> read(Question question) {
    String location = question.location().text();
    boolean elsewhere = location.matches("(?is)[a-z][a-z0-9+.-]+:.*") && !location.startsWith("file:");
    if (!elsewhere) {
      return Optional.of(reading(question, files.read(question.location(), IcalReader.LONGEST), ""));
    }
    HttpGet.Answer answer = http.get(request(question));
    if (answer.status() == 304 && !question.tag().isEmpty()) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw refused(answer);
    }
    return Optional.of(reading(question, answer.text(), tag(answer)));
  }

  private static Reading reading(Question question, String text, String tag) {
    IcalReading read;
    try {
      read = IcalReader.read(text, question.schedule().zone());
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(Entries.line(String.valueOf(e.getMessage())));
    }
    Entries entries = new Entries(question.window());
    read.warnings().forEach(entries::warn);
    entries.addAll(read.assignments().between(question.window().start(), question.window().end()));
    return entries.reading(tag);
  }

  private static HttpGet.Request request(Question question) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "text/calendar, text/plain;q=0.8, */*;q=0.5");
    if (question.tag().startsWith("etag ")) {
      headers.put("If-None-Match", question.tag().substring("etag ".length()));
    } else if (question.tag().startsWith("modified ")) {
      headers.put("If-Modified-Since", question.tag().substring("modified ".length()));
    }
    URI address = address(question.location().text());
    if (address.getRawUserInfo() != null) {
      byte[] login = address.getUserInfo().getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return new HttpGet.Request(withoutUser(address), question.location().named(), REDIRECTS, headers);
  }

  private static URI address(String location) {
    try {
      // what a browser hands to a calendar program: the same address, by HTTPS
      URI address = new URI(location.replaceFirst("(?i)^webcal:", "https:"));
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new SourceFailure("only http, https and files can be read; correct the address");
      }
      if (address.getHost() == null) {
        throw new SourceFailure("the address has no host; correct it");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new SourceFailure("the address is not a URL; correct it"); // the message of the cause would quote it
    }
  }

  private static URI withoutUser(URI address) {
    String user = address.getRawUserInfo();
    return user == null ? address : URI.create(address.toString().replaceFirst(Pattern.quote(user + "@"), ""));
  }

  private static String tag(HttpGet.Answer answer) {
    String etag = answer.header("ETag");
    String modified = answer.header("Last-Modified");
    return !etag.isEmpty() ? "etag " + etag : !modified.isEmpty() ? "modified " + modified : "";
  }

  private static SourceFailure refused(HttpGet.Answer answer) {
    return switch (answer.status()) {
      case 401, 403 -> new SourceFailure("HTTP %d: the address is no longer let in".formatted(answer.status()));
      case 404, 410 -> new SourceFailure("HTTP %d: there is no calendar at the address".formatted(answer.status()));
      case 429, 503 -> new SourceFailure("HTTP " + answer.status(), answer.seconds("Retry-After").orElse(BUSY));
      default -> new SourceFailure("HTTP " + answer.status());
    };
  }
}
