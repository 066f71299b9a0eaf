package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.HostNames;
import dev.phoenix.resource.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a plan is about.
 *
 * @param acted those it may change
 * @param read those and the ones that have to be looked at for them
 * @param excluded those it must leave as they are
 * @param left those it leaves out although nobody named them, because they need one that is left
 *     out
 * @param kept all that need one that is left out, whether it would be about them or not
 */
record Selection(
    SortedSet<Address> acted,
    SortedSet<Address> read,
    SortedSet<Address> excluded,
    SortedSet<Address> left,
    SortedSet<Address> kept) {

  static Selection of(Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
    SortedSet<Address> all = new TreeSet<>(subjects.byAddress().keySet());
    if (options.scope().isEverything()) {
      return new Selection(all, all, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }
    return new Choice(subjects, options, diagnostics).make(all);
  }

  /** The same that looks at these too. */
  Selection reading(SortedSet<Address> more) {
    SortedSet<Address> looked = new TreeSet<>(read);
    looked.addAll(more);
    return new Selection(acted, looked, excluded, left, kept);
  }

  /** The same that is about these too. */
  Selection acting(SortedSet<Address> more) {
    SortedSet<Address> changed = new TreeSet<>(acted);
    changed.addAll(more);
    return new Selection(changed, read, excluded, left, kept).reading(more);
  }

  /** Whether it may change the object, or could if it had to. */
  boolean mayAct(Address address) {
    return !excluded.contains(address) && !kept.contains(address);
  }

  /** One selection in the making. */
  private static final class Choice {
    private final Subjects subjects;
    private final PlanOptions options;
    private final Diagnostics diagnostics;
    private final DependencyGraph<Address> recorded;

    Choice(Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
      this.subjects = subjects;
      this.options = options;
      this.diagnostics = diagnostics;
      this.recorded = subjects.recorded();
    }

    Selection make(SortedSet<Address> all) {
      Scope scope = options.scope();
      SortedSet<Address> named = found("target", scope.targets());
      named.addAll(hosts(scope.hosts()));
      boolean some = !scope.targets().isEmpty() || !scope.hosts().isEmpty();
      SortedSet<Address> acted =
          scope.alone() ? withDoomed(named) : some ? withNeeded(named) : new TreeSet<>(all);
      DependencyGraph<Address> needs = subjects.needs();
      SortedSet<Address> excluded = found("excluded", scope.excludes());
      SortedSet<Address> left = needs.reach(excluded, _ -> true);
      left.addAll(groundOf(excluded, left));
      SortedSet<Address> kept = new TreeSet<>(left);
      left.retainAll(acted);
      left.removeAll(excluded);
      acted.removeAll(left);
      acted.removeAll(excluded);
      return new Selection(acted, needs.closure(acted), excluded, left, kept);
    }

    /** With what needs one that goes: it goes first, or is changed first. */
    private SortedSet<Address> withDoomed(SortedSet<Address> targets) {
      SortedSet<Address> acted = recorded.reach(targets, address -> goes(subjects.find(address)));
      acted.addAll(targets);
      return acted;
    }

    /** What would go, and is needed by something that has to stay: first of all its home. */
    private SortedSet<Address> groundOf(SortedSet<Address> excluded, SortedSet<Address> left) {
      SortedSet<Address> kept = new TreeSet<>(excluded);
      kept.addAll(left);
      SortedSet<Address> ground = recorded.closure(kept);
      ground.removeIf(address -> !goes(subjects.find(address)));
      return ground;
    }

    private SortedSet<Address> withNeeded(SortedSet<Address> targets) {
      SortedSet<Address> acted = withDoomed(targets);
      return options.destroy() ? acted : subjects.wanted().closure(acted);
    }

    private boolean goes(@Nullable Subject subject) {
      return options.destroy() || subject == null || subject.desired() == null;
    }

    private SortedSet<Address> found(String what, Set<AddressPattern> patterns) {
      SortedSet<Address> found = new TreeSet<>();
      for (AddressPattern pattern : patterns) {
        SortedSet<Address> these = subjects.matching(pattern);
        if (these.isEmpty() && !options.scope().checked()) {
          diagnostics.add(unknown(what, pattern, subjects));
        }
        found.addAll(these);
      }
      return found;
    }

    private SortedSet<Address> hosts(Set<String> names) {
      SortedSet<Address> found = new TreeSet<>();
      for (String name : names) {
        List<Address> these =
            subjects.byAddress().entrySet().stream()
                .filter(entry -> isOn(name, entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (these.isEmpty() && !options.scope().checked()) {
          diagnostics.add(
              Diagnostic.error(
                  "the host " + name + " does not exist",
                  "Neither the files nor the state know it. "
                      + Suggestion.sentence(name, hosts())
                      + "phoenix graph shows all addresses in the files, phoenix state list those"
                      + " recorded."));
        }
        found.addAll(these);
      }
      return found;
    }

    private static boolean isOn(String host, Subject subject) {
      Address within = subject.within();
      return HostNames.of(subject.address()).filter(host::equals).isPresent()
          || (within != null && HostNames.of(within).filter(host::equals).isPresent());
    }

    private SortedSet<String> hosts() {
      return subjects.byAddress().keySet().stream()
          .flatMap(address -> HostNames.of(address).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** An error about a pattern that is no address of anything. */
  static Diagnostic unknown(String what, AddressPattern pattern, Subjects subjects) {
    return Diagnostic.error(
            "the " + what + " " + pattern + " does not exist",
            "Neither the files nor the state know "
                + (pattern.isExact() ? "it. " : "anything like it. ")
                + Suggestion.sentence(
                    pattern.text(),
                    subjects.byAddress().keySet().stream().map(Address::toString).toList())
                + "phoenix graph shows all addresses in the files, phoenix state list those"
                + " recorded.")
        .about(pattern.text());
  }
}
