package dev.signalbox;

import dev.signalbox.chart.Picture;
import dev.signalbox.delivery.Document;
import dev.signalbox.delivery.Document.Enclosure;
import dev.signalbox.delivery.Illustrations;
import dev.signalbox.forecast.watch.CourseChart;
import dev.signalbox.forecast.watch.Ledger;
import dev.signalbox.incident.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.util.HtmlUtils;

/**
 * The small chart of a warning: for each incident whose row has the column {@code warning}, as the queries of the
 * forecasts have it. A warning keeps the course that it was made from, so that every attempt draws the same.
 */
final class ForecastIllustrations implements Illustrations {

  private static final String WARNING = "warning";

  private final Ledger ledger;

  ForecastIllustrations(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<Document> of(Subject incident) {
    return incident.row().get(WARNING).flatMap(ForecastIllustrations::id)
        .flatMap(id -> ledger.warning(id).flatMap(CourseChart::of).map(picture -> document(id, picture)));
  }

  /** Any rule may have a column of that name. */
  private static Optional<UUID> id(Object value) {
    try {
      return Optional.of(UUID.fromString(value.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Document document(UUID id, Picture picture) {
    String cid = "course." + id + "@signalbox";
    String alt = HtmlUtils.htmlEscape(picture.alt());
    String html =
        """
        <img width="540" src="cid:%s" alt="%s" style="display:block;width:100%%;max-width:540px;height:auto;margin:16px 0 0">
        <p style="margin:4px 0 0;font-size:14px;color:#57606a;overflow-wrap:anywhere">%s</p>
        """.formatted(cid, alt, alt);
    return new Document(
        picture.alt() + "\n", html, List.of(new Enclosure("course.png", "image/png", cid, picture.png())));
  }
}
