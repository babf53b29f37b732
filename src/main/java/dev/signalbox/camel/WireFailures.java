package dev.signalbox.camel;

import dev.signalbox.channel.Reply;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.servicenow.ServiceNowException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * What an exception thrown by a channel's route says about the request. The question is always the same: can it have
 * arrived? Messages of exceptions are never passed on, since they quote URLs; only classes and codes are.
 */
final class WireFailures {

  private static final Pattern SMTP_GREETING = Pattern.compile("response: (\\d{3})\\b");

  private static final Pattern SMTP_TEMPORARY = Pattern.compile("\\s*(4\\d\\d)\\b");

  private WireFailures() {}

  static Reply reply(Throwable thrown) {
    Set<Throwable> chain = causes(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof HttpOperationFailedException http) {
        Map<String, String> headers = new HashMap<>();
        if (http.getResponseHeaders() != null) {
          headers.putAll(http.getResponseHeaders());
        }
        return Reply.answered(http.getStatusCode(), headers, text(http.getResponseBody()));
      }
      if (cause instanceof ServiceNowException now) {
        return Reply.answered(now.getCode(), Map.of(), text(now.getMessage()));
      }
      OptionalInt smtp = smtpCode(cause);
      if (smtp.isPresent()) {
        return Reply.answered(smtp.getAsInt(), Map.of(), text(cause.getMessage()));
      }
    }
    for (Throwable cause : chain) {
      if (cause instanceof MessagingException && String.valueOf(cause.getMessage()).startsWith("STARTTLS is required")) {
        return Reply.notSent("the mail server does not offer STARTTLS, see signalbox.mail.starttls");
      }
      if (neverLeft(cause)) {
        return Reply.notSent(name(cause));
      }
    }
    Throwable last = thrown;
    for (Throwable cause : chain) {
      last = cause;
    }
    return last instanceof RuntimeException && !(thrown instanceof MessagingException)
        // before anything was sent or after an answer was read: a bug or a broken route, not the wire
        ? Reply.unsure("the route failed: " + name(last))
        : Reply.unsure(isTimeout(last) ? "no answer in time" : "connection lost: " + name(last));
  }

  private static boolean neverLeft(Throwable cause) {
    return cause instanceof DirectConsumerNotAvailableException
        || cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof ConnectionRequestTimeoutException
        || cause instanceof SSLHandshakeException
        || cause instanceof MailConnectException
        // a plain text answer to a TLS greeting: no request was written yet
        || cause instanceof SSLException && String.valueOf(cause.getMessage()).contains("Unsupported or unrecognized");
  }

  private static OptionalInt smtpCode(Throwable cause) {
    if (cause instanceof AuthenticationFailedException) {
      // thrown for every answer to AUTH but 235, and the answer is all that it says
      Matcher temporary = SMTP_TEMPORARY.matcher(text(cause.getMessage()));
      return OptionalInt.of(temporary.lookingAt() ? Integer.parseInt(temporary.group(1)) : 535);
    }
    if (cause instanceof SMTPAddressFailedException address) {
      return code(address.getReturnCode());
    }
    if (cause instanceof SMTPSenderFailedException sender) {
      return code(sender.getReturnCode());
    }
    if (cause instanceof SMTPSendFailedException send) {
      return code(send.getReturnCode());
    }
    if (cause instanceof MessagingException mail && mail.getMessage() != null) {
      Matcher greeting = SMTP_GREETING.matcher(mail.getMessage());
      if (greeting.find()) {
        return code(Integer.parseInt(greeting.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt code(int code) {
    return code >= 400 && code < 600 ? OptionalInt.of(code) : OptionalInt.empty();
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof SocketTimeoutException || cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
  }

  private static String name(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  /** Innermost last. Jakarta Mail hangs the causes of a failed recipient on a chain of its own. */
  private static Set<Throwable> causes(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Throwable> ordered = new LinkedHashSet<>();
    Deque<Throwable> open = new ArrayDeque<>();
    open.add(thrown);
    while (!open.isEmpty() && ordered.size() < 50) {
      Throwable next = open.poll();
      if (!seen.add(next)) {
        continue;
      }
      ordered.add(next);
      if (next instanceof MessagingException mail && mail.getNextException() != null) {
        open.add(mail.getNextException());
      }
      if (next.getCause() != null) {
        open.add(next.getCause());
      }
    }
    return ordered;
  }
}
