package dev.phoenix.apply;

import dev.phoenix.plan.Plan;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Time;
import dev.phoenix.state.StateRun;
import org.jspecify.annotations.Nullable;

/** Carries out plans, one at a time. May be interrupted from another thread. */
public final class Applier {
  private final ResourceTypes types;
  private final Time time;
  private final ApplyOptions options;
  private volatile @Nullable Walk walk;

  public Applier(ResourceTypes types, Time time, ApplyOptions options) {
    this.types = types;
    this.time = time;
    this.options = options;
  }

  /**
   * Does the steps of a plan that was made from the state of this run, and writes the state.
   *
   * @throws InterruptedException if the calling thread is interrupted; the journal then holds what
   *     was done
   */
  public Report apply(Plan plan, StateRun run, Progress progress) throws InterruptedException {
    Walk current = new Walk(types, time, options, plan, run, progress);
    walk = current;
    return current.run();
  }

  /**
   * The first call begins nothing more, lets what runs come to its end for as long as the options
   * say and then interrupts it; the second leaves at once. The state is written either way.
   */
  public void interrupt() {
    Walk current = walk;
    if (current != null) {
      current.interrupt();
    }
  }
}
