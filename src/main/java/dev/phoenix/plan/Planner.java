package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Finds out what an apply would have to do. */
public final class Planner {
  private final ResourceTypes types;

  public Planner(ResourceTypes types) {
    this.types = types;
  }

  /**
   * Compares what the files want with what is recorded and what is there.
   *
   * @param desired a graph without cycles
   * @param digests of the state's lineage
   * @param diagnostics gets an error for each thing that cannot be planned; then the plan is of no
   *     use
   */
  public Plan plan(
      Collection<Resource> desired,
      State state,
      SecretDigests digests,
      PlanOptions options,
      Diagnostics diagnostics) {
    Subjects subjects = Subjects.of(desired, state, types, diagnostics);
    checkNames(subjects, options, diagnostics);
    Selection selection = Selection.of(subjects, options, diagnostics);
    while (true) {
      Diagnostics found = new Diagnostics();
      Drafting drafting = new Drafting(types, subjects, selection, options, digests, found);
      Optional<Selection> wider = drafting.widened();
      if (wider.isEmpty()) {
        checkReplaced(selection, subjects, options, found);
        checkGone(selection, new Lost(types, subjects, options.gone()), options, found);
        Plan plan = drafting.plan();
        diagnostics.addAll(found.sorted());
        return plan;
      }
      // What is made anew takes others along: they belong to what is planned.
      selection = wider.get();
    }
  }

  /** Compares what is recorded with what is there; otherwise as {@link #plan}. */
  public Plan drift(
      Collection<Resource> desired,
      State state,
      SecretDigests digests,
      PlanOptions options,
      Diagnostics diagnostics) {
    Subjects subjects = Subjects.of(desired, state, types, diagnostics);
    Selection selection = Selection.of(subjects, options, diagnostics);
    Drift drift = new Drift(types, subjects, options.lifecycles(), digests);
    return drift.of(
        selection,
        options.scope(),
        new Refresh(types, subjects, diagnostics).read(selection.read()));
  }

  /** What is asked for and not done must be no silence. */
  private static void checkReplaced(
      Selection selection, Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
    if (options.scope().alone()) {
      return;
    }
    for (AddressPattern pattern : options.replace()) {
      SortedSet<Address> asked = subjects.matching(pattern);
      if (options.destroy()) {
        diagnostics.add(notReplaced(pattern, "A destroy makes nothing anew. Leave --replace out."));
      } else if (!asked.isEmpty() && Collections.disjoint(asked, selection.acted())) {
        diagnostics.add(
            notReplaced(
                pattern,
                "The plan is not about it: --target, --host or --exclude leave it out. Name it with"
                    + " --target too, or take it out of --exclude."));
      }
    }
  }

  /** Only a machine can be gone, and only what is recorded leaves anything to do. */
  private static void checkGone(
      Selection selection, Lost lost, PlanOptions options, Diagnostics diagnostics) {
    if (options.scope().checked()) {
      return;
    }
    for (AddressPattern pattern : options.gone()) {
      Collection<Address> machines = lost.named(pattern);
      if (machines.isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                    pattern + " names no machine that the state remembers",
                    "--gone is for hosts (docker/NAME), guests (vm/NAME, lxc/NAME) and clusters"
                        + " (hypervisor/NAME); what was in them goes with them. phoenix state list"
                        + " shows what is recorded.")
                .about(pattern.text()));
      } else if (Collections.disjoint(machines, selection.acted())) {
        diagnostics.add(
            Diagnostic.error(
                    pattern + " is gone, and the plan is not about it",
                    "--target, --host or --exclude leave it out. Name it with --target too, or"
                        + " take it out of --exclude.")
                .about(pattern.text()));
      }
    }
  }

  private static Diagnostic notReplaced(AddressPattern pattern, String why) {
    return Diagnostic.error(pattern + " would not be made anew", why).about(pattern.text());
  }

  /** A name that was mistyped must not silently ask for nothing. */
  private static void checkNames(Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
    if (options.scope().checked()) {
      return;
    }
    Map<String, Collection<AddressPattern>> named = new LinkedHashMap<>();
    named.put("object to adopt", options.adopt());
    named.put("object to replace", options.replace());
    named.put("object that may lose its data", options.policy().expendable());
    named.forEach((what, patterns) ->
        patterns.stream()
            .filter(pattern -> subjects.matching(pattern).isEmpty())
            .forEach(pattern -> diagnostics.add(Selection.unknown(what, pattern, subjects))));
  }
}
