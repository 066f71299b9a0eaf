package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Stray;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.State;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks for what bears our mark and is in no file and in no state. */
public final class Strays {
  private final ResourceTypes types;

  public Strays(ResourceTypes types) {
    this.types = types;
  }

  /**
   * Looks wherever the files and the state lead to.
   *
   * @param seen of all that they lead to, so that nothing is looked at a second time
   * @param diagnostics gets a warning for each place that could not be looked through
   */
  public SortedSet<Stray> find(
      Collection<Resource> desired, State state, Plan seen, Diagnostics diagnostics) {
    Subjects subjects = Subjects.of(desired, state, types, diagnostics);
    Refresh refresh = new Refresh(types, subjects, diagnostics);
    seen.changes().forEach(change -> refresh.knows(change.address(), change.observed()));
    Set<String> keys = keys(subjects);
    SortedSet<Stray> strays = new TreeSet<>();
    seen.changes()
        .forEach(change -> {
          if (change.observed() instanceof Observation.Unreachable unreachable
              && types.of(change.address()).isPlace()) {
            diagnostics.add(unseen(change.address(), unreachable.sentence()));
          }
          if (change.observed() instanceof Observation.Present) {
            Subject subject = Objects.requireNonNull(subjects.find(change.address()));
            for (Stray stray : marked(subject, refresh, diagnostics)) {
              if (subjects.find(stray.owner()) == null
                  && !keys.contains(stray.owner().type() + "\n" + stray.key())) {
                strays.add(stray);
              }
            }
          }
        });
    return strays;
  }

  /** By these is known what was renamed since it was marked. */
  private Set<String> keys(Subjects subjects) {
    Set<String> keys = new HashSet<>();
    subjects
        .byAddress()
        .forEach(
            (address, subject) -> keys.add(types.keyOf(address, subject.recordedAttributes())));
    return keys;
  }

  private static Diagnostic unseen(Address address, String why) {
    return Diagnostic.warning(address + " was not looked through", why).about(address.toString());
  }

  private Collection<Stray> marked(Subject subject, Refresh refresh, Diagnostics diagnostics) {
    Address address = subject.address();
    try {
      return types
          .of(address)
          .marked(
              subject, refresh.neighbours(address), why -> diagnostics.add(unseen(address, why)));
    } catch (ResourceFailure failure) {
      diagnostics.add(unseen(address, String.valueOf(failure.getMessage())));
      return new TreeSet<>();
    }
  }
}
