package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import java.util.concurrent.atomic.AtomicInteger;

/** Dies in the middle of an apply, as by {@code kill -9}. */
public record Killer(AtomicInteger left) implements Progress {
  /** What it dies of. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void started(Step step) {
    die();
  }

  @Override
  public void ended(Outcome outcome) {
    die();
  }

  private void die() {
    if (left.getAndDecrement() == 0) {
      throw new Killed();
    }
  }
}
