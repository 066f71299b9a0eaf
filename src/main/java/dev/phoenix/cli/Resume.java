package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.HostNames;
import dev.phoenix.state.State;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  String after(List<ApplyRound.Applied> rounds) {
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

  private boolean isHost(String name) {
    return known.stream()
        .anyMatch(address -> HostNames.of(address).filter(name::equals).isPresent());
  }
}
