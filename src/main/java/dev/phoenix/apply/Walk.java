package dev.phoenix.apply;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Stage;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.Work;
import dev.phoenix.state.Intent;
import dev.phoenix.state.Journal;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the steps of a plan. The thread that runs it owns the schedule, the ledger and the
 * outcomes; the crew only sends events. So that many objects cost few fsyncs, all events at hand
 * are taken in before the journal is written once and the next steps begin.
 */
final class Walk {
  private final ApplyOptions options;
  private final Plan plan;
  private final Progress progress;
  private final Ledger ledger;
  private final Schedule schedule;
  private final Crew crew;
  private final Outcomes outcomes;
  private final Diagnostics problems = new Diagnostics();
  private final Set<Integer> running = new HashSet<>();
  private final List<CompletableFuture<Boolean>> unwritten = new ArrayList<>();
  private @Nullable Throwable bug;
  private boolean journalFailed;
  private int failures;

  /** A walk that has not begun. */
  Walk(
      ResourceTypes types,
      Time time,
      ApplyOptions options,
      Plan plan,
      StateRun run,
      Progress progress) {
    this.options = options;
    this.plan = plan;
    this.progress = progress;
    Neighbourhood neighbourhood = new Neighbourhood(plan);
    this.ledger = new Ledger(run, neighbourhood);
    this.schedule =
        new Schedule(
            plan.steps(),
            step ->
                types
                    .of(step.address())
                    .limits(neighbourhood.subject(step.address()), neighbourhood));
    this.crew = new Crew(types, neighbourhood, progress, time, options);
    this.outcomes = new Outcomes(progress);
  }

  /**
   * First: begin nothing more, and end what still runs when the time for draining is over. Second:
   * write down what is known and return.
   */
  void interrupt() {
    crew.stopAsked();
  }

  Report run() throws InterruptedException {
    try {
      prepare();
      do {
        begin();
      } while (takeIn());
    } finally {
      crew.dismiss();
    }
    if (bug != null) {
      throw new IllegalStateException("a step failed in a way it must not; see the cause", bug);
    }
    for (Step step : plan.steps()) {
      if (running.contains(step.number())) {
        outcomes.failed(step, Work.interrupted());
      } else if (!outcomes.has(step)) {
        outcomes.add(new Outcome.NotStarted(step));
      }
    }
    State state = ledger.commit(problems);
    return new Report(outcomes.all(), state, crew.stop().isAsked(), problems.sorted());
  }

  private void prepare() throws InterruptedException {
    Map<Address, ResourceFailure> failures = crew.preparation().run(plan, options.parallelism());
    for (Step step : plan.steps()) {
      ResourceFailure failure = failures.get(step.address());
      if (failure != null && !outcomes.has(step)) {
        fail(step, failure);
      }
    }
  }

  /** Begins what may begin now; returns with its intents on disk. */
  private void begin() {
    List<Step> starting = new ArrayList<>();
    while (mayBegin()
        && running.size() + starting.size() - crew.waiting() < options.parallelism()) {
      Step step = schedule.next();
      if (step == null) {
        break;
      }
      if (step.operation().isOnState()) {
        record(step);
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

  /** What runs is still tried again after too many failures: it is to come to its own end. */
  private boolean mayBegin() {
    return !crew.stop().isClosed() && failures < options.mostFailures();
  }

  private void record(Step step) {
    progress.started(step);
    ledger.record(step);
    schedule.done(step);
    outcomes.add(new Outcome.Done(step, Duration.ZERO));
  }

  private void start(Step step, Intent intent) {
    running.add(step.number());
    crew.start(step, intent);
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
      crew.stop().beginNothingMore();
      problems.add(Journal.problem(e));
    }
    for (CompletableFuture<Boolean> waiting : unwritten) {
      waiting.complete(written);
    }
    unwritten.clear();
    return written;
  }

  /** Takes in what has happened; false when nothing runs and nothing more can begin. */
  private boolean takeIn() throws InterruptedException {
    if (running.isEmpty()) {
      return false;
    }
    Event event = crew.await();
    if (event == null) {
      return false;
    }
    while (event != null) {
      take(event);
      event = crew.poll();
    }
    return true;
  }

  private void take(Event event) {
    switch (event) {
      case Event.Exists(Address address, Identity identity, CompletableFuture<Boolean> written) -> {
        ledger.exists(address, identity);
        unwritten.add(written);
      }
      case Event.Staged(Address address, Stage stage, CompletableFuture<Boolean> written) -> {
        ledger.staged(address, stage);
        unwritten.add(written);
      }
      case Event.Ended(Step step, Result result, Duration took) -> {
        running.remove(step.number());
        take(step, result, took);
      }
      case Event.Waits(), Event.Stopped() -> {}
    }
  }

  private void take(Step step, Result result, Duration took) {
    switch (result) {
      case Result.Success(Identity identity) -> {
        ledger.done(step, identity);
        schedule.done(step);
        outcomes.add(new Outcome.Done(step, took));
      }
      case Result.Failure failure -> {
        ledger.failed(step, crew.stop().isEnded() ? touched(failure) : failure);
        fail(step, failure.failure());
      }
      case Result.Bug(Throwable thrown) -> {
        // The journal has the intent: the next run finds out what became of it.
        crew.stop().beginNothingMore();
        bug = bug == null ? thrown : bug;
      }
    }
  }

  private static Result.Failure touched(Result.Failure failure) {
    return new Result.Failure(failure.failure(), true, failure.identity());
  }

  private void fail(Step step, ResourceFailure failure) {
    outcomes.failed(step, failure);
    failures++;
    List<Step> behind = schedule.failed(step);
    if (crew.stop().isEnded()) {
      // It was ended, not refused: what waits for it was only not started.
      return;
    }
    outcomes.skipped(behind, step.address());
  }
}
