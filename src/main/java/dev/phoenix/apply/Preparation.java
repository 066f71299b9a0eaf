package dev.phoenix.apply;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Time;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Checks what can be checked before the first step changes anything: what is to be changed, and
 * what is to be made on ground that stands already.
 */
final class Preparation {
  private final ResourceTypes types;
  private final Neighbourhood neighbourhood;
  private final Progress progress;
  private final Time time;
  private final Retry retry;
  private final BooleanSupplier ended;

  Preparation(
      ResourceTypes types,
      Neighbourhood neighbourhood,
      Progress progress,
      Time time,
      Retry retry,
      BooleanSupplier ended) {
    this.types = types;
    this.neighbourhood = neighbourhood;
    this.progress = progress;
    this.time = time;
    this.retry = retry;
    this.ended = ended;
  }

  /** Why each address that cannot be begun cannot. */
  Map<Address, ResourceFailure> run(Plan plan, int parallelism, ExecutorService threads)
      throws InterruptedException {
    ConcurrentMap<Address, ResourceFailure> failures = new ConcurrentHashMap<>();
    Semaphore room = new Semaphore(parallelism);
    Set<Future<?>> running = new HashSet<>();
    for (Step step : plan.steps()) {
      Change change = neighbourhood.change(step.address());
      Resource desired = change.desired();
      if (desired != null && isDue(step, desired) && !ended.getAsBoolean()) {
        running.add(threads.submit(() -> prepare(change, desired, room, failures)));
      }
    }
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("preparing failed in a way it must not", e.getCause());
      }
    }
    return failures;
  }

  private boolean isDue(Step step, Resource desired) {
    return switch (step.operation()) {
      case UPDATE -> true;
      case CREATE -> desired.dependencies().stream().allMatch(this::stands);
      case DELETE, VANISH, RECORD -> false;
    };
  }

  private boolean stands(Address address) {
    Change change = neighbourhood.change(address);
    return change.action() == Action.NO_OP && change.observed() instanceof Observation.Present;
  }

  private Void prepare(
      Change change,
      Resource desired,
      Semaphore room,
      ConcurrentMap<Address, ResourceFailure> failures)
      throws InterruptedException {
    Address address = change.address();
    StepWork work =
        new StepWork(
            address,
            neighbourhood,
            progress,
            time,
            ended,
            _ -> {
              throw new IllegalStateException("preparing " + address + " may not make anything");
            });
    room.acquire();
    try {
      progress.preparing(address);
      retry.run(
          () -> {
            types.of(address).prepare(desired, change.observed(), work);
            return true;
          },
          work::progress);
    } catch (ResourceFailure failure) {
      failures.put(address, failure);
    } finally {
      room.release();
    }
    return null;
  }
}
