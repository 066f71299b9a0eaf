package dev.phoenix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Time;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class WaitingTest {
  @Test
  void saysAgainEveryTenSecondsWhereNobodyWatches() throws InterruptedException {
    assertThat(said(Terminal.Look.PLAIN, 12))
        .isEqualTo(
            """
            waiting: reading the world (1 s)
            waiting: reading the world (11 s)
            """);
  }

  @Test
  void countsTheSecondsOnOneLineOfATerminalAndTakesItAway() throws InterruptedException {
    String line = "waiting: reading the world (1 s)";

    assertThat(said(new Terminal.Look(Style.PLAIN, Style.PLAIN, true, 80, 80), 2))
        .isEqualTo(
            line + "\r\r" + line.replace('1', '2') + "\r" + " ".repeat(line.length()) + "\r");
  }

  @Test
  void saysNothingOfWhatTakesNoTime() throws InterruptedException {
    assertThat(said(Terminal.Look.PLAIN, 0)).isEmpty();
  }

  private static String said(Terminal.Look look, int seconds) throws InterruptedException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Seconds time = new Seconds(seconds);
    try (Waiting _ =
        new Waiting(
            new Terminal(stream, stream, new Redaction(), look), time, "reading the world")) {
      time.over.await();
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  /** So many seconds that pass at once; then time stands still. */
  private static final class Seconds implements Time {
    private final CountDownLatch over = new CountDownLatch(1);
    private int left;

    Seconds(int left) {
      this.left = left;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (left-- == 0) {
        over.countDown();
        new CountDownLatch(1).await();
      }
    }
  }
}
