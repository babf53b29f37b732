package dev.signalbox.forecast.failure;

import dev.signalbox.forecast.learn.Stored;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which feature has which place in a row. Places are given in the order of first use and never taken away: a metric or
 * a trait that appears later gets a place at the end, and rows made before count as missing there.
 */
final class Layout {

  /** How a raw value becomes a feature, and is read back for people. */
  enum Form {
    PLAIN,
    /** Signed logarithm, for counts and durations, which are skewed. */
    LOG
  }

  private static final MathContext THREE_DIGITS = new MathContext(3);

  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Form> forms = new ArrayList<>();

  /** @param label what the feature is, for people, e.g. {@code outages, 28 days} */
  int place(String label, Form form) {
    return places.computeIfAbsent(label, added -> {
      labels.add(added);
      forms.add(form);
      return labels.size() - 1;
    });
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      out.writeUTF(labels.get(i));
      out.writeByte(forms.get(i).ordinal());
    }
  }

  static Layout read(DataInput in) throws IOException {
    Layout layout = new Layout();
    int width = Stored.length(in);
    for (int i = 0; i < width; i++) {
      layout.place(in.readUTF(), in.readByte() == 0 ? Form.PLAIN : Form.LOG);
    }
    return layout;
  }

  /** Where each place of this layout is in another one, -1 where it has none. */
  int[] placesIn(Layout other) {
    return labels.stream().mapToInt(label -> other.places.getOrDefault(label, -1)).toArray();
  }

  int width() {
    return labels.size();
  }

  float[] emptyRow() {
    float[] row = new float[width()];
    Arrays.fill(row, Float.NaN);
    return row;
  }

  /** The same row with missing values at the places that came later. */
  float[] padded(float[] row) {
    if (row.length == width()) {
      return row;
    }
    float[] longer = emptyRow();
    System.arraycopy(row, 0, longer, 0, row.length);
    return longer;
  }

  static float form(Form form, double raw) {
    return (float) (form == Form.PLAIN ? raw : Math.signum(raw) * Math.log1p(Math.abs(raw)));
  }

  /** {@code outages, 28 days: 3}. */
  String words(int place, float value) {
    double raw = forms.get(place) == Form.PLAIN ? value : Math.signum(value) * Math.expm1(Math.abs(value));
    String number = !Double.isFinite(raw) ? "unknown" : Math.abs(raw - Math.rint(raw)) < 0.005 && Math.abs(raw) < 1e9
        ? Long.toString(Math.round(raw)) : new BigDecimal(raw).round(THREE_DIGITS).toPlainString();
    return labels.get(place) + ": " + number;
  }
}
