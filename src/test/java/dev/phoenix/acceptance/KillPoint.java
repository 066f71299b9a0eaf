package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Where one run is killed.
 *
 * @param outlives whether the world goes on without the process that is killed, as a real one does;
 *     else it dies with it in the middle of whatever it was answering
 */
record KillPoint(int number, KillScenario scenario, Moment moment, boolean outlives) {
  private static final List<KillScenario> TURNS =
      List.of(
          KillScenario.CREATE,
          KillScenario.CHANGE,
          KillScenario.DESTROY,
          KillScenario.CREATE,
          KillScenario.CHANGE);

  /** When the axe falls. */
  sealed interface Moment {
    /** This part of the time between the first line of the journal and its end. */
    record Share(double part) implements Moment {}

    /** As soon as the journal has this line. */
    record Line(int number, String text) implements Moment {}
  }

  /**
   * Points spread over all scenarios, times and lines.
   *
   * @param journals the lines that an undisturbed run of each scenario writes
   */
  static List<KillPoint> seeded(
      Random random, int count, Function<KillScenario, List<String>> journals) {
    List<KillPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      KillScenario scenario = TURNS.get(i % TURNS.size());
      List<String> lines = journals.apply(scenario);
      // One in each stretch, so that none of the run goes untried.
      double part = (Math.floorDiv(i, 2) + random.nextDouble()) / Math.ceilDiv(count, 2);
      int line = 1 + (int) ((lines.size() - 1) * part);
      Moment moment = i % 2 == 0 ? new Moment.Share(part) : new Moment.Line(line, lines.get(line));
      points.add(new KillPoint(i + 1, scenario, moment, random.nextInt(3) == 0));
    }
    return points;
  }

  /** For a run that had ended before the axe fell. */
  KillPoint earlier(List<String> lines) {
    Moment before =
        switch (moment) {
          case Moment.Share(double part) -> new Moment.Share(part * 0.7);
          case Moment.Line(int line, String _) -> {
            int less = Math.max(1, line * 7 / 10);
            yield new Moment.Line(less, lines.get(less));
          }
        };
    return new KillPoint(number, scenario, before, outlives);
  }

  boolean isNow(String journal, double part) {
    return switch (moment) {
      case Moment.Share(double wanted) -> part >= wanted;
      case Moment.Line(int _, String text) -> journal.contains(text);
    };
  }

  @Override
  public String toString() {
    String when =
        switch (moment) {
          case Moment.Share(double part) -> "at %.2f".formatted(part);
          case Moment.Line(int line, String text) ->
              "line %d (%s)".formatted(line, text.replaceAll("\"\\w+\":|\"", "").replace(',', ' '));
        };
    return scenario + " " + when + (outlives ? " (world goes on)" : "");
  }
}
