package dev.signalbox.camel;

import dev.signalbox.channel.mail.Letter;
import dev.signalbox.delivery.Document.Enclosure;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A letter as MIME (RFC 2045 ff.). camel-mail would put files and pictures alike into the alternative to the text, where
 * programs that show the text lose them. So, and each layer only where there is something for it:
 *
 * <pre>
 * multipart/mixed
 *   multipart/alternative
 *     text/plain
 *     multipart/related
 *       text/html
 *       pictures that it names
 *   files to save
 * </pre>
 */
final class Envelope {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private Envelope() {}

  /** @param headers with From, To and Subject; the channel's, which no outsider names */
  static MimeMessage seal(Session session, Map<String, String> headers, Letter letter) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      switch (header.getKey()) {
        case "From" -> mail.setFrom(new InternetAddress(header.getValue(), true));
        case "To" -> mail.setRecipient(RecipientType.TO, new InternetAddress(header.getValue(), true));
        case "Subject" -> mail.setHeader("Subject", subject(header.getValue()));
        default -> mail.setHeader(header.getKey(), header.getValue());
      }
    }
    Multipart content = alternative(letter);
    List<Enclosure> files = letter.enclosures().stream().filter(one -> one.contentId() == null).toList();
    if (!files.isEmpty()) {
      Multipart mixed = new MimeMultipart("mixed", wrapped(content));
      for (Enclosure file : files) {
        mixed.addBodyPart(part(file));
      }
      content = mixed;
    }
    mail.setContent(content);
    return mail;
  }

  /**
   * Folded. Text of ASCII alone leaves as it is, so a subject that looks like an encoded word is encoded in whole: mail
   * programs would decode it, and show what nobody wrote.
   */
  private static String subject(String text) throws MessagingException {
    try {
      String encoded = text.contains("=?") ? words(text) : MimeUtility.encodeText(text, UTF_8, null);
      return MimeUtility.fold("Subject: ".length(), encoded);
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("no UTF-8", e);
    }
  }

  /** Encoded words of RFC 2047, each a whole number of characters and at most 75 long. */
  private static String words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    text.codePoints().mapToObj(Character::toString).forEach(one -> {
      if (bytes(part + one).length > 45) {
        words.add(word(part));
        part.setLength(0);
      }
      part.append(one);
    });
    words.add(word(part));
    return String.join(" ", words);
  }

  private static String word(CharSequence text) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(text)) + "?=";
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Multipart alternative(Letter letter) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text(), UTF_8);
    BodyPart html = new MimeBodyPart();
    html.setDataHandler(data(letter.html().getBytes(StandardCharsets.UTF_8), "text/html; charset=UTF-8"));
    List<Enclosure> pictures = letter.enclosures().stream().filter(one -> one.contentId() != null).toList();
    if (!pictures.isEmpty()) {
      Multipart related = new MimeMultipart("related", html);
      for (Enclosure picture : pictures) {
        related.addBodyPart(part(picture));
      }
      html = wrapped(related);
    }
    return new MimeMultipart("alternative", text, html);
  }

  private static MimeBodyPart wrapped(Multipart content) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(content);
    return part;
  }

  private static MimeBodyPart part(Enclosure enclosure) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(data(enclosure.bytes(), enclosure.type()));
    part.setFileName(enclosure.name());
    // as they are: without this, Jakarta Mail may change the line ends of text
    part.setHeader("Content-Transfer-Encoding", "base64");
    if (enclosure.contentId() == null) {
      part.setDisposition(Part.ATTACHMENT);
    } else {
      part.setContentID("<" + enclosure.contentId() + ">");
      part.setDisposition(Part.INLINE);
    }
    return part;
  }

  private static DataHandler data(byte[] bytes, String type) {
    return new DataHandler(new ByteArrayDataSource(bytes, type));
  }
}
