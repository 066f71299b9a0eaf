package dev.phoenix.cli;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.HostNames;
import dev.phoenix.resource.Observation;
import dev.phoenix.state.State;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that goes on from where an apply has come: the same again, but for what is done. A
 * name that is gone by now would be an error, and what was agreed to was the whole of the plan.
 */
final class Resume {
  private static final List<Option> NAMING =
      List.of(Option.TARGET, Option.EXCLUDE, Option.ADOPT, Option.ALLOW_DATA_LOSS);

  private final Session session;
  private final Set<Address> known = new HashSet<>();
  private final Map<String, Address> movedTo = new HashMap<>();

  Resume(Session session, Files files) {
    this.session = session;
    files.resources().forEach(resource -> known.add(resource.address()));
    State state = session.state().load(new Diagnostics());
    if (state != null) {
      known.addAll(state.resources().keySet());
    }
  }

  /**
   * The command.
   *
   * @param rounds that were carried out, at least one
   */
  String after(List<RoundResult.Applied> rounds) {
    rounds.stream()
        .flatMap(round -> round.plan().changes().stream())
        .forEach(change -> {
          if (change.movedFrom() != null) {
            movedTo.put(change.movedFrom().toString(), change.address());
          }
        });
    Map<Option, List<String>> options = new EnumMap<>(Option.class);
    options.putAll(session.arguments().options());
    options.remove(Option.EXPECT);
    options.computeIfPresent(
        Option.REPLACE,
        (_, _) -> rounds.getLast().unreplaced().stream().map(Address::toString).toList());
    options.computeIfPresent(
        Option.GONE, (_, names) -> stillGone(names, untouched(rounds.getFirst())));
    NAMING.forEach(option -> options.computeIfPresent(option, (_, names) -> left(names)));
    options.computeIfPresent(
        Option.HOST, (_, names) -> names.stream().filter(this::isHost).toList());
    if (isEmpty(options, Option.TARGET) && isEmpty(options, Option.HOST)) {
      // Without any of its names it would be about everything.
      put(options, Option.TARGET);
      put(options, Option.HOST);
    }
    return session.with(options);
  }

  private static boolean isEmpty(Map<Option, List<String>> options, Option option) {
    return options.getOrDefault(option, List.of()).isEmpty();
  }

  private void put(Map<Option, List<String>> options, Option option) {
    if (session.has(option)) {
      options.put(option, session.arguments().values(option));
    }
  }

  private List<String> left(Collection<String> names) {
    return names.stream().flatMap(this::left).toList();
  }

  private Stream<String> left(String name) {
    AddressPattern pattern = new AddressPattern(name);
    if (known.stream().anyMatch(pattern::matches)) {
      return Stream.of(name);
    }
    return Stream.ofNullable(movedTo.get(name)).map(Address::toString);
  }

  /** What is there again would not count as gone, and what is forgotten nobody knows. */
  private static List<String> stillGone(List<String> names, Set<Address> untouched) {
    return names.stream()
        .map(AddressPattern::new)
        .flatMap(pattern -> untouched.stream().filter(pattern::matches))
        .distinct()
        .map(Address::toString)
        .sorted()
        .toList();
  }

  /** What was gone because somebody said so, and was neither forgotten nor begun to be made. */
  private static Set<Address> untouched(RoundResult.Applied round) {
    Set<Address> begun = new HashSet<>();
    Report report = round.report();
    report.of(Outcome.Done.class).forEach(outcome -> begun.add(outcome.step().address()));
    report.of(Outcome.Failed.class).forEach(outcome -> begun.add(outcome.step().address()));
    return round.plan().changes().stream()
        .filter(change -> change.cause() == Cause.REQUESTED)
        .filter(change -> change.observed() instanceof Observation.Absent)
        .map(Change::address)
        .filter(address -> !begun.contains(address))
        .collect(Collectors.toSet());
  }

  private boolean isHost(String name) {
    return known.stream()
        .anyMatch(address -> HostNames.of(address).filter(name::equals).isPresent());
  }
}
