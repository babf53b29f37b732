package dev.signalbox.forecast.anomaly;

import dev.signalbox.forecast.Reason;
import dev.signalbox.forecast.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The model of one server: first it learns what is usual, then it watches. */
interface ServerModel {

  /** @param first tells how many metrics there are: one that is alone has nothing that it could move together with */
  static ServerModel of(Sample first, int mostHistory) {
    return first.values().length == 1 ? new SingleModel(first.metrics().get(0)) : new JointModel(mostHistory);
  }

  /** As written by {@link #write}. */
  static ServerModel read(DataInput in, int mostHistory) throws IOException {
    return in.readBoolean() ? SingleModel.read(in) : JointModel.read(in, mostHistory);
  }

  void write(DataOutput out) throws IOException;

  /** Takes a sample for usual; has no effect once it watches. */
  void learn(Sample sample);

  /** How many samples it has learnt from. */
  int learnt();

  boolean isWatching();

  /** Judges a sample. One that is not later than the last one changes nothing. */
  void watch(Sample sample);

  /** Of the last sample, 0 to 1; one half and more is news. */
  double score();

  List<Reason> reasons();
}
