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
 * @param files pictures and what else goes with it, in order
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
    String text,
    List<File> files) {

  /**
   * @param contentId what the HTML names it by; empty if it is there to be saved
   */
  public record File(String name, String type, String contentId, byte[] bytes) {}

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
          part(mail, "text/html"), part(mail, "text/plain"), files(mail));
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

  private static List<File> files(Part part) throws MessagingException, IOException {
    List<File> files = new ArrayList<>();
    if (part.getContent() instanceof Multipart all) {
      for (int i = 0; i < all.getCount(); i++) {
        files.addAll(files(all.getBodyPart(i)));
      }
    } else if (part.getFileName() != null) {
      String[] id = part.getHeader("Content-ID");
      String type = part.getContentType().replaceAll("(?s);.*", "").strip();
      byte[] bytes = part.getInputStream().readAllBytes();
      files.add(new File(part.getFileName(), type, id == null ? "" : id[0].replaceAll("[<>]", ""), bytes));
    }
    return files;
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.getFileName() != null) {
      return "";
    }
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
