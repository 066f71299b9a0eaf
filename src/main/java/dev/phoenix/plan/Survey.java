package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Looks for all that is behind the connections of the files, whoever made it. */
public final class Survey {
  private final ResourceTypes types;

  public Survey(ResourceTypes types) {
    this.types = types;
  }

  /**
   * What a look gave.
   *
   * @param seen what was looked through
   * @param unseen why others could not be
   */
  public record Result(
      List<Finding> findings, SortedSet<Address> seen, SortedMap<Address, String> unseen) {}

  /**
   * Looks through some of the resources.
   *
   * @param desired what the files want, of which these are part
   * @param which are looked through
   */
  public Result find(Collection<Resource> desired, State state, Predicate<Address> which) {
    Diagnostics told = new Diagnostics();
    Subjects subjects = Subjects.of(desired, state, types, told);
    SortedSet<Address> wanted = new TreeSet<>();
    for (Resource resource : desired) {
      if (which.test(resource.address())) {
        add(resource.address(), subjects, wanted);
      }
    }
    Refresh refresh = new Refresh(types, subjects, told);
    SortedMap<Address, Observation> observed = refresh.read(wanted);
    Result result = new Result(new ArrayList<>(), new TreeSet<>(), new TreeMap<>());
    observed.forEach((address, observation) -> {
      if (!which.test(address)) {
        return;
      }
      if (observation instanceof Observation.Unreachable unreachable) {
        result.unseen.put(address, unreachable.sentence());
      } else if (observation instanceof Observation.Present) {
        within(Objects.requireNonNull(subjects.find(address)), refresh, result);
      }
    });
    return result;
  }

  private static void add(Address address, Subjects subjects, SortedSet<Address> all) {
    if (all.add(address)) {
      subjects.dependencies(address).forEach(needed -> add(needed, subjects, all));
    }
  }

  private void within(Subject subject, Refresh refresh, Result result) {
    Address address = subject.address();
    try {
      result.findings.addAll(types.of(address).findings(subject, refresh.neighbours(address)));
      result.seen.add(address);
    } catch (ResourceFailure failure) {
      result.unseen.put(address, String.valueOf(failure.getMessage()));
    }
  }
}
