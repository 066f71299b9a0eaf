package dev.phoenix.world;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.Machine;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.state.StateStore;
import dev.phoenix.state.Writing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A world with the state file of a workspace: plans and applies as the commands do. */
public final class Site {
  public final World world = new World();
  public final Diagnostics diagnostics = new Diagnostics();
  private final StateStore store;
  private volatile Writing writing = Writing.TO_DISK;
  private volatile @Nullable Applier applier;
  private ApplyOptions pace = new ApplyOptions(4, Duration.ofMinutes(5), new Random(1));

  public Site(Path stateFile) {
    this.store =
        new StateStore(
            stateFile,
            () -> "11111111-2222-3333-4444-555555555555",
            Machine.here(Map.of()).with((file, bytes) -> writing.write(file, bytes)));
  }

  /** From here on the disk writes like this. */
  public void writing(Writing with) {
    writing = with;
  }

  /** So long may what runs go on once an apply is interrupted. */
  public void drain(Duration with) {
    pace =
        new ApplyOptions(
            pace.parallelism(), pace.patience(), with, pace.mostFailures(), pace.random());
  }

  /** After so many failed steps an apply begins nothing more, and so many work at once. */
  public void failures(int most, int parallelism) {
    pace = new ApplyOptions(parallelism, pace.patience(), pace.drain(), most, pace.random());
  }

  /** Interrupts the apply that runs. */
  public void interrupt() {
    Objects.requireNonNull(applier, "nothing runs").interrupt();
  }

  public State state() {
    return Objects.requireNonNull(store.load(diagnostics), () -> diagnostics.sorted().toString());
  }

  public Plan plan(Collection<Resource> desired, PlanOptions options) {
    State state = state();
    return new Planner(world.asTypes())
        .plan(desired, state, new SecretDigests(state.lineage()), options, diagnostics);
  }

  public Plan drift(Collection<Resource> desired, PlanOptions options) {
    State state = state();
    return new Planner(world.asTypes())
        .drift(desired, state, new SecretDigests(state.lineage()), options, diagnostics);
  }

  public Plan plan(Collection<Resource> desired) {
    return plan(desired, PlanOptions.USUAL);
  }

  public Report apply(Collection<Resource> desired) {
    return apply(desired, PlanOptions.USUAL, Progress.silent());
  }

  /** Plans and applies as one run. */
  public Report apply(Collection<Resource> desired, PlanOptions options, Progress progress) {
    return alone(
        "apply",
        run -> {
          Plan plan =
              new Planner(world.asTypes())
                  .plan(desired, run.state(), run.digests(), options, diagnostics);
          return carryOut(plan, run, progress);
        });
  }

  /** Does something with the state to itself. */
  public <T> T alone(String operation, Function<StateRun, T> work) {
    if (!(store.begin(operation, diagnostics) instanceof RunStart.Ready ready)) {
      throw new AssertionError(diagnostics.sorted());
    }
    try (var run = ready.run()) {
      return work.apply(run);
    }
  }

  public Report carryOut(Plan plan, StateRun run, Progress progress) {
    Applier current = new Applier(world.asTypes(), new Patience(), pace);
    applier = current;
    try {
      return current.apply(plan, run, progress);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
