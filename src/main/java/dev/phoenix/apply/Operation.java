package dev.phoenix.apply;

import dev.phoenix.plan.Change;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.Intent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One step on the world: looked at just before, tried again where that is safe. */
final class Operation {
  private final Step step;
  private final Change change;
  private final Intent intent;
  private final ResourceType type;
  private final StepWork work;
  private final Retry retry;
  private final @Nullable Recorded recorded;
  private boolean touched;
  private boolean touching;
  private boolean uncertain;

  Operation(Step step, Intent intent, ResourceType type, StepWork work, Retry retry) {
    this.step = step;
    this.intent = intent;
    this.type = type;
    this.work = work;
    this.retry = retry;
    this.change = work.neighbourhood().change(step.address());
    this.recorded = work.subject(step.address()).recorded();
  }

  Result run() {
    try {
      Identity identity = retry.run(this::attempt, work::progress);
      return new Result.Success(identity);
    } catch (ResourceFailure failure) {
      return new Result.Failure(failure, touched, work.identity());
    }
  }

  private Identity attempt() throws ResourceFailure {
    try {
      work.checkInterrupted();
      return switch (step.operation()) {
        case CREATE -> create(desired());
        case UPDATE -> update(desired());
        case DELETE -> delete();
        case VANISH, RECORD -> throw new IllegalStateException(step + " does nothing to the world");
      };
    } catch (ResourceFailure failure) {
      // Nothing was sent, or it was refused as a whole: else the world is looked at before more.
      uncertain |= failure.kind() == Kind.AMBIGUOUS;
      touched |= uncertain || (touching && failure.kind() != Kind.UNREACHABLE);
      throw failure;
    } finally {
      touching = false;
    }
  }

  private Identity create(Resource desired) throws ResourceFailure {
    if (uncertain || work.identity().isKnown()) {
      switch (look()) {
        case Present present when isAsWanted(desired, present) -> {
          return present.identity();
        }
        case Present present -> {
          touching = true;
          work.exists(present.identity());
          return type.update(desired, present, work);
        }
        case Unreachable(String reason) -> throw unknown(reason);
        case Absent _ -> {}
      }
    }
    // A refused create leaves nothing; one that made something has said so by exists().
    return type.create(desired, work);
  }

  private Identity update(Resource desired) throws ResourceFailure {
    switch (look()) {
      case Absent _ -> throw stale("it is gone");
      case Unreachable(String reason) -> throw new ResourceFailure(Kind.UNREACHABLE, reason);
      case Present present -> {
        if (uncertain && isAsWanted(desired, present)) {
          return present.identity();
        }
        if (!touched) {
          checkUnchanged(desired.attributes(), present);
        }
        touching = true;
        return type.update(desired, present, work);
      }
    }
  }

  private Identity delete() throws ResourceFailure {
    Recorded doomed = doomed();
    if (change.observed() instanceof Unreachable) {
      // The plan lets only that be deleted unseen whose ground goes too.
      touching = true;
      type.delete(doomed, work);
      return Identity.UNKNOWN;
    }
    switch (look()) {
      case Absent _ -> {
        return Identity.UNKNOWN;
      }
      case Unreachable(String reason) -> throw new ResourceFailure(Kind.UNREACHABLE, reason);
      case Present present -> {
        if (!touched) {
          checkUnchanged(doomed.attributes(), present);
        }
        touching = true;
        type.delete(doomed, work);
        return Identity.UNKNOWN;
      }
    }
  }

  private Resource desired() {
    return Objects.requireNonNull(change.desired(), "nothing is desired of " + step.address());
  }

  private Recorded doomed() {
    return intent.done(intent.identity());
  }

  private Observation look() throws ResourceFailure {
    Recorded known =
        work.identity().isKnown()
            ? intent.unfinished(recorded, work.identity(), work.stage())
            : recorded;
    Subject subject = new Subject(step.address(), change.desired(), known);
    type.invalidate(subject);
    return type.read(subject, work);
  }

  /** Only where nothing that this run did before can be the reason of a difference. */
  private void checkUnchanged(Attributes relevant, Present now) throws ResourceFailure {
    if (!(change.observed() instanceof Present planned)) {
      return;
    }
    if (planned.identity().isKnown() && !planned.identity().equals(now.identity())) {
      if (step.after().isEmpty()) {
        throw stale("it is another object now");
      }
      return;
    }
    boolean unfinished = recorded != null && recorded.status() == Recorded.Status.INCOMPLETE;
    if (!step.after().isEmpty() || unfinished) {
      // What an earlier run began may have gone on since the plan.
      return;
    }
    for (String name : relevant.values().keySet()) {
      JsonNode seen = now.attributes().get(name);
      if (!type.volatileAttributes().contains(name)
          && !Objects.equals(planned.attributes().get(name), seen)
          && !Objects.equals(relevant.get(name), seen)) {
        throw stale("its " + name + " is another now");
      }
    }
  }

  private ResourceFailure stale(String what) {
    return new ResourceFailure(
        Kind.STALE,
        step.address()
            + " was changed by somebody else since the plan: "
            + what
            + ". Nothing was done to it. Plan again.");
  }

  private ResourceFailure unknown(String reason) {
    return new ResourceFailure(
        Kind.AMBIGUOUS,
        "the request got no answer, and nobody can say whether "
            + step.address()
            + " was made: "
            + reason);
  }

  /** What shows nothing of itself may still be in the making. */
  private static boolean isAsWanted(Resource desired, Present present) {
    return !present.attributes().values().isEmpty()
        && present.attributes().values().entrySet().stream()
            .allMatch(seen -> {
              JsonNode wanted = desired.attributes().get(seen.getKey());
              return wanted == null || wanted.equals(seen.getValue());
            });
  }
}
