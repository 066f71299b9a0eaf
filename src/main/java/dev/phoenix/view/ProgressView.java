package dev.phoenix.view;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Progress;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An apply while it runs: a line for each step that ends, and what is waited for. On a terminal
 * that is one line below the others that is always up to date; elsewhere it is a line for each step
 * that has taken a while, and again when it changes or drags on.
 */
public final class ProgressView implements Progress, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final long SECOND = 1_000_000_000L;

  private final Terminal terminal;
  private final Style style;
  private final Time time;
  private final long begin;
  private final int steps;
  private final Map<Address, Doing> doing = new LinkedHashMap<>();
  private final Thread watch;
  private int ended;

  /** What one resource does, since when, and until when nothing more is said of it. */
  private static final class Doing {
    private final long since;
    private String what;
    private String said = "";
    private long quietUntil;

    Doing(long since, String what) {
      this.since = since;
      this.what = what;
      this.quietUntil = since + PATIENCE.toNanos();
    }
  }

  public ProgressView(Terminal terminal, Time time, int steps) {
    this.terminal = terminal;
    this.style = terminal.look().err();
    this.time = time;
    this.begin = time.nanos();
    this.steps = steps;
    this.watch = Thread.ofVirtual().start(this::watch);
  }

  @Override
  public synchronized void preparing(Address address) {
    doing.put(address, new Doing(time.nanos(), "checking"));
  }

  @Override
  public synchronized void started(Step step) {
    doing.put(step.address(), new Doing(time.nanos(), verb(step)));
  }

  @Override
  public synchronized void progressed(Address address, String what) {
    Doing current = doing.get(address);
    if (current == null) {
      doing.put(address, new Doing(time.nanos(), what));
    } else {
      current.what = what;
    }
  }

  @Override
  public synchronized void ended(Outcome outcome) {
    Address address = outcome.step().address();
    doing.remove(address);
    ended++;
    String place = style.dim("[" + ended + "/" + steps + "] ");
    switch (outcome) {
      case Outcome.Done done ->
          terminal.note(
              place
                  + style.green("done    ")
                  + verb(done.step())
                  + " "
                  + address
                  + style.dim(" in " + seconds(done.took().toNanos()))
                  + "\n");
      case Outcome.Failed _ ->
          terminal.note(
              place + style.red("failed  ") + verb(outcome.step()) + " " + address + "\n");
      case Outcome.Skipped skipped ->
          terminal.note(
              place
                  + style.yellow("skipped ")
                  + address
                  + " because of "
                  + skipped.because()
                  + "\n");
      case Outcome.NotStarted _ -> {}
    }
    live();
  }

  /** Brings up to date what is said of the steps that run. */
  synchronized void tick() {
    if (terminal.look().live()) {
      live();
    } else {
      sayWhatDragsOn();
    }
  }

  /** {@code [2/5] 14 s: agent/web1 pulling portainer/agent:2.33.6 (4 s), ...}; longest first. */
  private void live() {
    long now = time.nanos();
    List<String> running = new ArrayList<>();
    doing.forEach((address, current) ->
        running.add(address + " " + current.what + " (" + (now - current.since) / SECOND + " s)"));
    String head = "[" + ended + "/" + steps + "] " + (now - begin) / SECOND + " s";
    terminal.status(running.isEmpty() ? "" : head + ": " + String.join(", ", running));
  }

  /** Says what has been going on for more than a second; again when it changes or drags on. */
  private void sayWhatDragsOn() {
    long now = time.nanos();
    doing.forEach((address, current) -> {
      boolean news = !current.what.equals(current.said);
      boolean due = now - current.quietUntil >= 0;
      if (due || (news && !current.said.isEmpty() && now - current.since > PATIENCE.toNanos())) {
        current.said = current.what;
        current.quietUntil = now + REPEAT.toNanos();
        String line = "waiting " + address + ": " + current.what;
        terminal.note(style.dim(line + " (" + seconds(now - current.since) + ")") + "\n");
      }
    });
  }

  private void watch() {
    try {
      while (true) {
        time.sleep(Duration.ofMillis(500));
        tick();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static String verb(Step step) {
    return switch (step.operation()) {
      case CREATE -> "create";
      case UPDATE -> "change";
      case DELETE, VANISH -> "delete";
      case RECORD -> "record";
    };
  }

  private static String seconds(long nanos) {
    long tenths = nanos / 100_000_000L;
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  @Override
  public synchronized void close() {
    watch.interrupt();
    terminal.status("");
  }
}
