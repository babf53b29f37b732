package dev.signalbox.sandbox;

import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a mailbox got it, decoded.
 *
 * @param number the effect's, which names it in the inbox
 * @param recipient whose mailbox this is, from the envelope
 * @param headers as they came, the last one of a name
 * @param html the part for people; empty if there is none
 * @param text the part for plain programs; empty if there is none
 */
public record ReceivedMail(
    long number,
    Instant at,
    String recipient,
    String from,
    String to,
    String subject,
    Map<String, String> headers,
    String html,
    String text) {

  /** @param raw RFC 5322, one character per byte */
  static ReceivedMail read(long number, Instant at, String recipient, String raw) {
    try {
      MimeMessage mail = new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
      Map<String, String> headers = new LinkedHashMap<>();
      for (Header header : Collections.list(mail.getAllHeaders())) {
        headers.put(header.getName(), header.getValue());
      }
      return new ReceivedMail(
          number, at, recipient, addresses(mail.getFrom()), addresses(mail.getAllRecipients()),
          mail.getSubject() == null ? "" : mail.getSubject(), headers,
          part(mail, "text/html"), part(mail, "text/plain"));
    } catch (MessagingException e) {
      throw new IllegalArgumentException("not a mail", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By its name in any case; empty if it is missing. */
  public String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).findFirst().orElse("");
  }

  private static String addresses(Address @Nullable [] addresses) {
    return addresses == null ? "" : Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "));
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return String.valueOf(part.getContent());
    }
    if (part.getContent() instanceof Multipart all) {
      List<String> found = new ArrayList<>();
      for (int i = 0; i < all.getCount(); i++) {
        found.add(part(all.getBodyPart(i), type));
      }
      return found.stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
    return "";
  }
}
