package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.OnChange;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be done with one resource, looked at by itself. Pure: the same in, the same out. */
final class Decision {
  private final ResourceTypes types;
  private final SecretDigests digests;
  private final Set<AddressPattern> adopt;
  private final boolean destroy;

  Decision(ResourceTypes types, SecretDigests digests, Set<AddressPattern> adopt, boolean destroy) {
    this.types = types;
    this.digests = digests;
    this.adopt = adopt;
    this.destroy = destroy;
  }

  Draft of(Subject subject, Observation observed, Rules rules) {
    Draft draft = new Draft(subject, observed);
    Resource desired = subject.desired();
    Recorded recorded = subject.recorded();
    if (destroy || desired == null) {
      return recorded == null
          ? draft.because("is not recorded, so there is nothing of ours to destroy")
          : new Leaving(destroy, types).of(draft);
    }
    return recorded == null ? claim(draft, desired, rules) : keep(draft, desired, recorded, rules);
  }

  private Draft claim(Draft draft, Resource desired, Rules rules) {
    if (draft.observed instanceof Present present) {
      return adopt(draft, desired, present, rules);
    }
    draft.is(Action.CREATE, Cause.CONFIG);
    return draft.observed instanceof Unreachable unreachable
        ? draft.block(
            "cannot be reached: " + unreachable.sentence() + " Nobody can say whether it exists.")
        : draft;
  }

  private Draft adopt(Draft draft, Resource desired, Present present, Rules rules) {
    draft.is(Action.ADOPT, Cause.CONFIG).because("exists but is not recorded");
    compare(draft, desired, null, present, rules);
    respect(draft, present);
    if (needs(draft, OnChange.REPLACE)) {
      replace(draft, Cause.CONFIG);
    }
    List<String> unseen = rules.unseen(desired.attributes(), present.attributes());
    if (!unseen.isEmpty()) {
      draft.because(
          "does not show its " + String.join(", ", unseen) + ": taken to be as the files say");
    }
    return draft;
  }

  /** What is somebody else's is taken only when it is named. */
  private void respect(Draft draft, Present present) {
    Address address = draft.subject.address();
    if (present.claim().isForeign()
        && adopt.stream().noneMatch(pattern -> pattern.matches(address))) {
      draft.block(
          "exists and is not phoenix's: "
              + present.claim().reason()
              + ". To take it over: --adopt "
              + address);
    }
  }

  private Draft keep(Draft draft, Resource desired, Recorded recorded, Rules rules) {
    if (draft.observed instanceof Present present) {
      return change(draft, desired, recorded, present, rules);
    }
    return draft.observed instanceof Unreachable unreachable
        ? unreachable(draft, desired, recorded, unreachable, rules)
        : again(draft, recorded);
  }

  private static Draft again(Draft draft, Recorded recorded) {
    if (recorded.status() == Recorded.Status.OK) {
      return draft.is(Action.CREATE, Cause.DRIFT).because("was deleted outside of phoenix");
    }
    return draft
        .is(Action.CREATE, Cause.CONFIG)
        .because(
            recorded.identity().isKnown()
                ? "is not there: the last apply did not finish here" + stage(recorded)
                : "the last apply was cut short before it was made" + stage(recorded));
  }

  /** How far it had come, for the person. */
  private static String stage(Recorded recorded) {
    return recorded.stage().isKnown() ? " (" + recorded.stage().words() + ")" : "";
  }

  private Draft unreachable(
      Draft draft, Resource desired, Recorded recorded, Unreachable observed, Rules rules) {
    compare(draft, desired, recorded, null, rules);
    boolean differs = draft.differences.stream().anyMatch(d -> d.onChange() != OnChange.RECORD);
    if (differs || recorded.status() == Recorded.Status.INCOMPLETE) {
      return draft
          .is(Action.UPDATE, Cause.CONFIG)
          .block("cannot be reached: " + observed.sentence());
    }
    draft.differences = List.of();
    draft.disruption = Rule.Disruption.NONE;
    return draft;
  }

  private Draft change(
      Draft draft, Resource desired, Recorded recorded, Present present, Rules rules) {
    compare(draft, desired, recorded, present, rules);
    boolean unfinished = recorded.status() == Recorded.Status.INCOMPLETE;
    if (unfinished) {
      draft.updates = true;
      draft.because("the last apply did not finish here" + stage(recorded));
    }
    Cause cause = draft.differences.isEmpty() ? Cause.CONFIG : cause(draft.differences);
    if (draft.isMoved()) {
      draft.is(Action.MOVE, cause).because("was recorded as " + recorded.address());
    } else if (draft.updates) {
      draft.is(Action.UPDATE, cause);
    } else {
      draft.records = !isRecorded(desired, recorded, present);
    }
    if (needs(draft, OnChange.REPLACE)) {
      replace(draft, cause);
    } else if (types.of(desired.address()).isAnother(recorded.identity(), present.identity())) {
      takeAnother(draft);
    }
    return draft;
  }

  /** What is there counts as not made by us, and what is to be in it or on it is not there. */
  private static void takeAnother(Draft draft) {
    boolean asked =
        draft.differences.stream()
            .anyMatch(it -> it.onChange() == OnChange.RECORD && it.cause() == Cause.CONFIG);
    draft
        .is(Action.CREATE, asked ? Cause.CONFIG : Cause.DRIFT)
        .because("another machine answers than the one that was recorded");
    draft.another = true;
    draft.differences = List.of();
  }

  private void compare(
      Draft draft,
      Resource desired,
      @Nullable Recorded recorded,
      @Nullable Present present,
      Rules rules) {
    draft.differences = Difference.of(rules, digests, desired, recorded, present);
    draft.disruption = Rules.gravest(draft.differences);
    draft.updates = needs(draft, OnChange.UPDATE) || needs(draft, OnChange.REFUSE);
    if (needs(draft, OnChange.REFUSE)) {
      draft.block(
          "cannot change "
              + paths(draft, OnChange.REFUSE)
              + " without losing data. "
              + draft.differences.stream()
                  .filter(d -> d.onChange() == OnChange.REFUSE)
                  .map(d -> rules.of(d.path()).instead())
                  .distinct()
                  .collect(Collectors.joining(" ")));
    }
  }

  private static void replace(Draft draft, Cause cause) {
    draft.is(Action.REPLACE, cause);
    draft.because(paths(draft, OnChange.REPLACE) + " can only be changed by making it anew");
  }

  private static boolean needs(Draft draft, OnChange onChange) {
    for (AttributeChange difference : draft.differences) {
      if (difference.onChange() == onChange) {
        return true;
      }
    }
    return false;
  }

  private static String paths(Draft draft, OnChange onChange) {
    return draft.differences.stream()
        .filter(d -> d.onChange() == onChange)
        .map(AttributeChange::path)
        .collect(Collectors.joining(", "));
  }

  private static Cause cause(List<AttributeChange> differences) {
    List<Cause> causes = differences.stream().map(AttributeChange::cause).distinct().toList();
    return causes.size() == 1 ? causes.getFirst() : Cause.BOTH;
  }

  /** Whether the record says all that it would say after an apply. */
  private boolean isRecorded(Resource desired, Recorded recorded, Present present) {
    Identity identity = present.identity().isKnown() ? present.identity() : recorded.identity();
    return recorded.identity().equals(identity)
        && recorded.attributes().equals(desired.attributes())
        && recorded.dependencies().equals(desired.dependencies())
        && Objects.equals(recorded.within(), desired.within())
        && recorded.isProtected() == desired.isProtected()
        && recorded.secretDigests().keySet().equals(desired.secrets().keySet())
        && areSecretsRecorded(desired, recorded);
  }

  private boolean areSecretsRecorded(Resource desired, Recorded recorded) {
    for (Map.Entry<String, Secret> secret : desired.secrets().entrySet()) {
      String digest = recorded.secretDigests().getOrDefault(secret.getKey(), "");
      if (!digests.matches(digest, recorded.address(), secret.getKey(), secret.getValue())) {
        return false;
      }
    }
    return true;
  }
}
