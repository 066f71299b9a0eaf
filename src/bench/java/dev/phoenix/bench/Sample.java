package dev.phoenix.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one process took.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of processor time, of all its threads and children
 * @param peak megabytes that were resident at the most; 0 where the system does not say
 */
record Sample(double wall, double cpu, double peak) {

  /** The median of each. */
  static Sample median(List<Sample> samples) {
    return new Sample(
        median(samples, Sample::wall), median(samples, Sample::cpu), median(samples, Sample::peak));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    List<Double> sorted =
        samples.stream().map(value::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
