package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Where the axe falls on a run: at a write to state or journal, or at a request, each counted from
 * the beginning of the run, so that the same stroke can be dealt again.
 *
 * @param fleet what it runs on: a number of a random fleet, or an example
 * @param number of the write or the request
 */
record Stroke(String fleet, KillScenario scenario, At at, int number) {
  /** What is cut. */
  enum At {
    BEFORE_WRITE,
    IN_WRITE,
    AFTER_WRITE,
    BEFORE_REQUEST,
    AFTER_REQUEST;

    boolean isWrite() {
      return this == BEFORE_WRITE || this == IN_WRITE || this == AFTER_WRITE;
    }
  }

  static Stroke parse(String text) {
    String[] parts = text.split(":", -1);
    return new Stroke(
        parts[0],
        KillScenario.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        At.valueOf(parts[2].toUpperCase(Locale.ROOT).replace('-', '_')),
        Integer.parseInt(parts[3]));
  }

  /** Any moment of any of the runs over a fleet. */
  static Stroke any(Course course, Random random) {
    KillScenario scenario = List.of(KillScenario.values()).get(random.nextInt(3));
    At at = List.of(At.values()).get(random.nextInt(At.values().length));
    Course.Undisturbed run = course.undisturbed(scenario);
    int most = at.isWrite() ? run.writes() : run.requests();
    return new Stroke(course.name(), scenario, at, 1 + random.nextInt(most));
  }

  /** Before, in and after each write of all runs over a fleet. */
  static List<Stroke> transitions(Course course) {
    List<Stroke> all = new ArrayList<>();
    for (KillScenario scenario : KillScenario.values()) {
      for (int write = 1; write <= course.undisturbed(scenario).writes(); write++) {
        for (At at : List.of(At.BEFORE_WRITE, At.IN_WRITE, At.AFTER_WRITE)) {
          all.add(new Stroke(course.name(), scenario, at, write));
        }
      }
    }
    return all;
  }

  /** For a run that ended before the axe fell. */
  Stroke earlier() {
    return new Stroke(fleet, scenario, at, Math.max(1, number * 7 / 10));
  }

  @Override
  public String toString() {
    return (fleet + ":" + scenario + ":" + at + ":" + number)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
