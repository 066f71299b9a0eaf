package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One look at a part of a fleet, and what is to be done about what was seen. */
final class Drafting {
  private final ResourceTypes types;
  private final Subjects subjects;
  private final Selection selection;
  private final PlanOptions options;
  private final Lost lost;
  private final Refresh refresh;
  private final SortedMap<Address, Observation> observed;
  private final SortedMap<Address, Draft> drafts;
  private final Replacements replacements;

  Drafting(
      ResourceTypes types,
      Subjects subjects,
      Selection selection,
      PlanOptions options,
      SecretDigests digests,
      Diagnostics diagnostics) {
    this.types = types;
    this.subjects = subjects;
    this.selection = selection;
    this.options = options;
    this.lost = new Lost(types, subjects, options.gone());
    this.refresh = new Refresh(types, subjects, lost, diagnostics);
    this.observed = refresh.read(selection.read());
    this.drafts = drafts(digests, diagnostics);
    this.replacements = new Replacements(options, drafts, selection.acted());
    replacements.find();
    takeAlong();
  }

  private SortedMap<Address, Draft> drafts(SecretDigests digests, Diagnostics diagnostics) {
    Wanted wanted = new Wanted(options.lifecycles(), diagnostics);
    Decision decision = new Decision(types, digests, options.adopt(), options.destroy());
    Map<String, Rules> rules = new HashMap<>();
    types.all().forEach((name, type) -> rules.put(name, Rules.of(type)));
    // Digests of secrets are slow on purpose, so the processors share them out.
    List<Draft> decided =
        List.copyOf(observed.entrySet()).parallelStream()
            .map(entry ->
                decide(
                    decision,
                    wanted.of(
                        Objects.requireNonNull(subjects.find(entry.getKey())), entry.getValue()),
                    entry.getValue(),
                    rules))
            .toList();
    SortedMap<Address, Draft> all = new TreeMap<>();
    decided.forEach(draft -> {
      lost.explain(draft);
      all.put(draft.subject.address(), draft);
    });
    return all;
  }

  private Draft decide(
      Decision decision, Subject subject, Observation seen, Map<String, Rules> rules) {
    Address address = subject.address();
    return selection.acted().contains(address)
        ? decision.of(
            subject, seen, rules.getOrDefault(address.type(), new Rules(List.of(), Set.of())))
        : new Draft(subject, seen).because("is left out");
  }

  /** The selection with all that goes along with what is made anew; empty if it has that. */
  Optional<Selection> widened() {
    if (selection.acted().size() == subjects.byAddress().size()) {
      return Optional.empty();
    }
    SortedSet<Address> unseen = unseen();
    if (!unseen.isEmpty()) {
      return Optional.of(selection.reading(unseen));
    }
    SortedSet<Address> drawn = drawnIn();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    if (!options.scope().alone()) {
      drawn.addAll(subjects.wanted().closure(drawn));
      drawn.removeIf(address -> !selection.mayAct(address));
    }
    return Optional.of(selection.acting(drawn));
  }

  /** What needs something that is made anew, and was not looked at. */
  private SortedSet<Address> unseen() {
    SortedSet<Address> unseen = new TreeSet<>();
    SortedSet<Address> anew = new TreeSet<>();
    for (Draft draft : drafts.values()) {
      if (Containment.isMadeAnew(draft)) {
        anew.add(draft.subject.address());
      }
    }
    if (!anew.isEmpty()) {
      DependencyGraph<Address> needs = subjects.needs();
      anew.addAll(needs.reach(anew, _ -> true));
      unseen.addAll(needs.closure(anew));
      unseen.removeAll(drafts.keySet());
    }
    return unseen;
  }

  /** What was not to be changed, and is by what it lives in or runs on. */
  private SortedSet<Address> drawnIn() {
    SortedSet<Address> drawn = new TreeSet<>();
    drafts.forEach((address, draft) -> {
      boolean goesAlong = !draft.operations().isEmpty() || losesHome(draft);
      if (goesAlong && !selection.acted().contains(address) && selection.mayAct(address)) {
        drawn.add(address);
      }
    });
    return drawn;
  }

  /** Whether it goes with what it lived in, for the files do not want it there again. */
  private boolean losesHome(Draft draft) {
    Recorded recorded = draft.subject.recorded();
    Address home = recorded == null ? null : recorded.within();
    Draft around = home == null ? null : drafts.get(subjects.now(home));
    return draft.subject.desired() == null && around != null && around.leaves();
  }

  Plan plan() {
    new Exclusion(types, drafts, subjects).keep(selection);
    new Deferral(types, drafts, subjects).find();
    new Obstacles(types, drafts.values(), refresh).find();
    new Remains(types, drafts.values()).say();
    drafts.values().forEach(lost::mourn);
    StepOrder.Result result = order();
    new Undertow(types, drafts).find();
    List<Change> changes = new ArrayList<>();
    for (Address address : result.order()) {
      Draft draft = drafts.get(address);
      if (draft != null) {
        changes.add(draft.change());
      }
    }
    return new Plan(
        options.scope(),
        changes,
        result.steps(),
        new Denials(types, options, drafts).find(),
        warnings());
  }

  /** One that is made anew takes others along, and each of these may be what triggers another. */
  private void takeAlong() {
    Containment containment = new Containment(types, drafts, subjects);
    containment.takeAlong();
    while (replacements.followTriggers()) {
      containment.takeAlong();
    }
    containment.vanish();
  }

  private StepOrder.Result order() {
    return drafts.values().stream().allMatch(Draft::isStill)
        ? new StepOrder.Result(List.copyOf(drafts.keySet()), List.of())
        : new StepOrder(drafts, new Precedence(types, drafts, subjects).graph()).order();
  }

  /** What did not answer, but not what only follows from another; and what the types remark. */
  private List<Diagnostic> warnings() {
    List<Diagnostic> warnings = new ArrayList<>();
    if (!selection.left().isEmpty()) {
      warnings.add(leftOut(selection.left()));
    }
    drafts
        .values()
        .forEach(draft -> {
          Address address = draft.subject.address();
          if (draft.observed instanceof Observation.Present present) {
            warnings.addAll(types.of(address).remarks(draft.subject, present));
          }
        });
    warnings.addAll(lost.warnings());
    warnings.addAll(Silence.of(subjects, observed, this::isDarkForGood));
    return warnings;
  }

  private static Diagnostic leftOut(Collection<Address> left) {
    return Diagnostic.warning(
        "what needs something that is excluded is left out with it",
        left.stream().map(Address::toString).collect(Collectors.joining(", ")) + ".");
  }

  /** What is deferred is looked at in the same run. */
  private boolean isDarkForGood(Address address) {
    Draft draft = drafts.get(address);
    return draft != null && draft.deferredTo == null && !draft.losesGround;
  }
}
