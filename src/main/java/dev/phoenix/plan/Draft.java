package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change in the making: decided by itself first, then by what it lives in and waits for. */
final class Draft {
  final Subject subject;
  final Observation observed;
  final List<String> reasons = new ArrayList<>();
  Action action = Action.NO_OP;
  @Nullable Cause cause;
  List<AttributeChange> differences = List.of();
  Rule.Disruption disruption = Rule.Disruption.NONE;
  @Nullable String blocked;

  /** What has to be up before anybody can say: it is planned anew then. */
  @Nullable Address deferredTo;

  /** What it lives in and goes with, although it is held itself. */
  @Nullable Address goesWith;

  /** What destroys the object together with itself, so that it needs no delete of its own. */
  @Nullable Address takenBy;

  /** Whether what it ran on goes in the same plan. */
  boolean losesGround;

  /** Whether an object that nobody can look at now can be, or need not be, when its turn comes. */
  boolean awaited;

  /** Whether another object answers in its place than the one that was recorded. */
  boolean another;

  /** Whether the world has to be changed beyond what the action's name says. */
  boolean updates;

  /** Whether the state has to be written although the world stays as it is. */
  boolean records;

  Draft(Subject subject, Observation observed) {
    this.subject = subject;
    this.observed = observed;
  }

  Draft is(Action what, @Nullable Cause why) {
    action = what;
    cause = why;
    return this;
  }

  Draft because(String reason) {
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    return this;
  }

  Draft block(String why) {
    if (blocked == null) {
      blocked = why;
    }
    deferredTo = null;
    return this;
  }

  /** Nobody can say now, but after this plan somebody can. */
  void deferTo(Address ground) {
    deferredTo = ground;
    blocked = null;
    records = false;
  }

  /** Whether nothing is done with it in this plan. */
  boolean isHeld() {
    return blocked != null || deferredTo != null;
  }

  boolean isMoved() {
    Recorded recorded = subject.recorded();
    return recorded != null && !recorded.address().equals(subject.address());
  }

  /** Whether what is there goes, be it to be made anew. */
  boolean leaves() {
    return switch (action) {
      case DELETE, FORGET, REPLACE -> true;
      case CREATE, UPDATE, ADOPT, MOVE, NO_OP -> false;
    };
  }

  /** Whether it is there in the end. */
  boolean stays() {
    return action != Action.DELETE && action != Action.FORGET;
  }

  /** Whether nothing is done with it, and nothing waits because of it. */
  boolean isStill() {
    return operations().isEmpty() && blocked == null && !isDark();
  }

  /** What is done to the world or the state, in this order. */
  List<Step.Operation> operations() {
    return switch (action) {
      case CREATE -> List.of(Step.Operation.CREATE);
      case UPDATE -> List.of(Step.Operation.UPDATE);
      case REPLACE -> List.of(leaving(), Step.Operation.CREATE);
      case DELETE -> List.of(leaving());
      case ADOPT, MOVE -> List.of(updates ? Step.Operation.UPDATE : Step.Operation.RECORD);
      case FORGET -> List.of(Step.Operation.RECORD);
      case NO_OP -> records ? List.of(Step.Operation.RECORD) : List.of();
    };
  }

  private Step.Operation leaving() {
    return takenBy == null ? Step.Operation.DELETE : Step.Operation.VANISH;
  }

  /** Whether nobody can say what there is, and it stays so. */
  boolean isDark() {
    return observed instanceof Observation.Unreachable && takenBy == null && !awaited;
  }

  Change change() {
    Recorded recorded = subject.recorded();
    Resource desired = subject.desired();
    return new Change(
        subject.address(),
        action,
        cause,
        differences,
        reasons,
        disruption,
        isMoved() && recorded != null ? recorded.address() : null,
        blocked,
        deferredTo,
        goesWith,
        desired,
        recorded,
        observed);
  }
}
