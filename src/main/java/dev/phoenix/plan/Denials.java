package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Holds a plan against what is protected and what the user has denied. */
final class Denials {
  private final ResourceTypes types;
  private final PlanOptions options;
  private final SortedMap<Address, Draft> drafts;

  Denials(ResourceTypes types, PlanOptions options, SortedMap<Address, Draft> drafts) {
    this.types = types;
    this.options = options;
    this.drafts = drafts;
  }

  List<Denial> find() {
    List<Denial> denials = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      if (!draft.isHeld() || draft.goesWith != null) {
        why(draft).ifPresent(why -> denials.add(new Denial(draft.subject.address(), why)));
      }
    }
    return denials;
  }

  private Optional<String> why(Draft draft) {
    Policy.Kind kind = kind(draft);
    if (kind == null) {
      return Optional.empty();
    }
    if (draft.leaves()) {
      Address address = draft.subject.address();
      if (isProtected(draft)) {
        return Optional.of(
            "is protected, so it may not be %s. If it may: \"lifecycle\": {\"%s\": {\"protect\": false}} in the files, or leave it out with --exclude %s."
                .formatted(word(draft), address, address));
      }
      if (losesData(draft)) {
        return Optional.of(
            "holds data that would be lost, so it is not %s unless that is said: --allow-data-loss %s, or leave it out with --exclude %s."
                .formatted(word(draft), address, address));
      }
    }
    return options.policy().denied().contains(kind)
        ? Optional.of("--deny " + kind.name().toLowerCase(Locale.ROOT) + " forbids this.")
        : Optional.empty();
  }

  private static Policy.@Nullable Kind kind(Draft draft) {
    return switch (draft.action) {
      case DELETE -> Policy.Kind.DESTROY;
      case REPLACE -> Policy.Kind.REPLACE;
      case UPDATE, MOVE, ADOPT -> {
        if (!draft.operations().contains(Step.Operation.UPDATE)) {
          yield null;
        }
        yield switch (draft.disruption) {
          case REBOOT -> Policy.Kind.REBOOT;
          case RECREATE -> Policy.Kind.RECREATE;
          case NONE, RESTART -> null;
        };
      }
      case CREATE, FORGET, NO_OP -> null;
    };
  }

  private static String word(Draft draft) {
    return draft.action == Action.DELETE ? "deleted" : "made anew";
  }

  private boolean isProtected(Draft draft) {
    Resource desired = draft.subject.desired();
    Recorded recorded = draft.subject.recorded();
    return options
        .lifecycles()
        .protect(draft.subject.address())
        .orElseGet(() ->
            (desired != null && desired.isProtected())
                || (recorded != null && recorded.isProtected()));
  }

  /** A destroy is asked for in so many words; what else takes data with it may be a slip. */
  private boolean losesData(Draft draft) {
    Address address = draft.subject.address();
    return !options.destroy()
        && draft.cause != Cause.REQUESTED
        && types.of(address).holdsData()
        && !options.policy().mayLose(address)
        && options.lifecycles().protect(address).orElse(true);
  }
}
