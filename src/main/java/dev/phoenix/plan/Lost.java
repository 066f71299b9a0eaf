package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Machines that are gone for good because the user says so, and what was in them: nobody asks them
 * anything, and none of it is there.
 */
final class Lost {
  private final ResourceTypes types;
  private final Subjects subjects;
  // By each that is lost the machine that was named.
  private final SortedMap<Address, Address> machines = new TreeMap<>();
  private final Set<Address> refuted = ConcurrentHashMap.newKeySet();

  Lost(ResourceTypes types, Subjects subjects, Set<AddressPattern> gone) {
    this.types = types;
    this.subjects = subjects;
    for (AddressPattern pattern : gone) {
      named(pattern).forEach(machine -> machines.put(machine, machine));
    }
    boolean more = !machines.isEmpty();
    while (more) {
      more = subjects.byAddress().values().stream().filter(this::follows).count() > 0;
    }
  }

  /** The machines that are meant: what nobody has recorded leaves nothing behind. */
  Collection<Address> named(AddressPattern pattern) {
    return subjects.matching(pattern).stream()
        .filter(address -> types.of(address).isMachine())
        .filter(address -> recorded(address) != null)
        .toList();
  }

  private boolean follows(Subject subject) {
    Address address = subject.address();
    Recorded recorded = subject.recorded();
    if (recorded == null || machines.containsKey(address)) {
      return false;
    }
    Address home = recorded.within() == null ? null : subjects.now(recorded.within());
    Address machine = home == null ? null : machines.get(home);
    Set<String> with = types.of(address).lostWith();
    for (Address dependency : subjects.recordedDependencies(address)) {
      if (machine == null && with.contains(dependency.type())) {
        machine = machines.get(dependency);
      }
    }
    return machine != null && machines.put(address, machine) == null;
  }

  private @Nullable Recorded recorded(Address address) {
    return Objects.requireNonNull(subjects.find(address)).recorded();
  }

  boolean has(Address address) {
    return machines.containsKey(address);
  }

  boolean isNamed(Address address) {
    return address.equals(machines.get(address));
  }

  /** Why one that was named is not gone; null if nothing speaks against it. */
  @Nullable Diagnostic refutation(Subject subject, Observation observed, Neighbours neighbours) {
    Diagnostic refutation = against(subject, observed, neighbours);
    if (refutation != null) {
      refuted.add(subject.address());
    }
    return refutation;
  }

  private @Nullable Diagnostic against(
      Subject subject, Observation observed, Neighbours neighbours) {
    Address address = subject.address();
    if (observed instanceof Present present) {
      boolean answers = types.of(address).isUp(present);
      return Diagnostic.error(
              address + (answers ? " answers" : " is there, only not up") + ": it is not gone",
              "--gone is for what is gone for good. What is there is deleted by taking it out of"
                  + " the files, or by phoenix destroy --target "
                  + address
                  + ".")
          .about(address.toString());
    }
    Recorded recorded = subject.recorded();
    Address home = recorded == null ? null : recorded.within();
    if (home == null
        || subjects.find(home) == null
        || !(neighbours.observation(home) instanceof Present)) {
      return null;
    }
    return Diagnostic.error(
            address + " lives in " + home + ", which is there: it is not gone",
            "Bring it up, or have %s made anew with all that is in it: phoenix apply --replace %s."
                .formatted(home, home))
        .about(address.toString());
  }

  /** Says of a change that this is why. */
  void explain(Draft draft) {
    Address address = draft.subject.address();
    Address machine = machines.get(address);
    if (machine == null || (draft.action != Action.FORGET && draft.action != Action.CREATE)) {
      return;
    }
    draft.reasons.clear();
    if (!machine.equals(address)) {
      draft.is(draft.action, Cause.UPSTREAM).because("was lost with " + machine);
      return;
    }
    draft.is(draft.action, Cause.REQUESTED).because("is gone for good, as --gone says");
    Address home = draft.subject.within();
    boolean hasHome = home != null && machines.containsKey(subjects.now(home));
    if (draft.action == Action.CREATE && !types.of(address).contains() && !hasHome) {
      draft.block(
          "is gone, and the files still want it: phoenix makes no such machine. Take it out of the"
              + " files with all that is on it, or say there which one takes its place.");
    }
  }

  /** Which data is lost with the machines. */
  void mourn(Draft draft) {
    Recorded recorded = draft.subject.recorded();
    Address machine = recorded == null ? null : kept(recorded);
    if (recorded == null || machine == null || draft.action == Action.NO_OP) {
      return;
    }
    List<String> remains =
        types.of(recorded.address()).remains(recorded, draft.observed, machines.keySet());
    List<String> goes = new ArrayList<>(remains);
    goes.removeIf(sentence -> !sentence.startsWith("data goes:"));
    goes.forEach(draft::because);
    if (goes.isEmpty() && !remains.isEmpty() && !isNamed(draft.subject.address())) {
      draft.because("data goes: what it kept in " + machine + " is lost");
    }
  }

  /** The machine in which an object had its data; null if that is not lost. */
  private @Nullable Address kept(Recorded recorded) {
    Address address = subjects.now(recorded.address());
    if (isNamed(address) || !types.of(address).lostWith().isEmpty()) {
      return machines.get(address);
    }
    Set<String> grounds = types.of(address).runsOn();
    for (Address dependency : subjects.recordedDependencies(address)) {
      boolean isHome = dependency.equals(recorded.within()) || grounds.contains(dependency.type());
      if (isHome && types.of(dependency).isMachine() && has(dependency)) {
        return machines.get(dependency);
      }
    }
    return null;
  }

  /** That is not to be missed in a long plan. */
  List<Diagnostic> warnings() {
    List<Diagnostic> warnings = new ArrayList<>();
    SortedSet<Address> gone = new TreeSet<>(machines.values());
    gone.removeAll(refuted);
    for (Address machine : gone) {
      String others =
          machines.entrySet().stream()
              .filter(it -> it.getValue().equals(machine) && !it.getKey().equals(machine))
              .map(it -> it.getKey().toString())
              .collect(Collectors.joining(", "));
      warnings.add(
          Diagnostic.warning(
                  machine + " counts as gone for good, because --gone names it",
                  "Nothing is asked of it. "
                      + (others.isEmpty()
                          ? "Nothing else was in it."
                          : "Lost with it: " + others + "."))
              .about(machine.toString()));
    }
    return warnings;
  }
}
