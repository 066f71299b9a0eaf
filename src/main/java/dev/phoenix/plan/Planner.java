package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    Refresh refresh = new Refresh(types, subjects, diagnostics);
    SortedMap<Address, Observation> observed = refresh.read(selection.read());
    SortedMap<Address, Draft> drafts =
        drafts(subjects, selection, observed, digests, options, diagnostics);
    new Replacements(options, drafts, selection.acted()).find();
    new Containment(types, drafts, subjects).follow();
    new Deferral(types, drafts, subjects).find();
    new Obstacles(types, drafts.values(), refresh).find();
    new Remains(types, drafts.values()).say();
    StepOrder.Result result = order(drafts, subjects);
    List<Change> changes = new ArrayList<>();
    for (Address address : result.order()) {
      Draft draft = drafts.get(address);
      if (draft != null) {
        changes.add(draft.change());
      }
    }
    return new Plan(
        changes,
        result.steps(),
        new Denials(types, options).of(drafts.values()),
        warnings(subjects, selection, observed, drafts));
  }

  private StepOrder.Result order(SortedMap<Address, Draft> drafts, Subjects subjects) {
    return drafts.values().stream().allMatch(Draft::isStill)
        ? new StepOrder.Result(List.copyOf(drafts.keySet()), List.of())
        : new StepOrder(drafts, new Precedence(types, drafts, subjects).graph()).order();
  }

  private SortedMap<Address, Draft> drafts(
      Subjects subjects,
      Selection selection,
      SortedMap<Address, Observation> observed,
      SecretDigests digests,
      PlanOptions options,
      Diagnostics diagnostics) {
    Wanted wanted = new Wanted(options.lifecycles(), diagnostics);
    Decision decision = new Decision(digests, options.adopt(), options.destroy());
    Map<String, Rules> rules = new HashMap<>();
    types.all().forEach((name, type) -> rules.put(name, new Rules(type.rules())));
    // Digests of secrets are slow on purpose, so the processors share them out.
    List<Draft> decided =
        List.copyOf(observed.entrySet()).parallelStream()
            .map(entry ->
                decide(
                    decision,
                    wanted.of(
                        Objects.requireNonNull(subjects.find(entry.getKey())), entry.getValue()),
                    entry.getValue(),
                    rules,
                    selection))
            .toList();
    SortedMap<Address, Draft> drafts = new TreeMap<>();
    decided.forEach(draft -> drafts.put(draft.subject.address(), draft));
    return drafts;
  }

  private static Draft decide(
      Decision decision,
      Subject subject,
      Observation observed,
      Map<String, Rules> rules,
      Selection selection) {
    Address address = subject.address();
    return selection.acted().contains(address)
        ? decision.of(subject, observed, rules.getOrDefault(address.type(), new Rules(List.of())))
        : new Draft(subject, observed).because("is left out");
  }

  private static Diagnostic leftOut(Collection<Address> left) {
    return Diagnostic.warning(
        "what needs something that is excluded is left out with it",
        left.stream().map(Address::toString).collect(Collectors.joining(", ")) + ".");
  }

  /** A name that was mistyped must not silently ask for nothing. */
  private static void checkNames(Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
    Map<String, Collection<AddressPattern>> named = new LinkedHashMap<>();
    named.put("object to adopt", options.adopt());
    named.put("object to replace", options.replace());
    named.put("object that may lose its data", options.policy().expendable());
    named.forEach((what, patterns) ->
        patterns.stream()
            .filter(pattern -> subjects.matching(pattern).isEmpty())
            .forEach(pattern -> diagnostics.add(Selection.unknown(what, pattern, subjects))));
  }

  /** What did not answer, but not what only follows from another; and what the types remark. */
  private List<Diagnostic> warnings(
      Subjects subjects,
      Selection selection,
      SortedMap<Address, Observation> observed,
      SortedMap<Address, Draft> drafts) {
    List<Diagnostic> warnings = new ArrayList<>();
    if (!selection.left().isEmpty()) {
      warnings.add(leftOut(selection.left()));
    }
    observed.forEach((address, observation) -> {
      Subject subject = Objects.requireNonNull(subjects.find(address));
      if (observation instanceof Observation.Present present) {
        warnings.addAll(types.of(address).remarks(subject, present));
      }
      Draft draft = Objects.requireNonNull(drafts.get(address));
      if (observation instanceof Observation.Unreachable unreachable
          && draft.deferredTo == null
          && subjects
              .dependencies(address)
              .noneMatch(d -> observed.get(d) instanceof Observation.Unreachable)) {
        warnings.add(
            Diagnostic.warning(
                    address + " cannot be reached",
                    unreachable.sentence()
                        + (subject.recorded() == null
                            ? ""
                            : " What was recorded of it is taken as it is."))
                .about(address.toString()));
      }
    });
    return warnings;
  }
}
