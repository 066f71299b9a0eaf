package dev.phoenix.provider.connection;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;

/** Waits in small steps until a deadline, and ends early when the run is interrupted. */
public final class Waiting {
  private final Work work;
  private final long end;

  public Waiting(Work work, Duration longest) {
    this.work = work;
    this.end = work.time().nanos() + longest.toNanos();
  }

  public boolean over() {
    return work.time().nanos() - end >= 0;
  }

  public void pause(Duration step) throws ResourceFailure {
    work.pause(step);
  }
}
