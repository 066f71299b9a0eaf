package dev.phoenix.apply;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Time;
import dev.phoenix.state.Intent;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the steps of a plan. The thread that runs it owns the schedule, the ledger and the
 * outcomes; workers on virtual threads only send events. So that many objects cost few fsyncs, all
 * events at hand are taken in before the journal is written once and the next steps begin.
 */
final class Walk {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final ResourceTypes types;
  private final Time time;
  private final ApplyOptions options;
  private final Plan plan;
  private final Progress progress;
  private final Retry retry;
  private final Neighbourhood neighbourhood;
  private final Ledger ledger;
  private final Schedule schedule;
  private final Diagnostics problems = new Diagnostics();
  private final SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
  private final Set<Integer> running = new HashSet<>();
  private final List<CompletableFuture<Boolean>> unwritten = new ArrayList<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Throwable bug;
  private volatile boolean journalFailed;
  private volatile boolean stopping;
  private volatile boolean ended;

  /** What workers and the user tell the walk. */
  private sealed interface Event {
    record Ended(Step step, Result result, Duration took) implements Event {}

    record Exists(Address address, Identity identity, CompletableFuture<Boolean> written)
        implements Event {}

    record Interrupted() implements Event {}
  }

  /** A walk that has not begun. */
  Walk(
      ResourceTypes types,
      Time time,
      ApplyOptions options,
      Plan plan,
      StateRun run,
      Progress progress) {
    this.types = types;
    this.time = time;
    this.options = options;
    this.plan = plan;
    this.progress = progress;
    this.retry = new Retry(time, options);
    this.neighbourhood = new Neighbourhood(plan);
    this.ledger = new Ledger(run, neighbourhood);
    this.schedule =
        new Schedule(
            plan.steps(),
            step ->
                types
                    .of(step.address())
                    .limits(neighbourhood.subject(step.address()), neighbourhood));
  }

  /** First: begin nothing more. Second: end what runs, too. */
  void interrupt() {
    if (stopping) {
      ended = true;
      threads.shutdownNow();
    }
    stopping = true;
    events.add(new Event.Interrupted());
  }

  Report run() throws InterruptedException {
    try {
      prepare();
      do {
        begin();
      } while (takeIn());
    } finally {
      threads.shutdownNow();
      boolean _ = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (bug != null) {
      throw new IllegalStateException("a step failed in a way it must not; see the cause", bug);
    }
    for (Step step : plan.steps()) {
      if (!outcomes.containsKey(step.number())) {
        end(
            running.contains(step.number())
                ? new Outcome.Failed(
                    step, ResourceFailure.Kind.AMBIGUOUS, "interrupted before it ended")
                : new Outcome.NotStarted(step));
      }
    }
    State state = ledger.commit(problems);
    return new Report(
        List.copyOf(outcomes.values()), state, stopping && !journalFailed, problems.sorted());
  }

  private void prepare() throws InterruptedException {
    Map<Address, ResourceFailure> failures =
        new Preparation(types, neighbourhood, progress, time, retry, () -> ended)
            .run(plan, options.parallelism(), threads);
    for (Step step : plan.steps()) {
      ResourceFailure failure = failures.get(step.address());
      if (failure != null && !outcomes.containsKey(step.number())) {
        fail(step, failure);
      }
    }
  }

  /** Begins what may begin now; returns with its intents on disk. */
  private void begin() {
    List<Step> starting = new ArrayList<>();
    while (!stopping && running.size() + starting.size() < options.parallelism()) {
      Step step = schedule.next();
      if (step == null) {
        break;
      }
      if (step.operation().isOnState()) {
        progress.started(step);
        ledger.record(step);
        schedule.done(step);
        end(new Outcome.Done(step, Duration.ZERO));
      } else {
        starting.add(step);
      }
    }
    Map<Step, Intent> intents = new TreeMap<>(Comparator.comparingInt(Step::number));
    starting.forEach(step -> intents.put(step, ledger.begin(step)));
    if (starting.isEmpty() && unwritten.isEmpty()) {
      return;
    }
    if (sync()) {
      intents.forEach(this::start);
    } else {
      starting.forEach(ledger::withdraw);
    }
  }

  private boolean sync() {
    boolean written = false;
    try {
      if (!journalFailed) {
        ledger.sync();
        written = true;
      }
    } catch (IOException e) {
      journalFailed = true;
      stopping = true;
      problems.add(
          Diagnostic.error(
              "the journal could not be written",
              "The file system says: " + FileFailure.words(e) + ". Nothing more was begun."));
    }
    for (CompletableFuture<Boolean> waiting : unwritten) {
      waiting.complete(written);
    }
    unwritten.clear();
    return written;
  }

  private void start(Step step, Intent intent) {
    running.add(step.number());
    progress.started(step);
    threads.execute(() -> {
      long begun = time.nanos();
      Result result = work(step, intent);
      events.add(new Event.Ended(step, result, Duration.ofNanos(time.nanos() - begun)));
    });
  }

  private Result work(Step step, Intent intent) {
    try {
      StepWork work =
          new StepWork(
              step.address(),
              neighbourhood,
              progress,
              time,
              // What exists must be on disk before a step may go on to make more.
              () -> ended || journalFailed,
              identity -> tellExists(step.address(), identity));
      return new Operation(step, intent, types.of(step.address()), work, retry).run();
    } catch (RuntimeException | Error e) {
      return new Result.Bug(e);
    }
  }

  private void tellExists(Address address, Identity identity) {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    events.add(new Event.Exists(address, identity, written));
    // Once the user has ended the run nobody may answer any more.
    while (!ended && !threads.isShutdown()) {
      try {
        written.get(100, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        progress.progressed(address, "waiting for the journal");
      } catch (ExecutionException | InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Takes in what has happened; false when nothing runs and nothing more can begin. */
  private boolean takeIn() throws InterruptedException {
    if (running.isEmpty()) {
      return false;
    }
    Event event = ended ? events.poll(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) : events.take();
    if (event == null) {
      return false;
    }
    while (event != null) {
      take(event);
      event = events.poll();
    }
    return true;
  }

  private void take(Event event) {
    switch (event) {
      case Event.Exists(Address address, Identity identity, CompletableFuture<Boolean> written) -> {
        ledger.exists(address, identity);
        unwritten.add(written);
      }
      case Event.Ended(Step step, Result result, Duration took) -> {
        running.remove(step.number());
        take(step, result, took);
      }
      case Event.Interrupted _ -> {}
    }
  }

  private void take(Step step, Result result, Duration took) {
    switch (result) {
      case Result.Success(Identity identity) -> {
        ledger.done(step, identity);
        schedule.done(step);
        end(new Outcome.Done(step, took));
      }
      case Result.Failure failure -> {
        ledger.failed(step, ended ? touched(failure) : failure);
        fail(step, failure.failure());
      }
      case Result.Bug(Throwable thrown) -> {
        // The journal has the intent: the next run finds out what became of it.
        stopping = true;
        bug = bug == null ? thrown : bug;
      }
    }
  }

  private static Result.Failure touched(Result.Failure failure) {
    return new Result.Failure(failure.failure(), true, failure.identity());
  }

  private void fail(Step step, ResourceFailure failure) {
    end(
        new Outcome.Failed(
            step, failure.kind(), Objects.requireNonNullElse(failure.getMessage(), "no reason")));
    for (Step skipped : schedule.failed(step)) {
      if (!outcomes.containsKey(skipped.number())) {
        end(new Outcome.Skipped(skipped, step.address()));
      }
    }
  }

  private void end(Outcome outcome) {
    outcomes.put(outcome.step().number(), outcome);
    progress.ended(outcome);
  }
}
