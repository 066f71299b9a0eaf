package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Outcome;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Time;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ProgressViewTest {
  private static final Step AGENT =
      new Step(1, Address.parse("agent/web1"), Step.Operation.CREATE, List.of());
  private static final Step STACK =
      new Step(2, Address.parse("stack/web1/blog"), Step.Operation.UPDATE, List.of(1));

  private final Clock clock = new Clock();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Redaction redaction = new Redaction();

  /** A clock that stands until it is told to go on. */
  private static final class Clock implements Time {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      new CountDownLatch(1).await();
    }

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }
  }

  @Test
  void saysLineByLineWhatDragsOnWhereNobodyWatches() {
    try (ProgressView progress = view(Terminal.Look.PLAIN)) {
      progress.started(AGENT);
      progress.progressed(AGENT.address(), "pulling portainer/agent:2.33.5 (0 of 3 layers)");
      pass(progress, 500);
      pass(progress, 700);
      pass(progress, 700);
      progress.progressed(AGENT.address(), "pulling portainer/agent:2.33.5 (1 of 3 layers)");
      pass(progress, 700);
      pass(progress, 9000);
      pass(progress, 1000);
      progress.ended(new Outcome.Done(AGENT, Duration.ofMillis(12_600)));
      progress.ended(
          new Outcome.Failed(STACK, ResourceFailure.Kind.PERMANENT, "port 8080 is taken"));
    }

    assertThat(printed())
        .isEqualTo(
            """
            waiting agent/web1: pulling portainer/agent:2.33.5 (0 of 3 layers) (1.2 s)
            waiting agent/web1: pulling portainer/agent:2.33.5 (1 of 3 layers) (2.6 s)
            waiting agent/web1: pulling portainer/agent:2.33.5 (1 of 3 layers) (12.6 s)
            [1/2] done    create agent/web1 in 12.6 s
            [2/2] failed  change stack/web1/blog
            """);
  }

  @Test
  void keepsOneLineUpToDateOnATerminal() {
    try (ProgressView progress = view(new Terminal.Look(Style.PLAIN, Style.PLAIN, true, 60, 60))) {
      progress.started(AGENT);
      pass(progress, 1200);
      progress.progressed(AGENT.address(), "pulling it");
      progress.started(STACK);
      pass(progress, 3000);
      progress.ended(new Outcome.Done(AGENT, Duration.ofMillis(4200)));
      pass(progress, 1000);
      progress.ended(new Outcome.Done(STACK, Duration.ofSeconds(4)));
    }

    assertThat(seen())
        .containsExactly(
            "[0/2] 1 s: agent/web1 create (1 s)",
            "[0/2] 4 s: agent/web1 pulling it (4 s), stack/web1/blog ...",
            "[1/2] done    create agent/web1 in 4.2 s",
            "[1/2] 4 s: stack/web1/blog change (3 s)",
            "[1/2] 5 s: stack/web1/blog change (4 s)",
            "[2/2] done    change stack/web1/blog in 4.0 s");
  }

  @Test
  void redactsTheLineThatIsWrittenOver() {
    redaction.add(new Secret("hunter2hunter2"));
    try (ProgressView progress = view(new Terminal.Look(Style.PLAIN, Style.PLAIN, true, 80, 80))) {
      progress.started(AGENT);
      progress.progressed(AGENT.address(), "sending hunter2hunter2\u001b[2J");
      pass(progress, 500);
    }

    assertThat(printed()).contains("agent/web1 sending ").doesNotContain("hunter2", "\u001b");
  }

  private ProgressView view(Terminal.Look look) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new ProgressView(new Terminal(stream, stream, redaction, look), clock, 2);
  }

  private void pass(ProgressView progress, int milliseconds) {
    clock.pass(Duration.ofMillis(milliseconds));
    progress.tick();
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** What stood on the last line, one text after the other, but for the blanks between. */
  private List<String> seen() {
    return Arrays.stream(printed().split("[\r\n]", -1)).filter(line -> !line.isBlank()).toList();
  }
}
