package dev.phoenix.apply;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Stage;
import dev.phoenix.resource.Time;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

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
  private final Stop stop;
  private final Waiting waiting;
  private final ExecutorService threads;

  Preparation(
      ResourceTypes types,
      Neighbourhood neighbourhood,
      Progress progress,
      Time time,
      Retry retry,
      Stop stop,
      Waiting waiting,
      ExecutorService threads) {
    this.types = types;
    this.neighbourhood = neighbourhood;
    this.progress = progress;
    this.time = time;
    this.retry = retry;
    this.stop = stop;
    this.waiting = waiting;
    this.threads = threads;
  }

  /** Why each address that cannot be begun cannot. */
  Map<Address, ResourceFailure> run(Plan plan, int parallelism) throws InterruptedException {
    ConcurrentMap<Address, ResourceFailure> failures = new ConcurrentHashMap<>();
    Semaphore room = new Semaphore(parallelism);
    for (Future<?> future : start(plan, room, failures)) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("preparing failed in a way it must not", e.getCause());
      }
    }
    return failures;
  }

  private Set<Future<?>> start(
      Plan plan, Semaphore room, ConcurrentMap<Address, ResourceFailure> failures) {
    Set<Future<?>> running = new HashSet<>();
    try {
      for (Step step : plan.steps()) {
        Resource desired = neighbourhood.change(step.address()).desired();
        if (desired != null && isDue(step, desired)) {
          running.add(threads.submit(() -> prepare(step, desired, room, failures)));
        }
      }
    } catch (RejectedExecutionException ended) {
      // The user has ended the run: what was not checked is not begun either.
    }
    return running;
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

  private void prepare(
      Step step,
      Resource desired,
      Semaphore room,
      ConcurrentMap<Address, ResourceFailure> failures) {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (!stop.isAsked()) {
        prepare(step, desired);
      }
    } catch (ResourceFailure failure) {
      // What the user has ended is no failure: it was only not started.
      if (!stop.isAsked()) {
        failures.put(step.address(), failure);
      }
    } finally {
      room.release();
    }
  }

  /** Nothing is begun yet that there could be anything to say of. */
  private record NoNotes(Address address) implements StepWork.Notes {
    @Override
    public void exists(Identity identity) {
      throw mistake();
    }

    @Override
    public void reached(Stage stage) {
      throw mistake();
    }

    @Override
    public void begun(Stage stage) {
      throw mistake();
    }

    private IllegalStateException mistake() {
      return new IllegalStateException("preparing " + address + " may not make anything");
    }
  }

  private void prepare(Step step, Resource desired) throws ResourceFailure {
    Address address = step.address();
    Change change = neighbourhood.change(address);
    StepWork work =
        new StepWork(
            step, neighbourhood, progress, time, stop::isEnded, new NoNotes(address), waiting);
    progress.preparing(address);
    retry.run(
        () -> {
          types.of(address).prepare(desired, change.observed(), work);
          return true;
        },
        work::progress);
  }
}
