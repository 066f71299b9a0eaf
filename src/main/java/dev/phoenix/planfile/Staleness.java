package dev.phoenix.planfile;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.planfile.SavedPlan.Mark;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.state.SecretDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a saved plan still holds: everything that it touches must be as it was when somebody
 * agreed to it. What it does not touch may have changed.
 */
public final class Staleness {
  private final SavedPlan saved;
  private final ResourceTypes types;
  private final SecretDigests digests;

  public Staleness(SavedPlan saved, ResourceTypes types) {
    this.saved = saved;
    this.types = types;
    this.digests = new SecretDigests(saved.about().salt());
  }

  /**
   * Holds it against what would be planned now.
   *
   * @param now made with {@link SavedPlan#options}
   * @param diagnostics gets an error for each object that is not as it was
   */
  public void check(Plan now, Diagnostics diagnostics) {
    Map<Address, Change> found =
        now.changes().stream().collect(Collectors.toMap(Change::address, Function.identity()));
    Set<Address> stale = new TreeSet<>();
    for (Change before : saved.plan().changes()) {
      String why = why(before, found.get(before.address()));
      if (why != null) {
        stale.add(before.address());
        diagnostics.add(stale(before.address(), why));
      }
    }
    Plan touched = now.touched();
    touched.steps().stream()
        .map(Step::address)
        .filter(address -> !saved.marks().containsKey(address) && stale.add(address))
        .forEach(address -> diagnostics.add(stale(address, "it would be changed with the others")));
    if (stale.isEmpty() && !steps(saved.plan()).equals(steps(touched))) {
      diagnostics.add(
          Diagnostic.error(
              "the plan is out of date: its steps would be others now", "Make a new one."));
    }
  }

  private static Diagnostic stale(Address address, String why) {
    return Diagnostic.error(
            "the plan is out of date: " + address,
            "Since it was made, " + why + ". Nothing was changed. Make a new plan and review it.")
        .about(address.toString());
  }

  private @Nullable String why(Change before, @Nullable Change now) {
    if (now == null) {
      return "it has left the files and the state";
    }
    Mark mark = Objects.requireNonNull(saved.marks().get(before.address()));
    Mark current = Mark.of(now, digests);
    String wanted = files(before.desired(), now.desired(), mark, current);
    if (wanted != null) {
      return wanted;
    }
    if (!mark.recorded().equals(current.recorded())) {
      return "another run has changed what the state says of it";
    }
    String there = world(before, now);
    if (there != null) {
      return there;
    }
    if (before.isHeld() != now.isHeld()) {
      return now.isHeld() ? "it cannot be done any more" : "what was in its way is gone";
    }
    return before.action() == now.action() && before.disruption() == now.disruption()
        ? null
        : "another change became necessary";
  }

  private static @Nullable String files(
      @Nullable Resource before, @Nullable Resource now, Mark mark, Mark current) {
    if (before == null || now == null) {
      if (before == null && now == null) {
        return null;
      }
      return "the files have " + (now == null ? "dropped it" : "taken it in");
    }
    String attribute = differing(before.attributes().values(), now.attributes().values());
    if (attribute != null) {
      return "the files say otherwise of its " + attribute;
    }
    String secret = differing(mark.secrets(), current.secrets());
    if (secret != null) {
      return "the files say otherwise of its " + secret;
    }
    return before.dependencies().equals(now.dependencies())
            && Objects.equals(before.within(), now.within())
            && before.isProtected() == now.isProtected()
        ? null
        : "the files have changed what it depends on or how it is protected";
  }

  private @Nullable String world(Change before, Change now) {
    Observation then = before.observed();
    return switch (now.observed()) {
      case Present present when then instanceof Present earlier -> {
        if (!earlier.identity().equals(present.identity())) {
          yield "it has become another object";
        }
        String attribute = moved(before.address(), earlier, present);
        yield attribute == null ? null : "its " + attribute + " has changed in the world";
      }
      case Present _ -> then instanceof Unreachable ? "it can be looked at" : "it was made";
      case Observation.Absent _ -> then instanceof Observation.Absent ? null : "it is gone";
      case Unreachable _ -> then instanceof Unreachable ? null : "it cannot be reached any more";
    };
  }

  private @Nullable String moved(Address address, Present before, Present now) {
    Map<String, JsonNode> then = still(address, before);
    Map<String, JsonNode> here = still(address, now);
    return differing(then, here);
  }

  /** What does not change by itself. */
  private Map<String, JsonNode> still(Address address, Present observed) {
    Set<String> restless = types.of(address).volatileAttributes();
    return observed.attributes().values().entrySet().stream()
        .filter(entry -> !restless.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A name of which both have not the same. */
  private static <T> @Nullable String differing(Map<String, T> one, Map<String, T> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(one.get(name), other.get(name)))
        .findFirst()
        .orElse(null);
  }

  private static List<String> steps(Plan plan) {
    List<String> steps = new ArrayList<>();
    plan.steps().forEach(step -> steps.add(step.operation() + " " + step.address()));
    return steps;
  }
}
