package dev.signalbox.channel.mail;

import java.util.regex.Pattern;

/**
 * One mail address in its plain form, ASCII only. Quoted local parts, display names, comments and lists are legal in mail
 * and refused here: every one of them has been a way to smuggle a second recipient past a parser.
 */
public final class MailAddress {

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern PLAIN =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  private MailAddress() {}

  public static boolean isOne(String text) {
    int at = text.lastIndexOf('@');
    // RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all
    return text.length() <= 254 && at <= 64 && PLAIN.matcher(text).matches();
  }
}
