package dev.signalbox.forecast.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Logistic regression with a ridge penalty, fitted by Newton's method on standardised features. A missing value counts
 * as the average.
 */
public final class Logistic implements Scorer {

  private static final int STEPS = 15;
  private static final double LONGEST = 1;

  private final double[] mean;
  private final double[] scale;
  private final double[] weights; // the last one is the intercept

  private Logistic(double[] mean, double[] scale, double[] weights) {
    this.mean = mean;
    this.scale = scale;
    this.weights = weights;
  }

  /** @param ridge the penalty, in units of rows: about how many rows speak against every weight */
  public static Logistic fit(Examples examples, double ridge) {
    int width = examples.width();
    double[] mean = new double[width];
    double[] scale = new double[width];
    standardise(examples, mean, scale);
    double[] weights = new double[width + 1];
    weights[width] = Logit.logOdds(examples.rate());
    Logistic model = new Logistic(mean, scale, weights);
    if (examples.positives() == 0 || examples.positives() == examples.size()) {
      return model;
    }
    for (int step = 0; step < STEPS && model.newton(examples, ridge) > 1e-5; step++) {
      // one step each
    }
    return model;
  }

  void write(DataOutput out) throws IOException {
    Stored.write(mean, out);
    Stored.write(scale, out);
    Stored.write(weights, out);
  }

  static Logistic read(DataInput in) throws IOException {
    return new Logistic(Stored.doubles(in), Stored.doubles(in), Stored.doubles(in));
  }

  @Override
  public double score(float[] row) {
    double sum = weights[mean.length];
    for (int i = 0; i < mean.length; i++) {
      sum += weights[i] * standard(row, i);
    }
    return sum;
  }

  @Override
  public double explain(float[] row, double[] into) {
    double sum = weights[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double part = weights[i] * standard(row, i);
      into[i] += part;
      sum += part;
    }
    return sum;
  }

  /** Clipped, so that a value never seen in training cannot decide alone. */
  private double standard(float[] row, int i) {
    double z = Float.isNaN(row[i]) ? 0 : (row[i] - mean[i]) * scale[i];
    return Math.max(-8, Math.min(8, z));
  }

  private static void standardise(Examples examples, double[] mean, double[] scale) {
    for (int f = 0; f < mean.length; f++) {
      double n = 0;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < examples.size(); i++) {
        float x = examples.row(i)[f];
        if (!Float.isNaN(x)) {
          double w = examples.weight(i);
          n += w;
          sum += w * x;
          squares += w * x * x;
        }
      }
      mean[f] = n == 0 ? 0 : sum / n;
      double variance = n == 0 ? 0 : squares / n - mean[f] * mean[f];
      scale[f] = variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
    }
  }

  private double newton(Examples examples, double ridge) {
    int width = weights.length;
    double[][] hessian = new double[width][width];
    double[] gradient = new double[width];
    double[] x = new double[width];
    x[width - 1] = 1;
    for (int i = 0; i < examples.size(); i++) {
      float[] row = examples.row(i);
      double sum = weights[width - 1];
      for (int f = 0; f < width - 1; f++) {
        x[f] = standard(row, f);
        sum += weights[f] * x[f];
      }
      double p = Logit.probability(sum);
      double w = examples.weight(i);
      double error = w * ((examples.label(i) ? 1 : 0) - p);
      double curve = w * Math.max(1e-6, p * (1 - p));
      for (int a = 0; a < width; a++) {
        gradient[a] += error * x[a];
        double product = curve * x[a];
        if (product != 0) {
          double[] line = hessian[a];
          for (int b = 0; b <= a; b++) {
            line[b] += product * x[b];
          }
        }
      }
    }
    for (int a = 0; a < width - 1; a++) {
      hessian[a][a] += ridge;
      gradient[a] -= ridge * weights[a];
    }
    hessian[width - 1][width - 1] += 1e-6;
    double[] step = solve(hessian, gradient);
    double largest = Arrays.stream(step).map(Math::abs).max().orElse(0);
    double part = Math.min(1, LONGEST / largest); // far from the goal a full step overshoots
    for (int a = 0; a < width; a++) {
      weights[a] += part * step[a];
    }
    return largest;
  }

  /** Cholesky's way; the matrix is given by its lower half and is spoilt. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[] x = Arrays.copyOf(right, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j][j];
      }
      for (int k = 0; k < i; k++) {
        x[i] -= matrix[i][k] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= matrix[k][i] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
