package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;

/** Waits in growing steps until a deadline. */
final class Pauses {
  private final Waiting waiting;
  private final Duration most;
  private Duration next;

  Pauses(Work work, Duration first, Duration most, Duration longest) {
    this.waiting = new Waiting(work, longest);
    this.next = first;
    this.most = most;
  }

  boolean over() {
    return waiting.over();
  }

  void pause() throws ResourceFailure {
    waiting.pause(next);
    Duration longer = next.multipliedBy(3).dividedBy(2);
    next = longer.compareTo(most) > 0 ? most : longer;
  }
}
