package dev.signalbox.web.api;

import dev.signalbox.override.WishRefused;
import dev.signalbox.silence.SilenceRefused;
import dev.signalbox.web.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns whatever went wrong in the API into {@code {"error": "one sentence"}}: never a stack trace, never a class
 * name.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = ProblemAnswers.class)
class ProblemAnswers {

  private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(Refusal refusal) {
    return answer(refusal.status(), refusal.sentence());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(WishRefused refused) {
    return refused(Refusal.of(refused));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(SilenceRefused refused) {
    return refused(Refusal.of(refused));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException unreadable) {
    return answer(
        HttpStatus.BAD_REQUEST, "the body cannot be read: send a JSON object of strings, for example {\"by\": \"mira\"}");
  }

  /** The number ties the answer to the log, so that the answer itself need not tell anything. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> failed(Exception failure) {
    if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
      return answer(status, status.getReasonPhrase().toLowerCase(Locale.ROOT));
    }
    String number = UUID.randomUUID().toString().substring(0, 8);
    log.atError().addKeyValue("failure", number).setCause(failure).log("API request failed");
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR, "the hub could not answer; its log says why under failure=" + number);
  }

  private static ResponseEntity<Map<String, String>> answer(HttpStatus status, String sentence) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(Map.of("error", sentence));
  }
}
