package dev.signalbox.forecast.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers and trained scorers as bytes, so that a model outlives its process. */
public final class Stored {

  private static final byte TREES = 1;
  private static final byte WEIGHTS = 2;
  private static final int LONGEST = 1 << 20;

  private Stored() {}

  public static void write(Scorer scorer, DataOutput out) throws IOException {
    if (scorer instanceof Booster trees) {
      out.writeByte(TREES);
      trees.write(out);
    } else if (scorer instanceof Logistic weights) {
      out.writeByte(WEIGHTS);
      weights.write(out);
    } else {
      throw new IllegalArgumentException("%s is not made to be stored".formatted(scorer.getClass().getSimpleName()));
    }
  }

  /** @throws IOException if these are not the bytes of a scorer of this version */
  public static Scorer scorer(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TREES -> Booster.read(in);
      case WEIGHTS -> Logistic.read(in);
      default -> throw new IOException("a scorer of the unknown kind " + kind);
    };
  }

  public static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  public static double[] doubles(DataInput in) throws IOException {
    double[] values = new double[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  public static void write(double[][] rows, DataOutput out) throws IOException {
    out.writeInt(rows.length);
    for (double[] row : rows) {
      write(row, out);
    }
  }

  public static double[][] rows(DataInput in) throws IOException {
    double[][] rows = new double[length(in)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = doubles(in);
    }
    return rows;
  }

  public static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a length of " + length);
    }
    return length;
  }
}
