package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;

/** Waits in small steps until a deadline, and ends early when the run is interrupted. */
final class Waiting {
  private final Work work;
  private final long end;

  Waiting(Work work, Duration longest) {
    this.work = work;
    this.end = work.time().nanos() + longest.toNanos();
  }

  boolean over() {
    return work.time().nanos() - end >= 0;
  }

  void pause(Duration step) throws ResourceFailure {
    work.checkInterrupted();
    try {
      work.time().sleep(step);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ResourceFailure(
          ResourceFailure.Kind.PERMANENT, "interrupted while waiting", interrupted);
    }
  }
}
