package dev.signalbox.oncall.calendar;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets a document by HTTP. Thread-safe; remembers no cookies, repeats nothing. */
@FunctionalInterface
public interface HttpGet {

  /**
   * @param address {@code http} or {@code https}
   * @param named whether it may be on this machine or in a private network, see {@link Location#named}
   * @param redirects how many are followed; only the first address keeps {@code named} and the headers
   */
  record Request(URI address, boolean named, int redirects, Map<String, String> headers) {

    /** Without the query and the headers, which are where secrets are. */
    @Override
    public String toString() {
      return "a request";
    }
  }

  /**
   * @param headers names in any case
   * @param body decompressed
   */
  record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final long LONGEST_WAIT = 3600;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([A-Za-z0-9._:-]{1,40})");

    public Answer {
      TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      headers = anyCase;
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** A header that says how long to wait, in seconds; believed up to an hour. */
    public Optional<Duration> seconds(String name) {
      String text = header(name).strip();
      return text.matches("\\d{1,9}")
          ? Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_WAIT))) : Optional.empty();
    }

    /** In the charset that the answer names, else UTF-8; without a byte order mark. */
    public String text() {
      Matcher named = CHARSET.matcher(header("Content-Type"));
      boolean known = named.find() && Charset.isSupported(named.group(1));
      String text = new String(body, known ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  /**
   * Blocks for half a minute at the most at each address. Whatever the status, an answer is an answer.
   *
   * @throws SourceFailure if there is none, if it is larger than 5 MB or if it comes from where nothing may be asked
   */
  Answer get(Request request);
}
