package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.UnfitAttributeException;
import dev.phoenix.resource.Work;
import dev.phoenix.state.Intent;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Works on steps, each on a virtual thread of its own, and tells in events what comes of them. */
final class Crew {
  /** How long one that was interrupted may take to say what it knows. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final ResourceTypes types;
  private final Neighbourhood neighbourhood;
  private final Progress progress;
  private final Time time;
  private final Stop stop;
  private final Retry retry;
  private final Waiting waiting;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Crew(
      ResourceTypes types,
      Neighbourhood neighbourhood,
      Progress progress,
      Time time,
      ApplyOptions options) {
    this.types = types;
    this.neighbourhood = neighbourhood;
    this.progress = progress;
    this.time = time;
    this.stop = new Stop(options.drain(), this::interrupt);
    this.retry = new Retry(time, options, stop::isClosed);
    this.waiting = new Waiting(() -> events.add(new Event.Waits()));
  }

  Stop stop() {
    return stop;
  }

  /** How many steps only wait for the world now. */
  int waiting() {
    return waiting.count();
  }

  /** Checks on the same threads what can be checked before the first step. */
  Preparation preparation() {
    return new Preparation(types, neighbourhood, progress, time, retry, stop, waiting, threads);
  }

  /** The user wants it to end. */
  void stopAsked() {
    stop.ask();
    events.add(new Event.Stopped());
  }

  private void interrupt() {
    threads.shutdownNow();
    events.add(new Event.Stopped());
  }

  /** The next event; null if what was interrupted has nothing more to say. */
  @Nullable Event await() throws InterruptedException {
    if (stop.isAbandoned()) {
      return events.poll();
    }
    return stop.isEnded()
        ? events.poll(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
        : events.take();
  }

  /** An event that is there already, or null. */
  @Nullable Event poll() {
    return events.poll();
  }

  void start(Step step, Intent intent) {
    progress.started(step);
    try {
      threads.execute(() -> {
        long begun = time.nanos();
        Result result = work(step, intent);
        events.add(new Event.Ended(step, result, Duration.ofNanos(time.nanos() - begun)));
      });
    } catch (RejectedExecutionException ended) {
      events.add(
          new Event.Ended(
              step,
              new Result.Failure(Work.interrupted(), false, Identity.UNKNOWN),
              Duration.ZERO));
    }
  }

  private Result work(Step step, Intent intent) {
    try {
      StepWork work =
          new StepWork(
              step,
              neighbourhood,
              progress,
              time,
              stop::isEnded,
              new StepNotes(step.address(), events::add, stop, progress),
              waiting);
      return new Operation(step, intent, types.of(step.address()), work, retry).run();
    } catch (UnfitAttributeException damaged) {
      return new Result.Failure(
          new ResourceFailure(ResourceFailure.Kind.PERMANENT, damaged.advice(), damaged),
          true,
          Identity.UNKNOWN);
    } catch (RuntimeException | Error e) {
      return new Result.Bug(e);
    }
  }

  /** Ends what still runs, and waits a moment for that. */
  void dismiss() throws InterruptedException {
    stop.over();
    threads.shutdownNow();
    if (!stop.isAbandoned()) {
      boolean _ = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
