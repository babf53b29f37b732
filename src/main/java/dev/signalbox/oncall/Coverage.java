package dev.signalbox.oncall;

/** Who is on call for a while, or that nobody is. */
public record Coverage(Interval during, Standing standing) {

  /** Whether no layer, calendar or override has anybody then: the fallback stands in, or nobody. */
  public boolean gap() {
    return standing.fallback() || standing.participants().isEmpty();
  }
}
