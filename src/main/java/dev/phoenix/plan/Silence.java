package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Warns of what did not answer, but not of what only follows from another. */
final class Silence {
  private Silence() {}

  /**
   * A warning for each.
   *
   * @param counts whether anybody is to be warned of one
   */
  static List<Diagnostic> of(
      Subjects subjects, SortedMap<Address, Observation> observed, Predicate<Address> counts) {
    List<Diagnostic> warnings = new ArrayList<>();
    observed.forEach((address, seen) -> {
      if (seen instanceof Unreachable unreachable
          && counts.test(address)
          && subjects
              .dependencies(address)
              .noneMatch(it -> observed.get(it) instanceof Unreachable)) {
        warnings.add(warning(Objects.requireNonNull(subjects.find(address)), unreachable));
      }
    });
    return warnings;
  }

  private static Diagnostic warning(Subject subject, Unreachable unreachable) {
    return Diagnostic.warning(
            subject.address() + " cannot be reached",
            unreachable.sentence()
                + (subject.recorded() == null ? "" : " What was recorded of it is taken as it is."))
        .about(subject.address().toString());
  }
}
