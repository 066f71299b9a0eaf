package dev.phoenix.provider.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.world.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class RepetitionTest {
  private final Patience time = new Patience();

  @Test
  void asksFourTimesAtGrowingIntervals() {
    Repetition.Round round = new Repetition(time, new Random(1)).begin();
    long before = 0;
    long[] least = {50, 100, 200};
    for (long pause : least) {
      assertThat(round.again()).isTrue();
      assertThat(time.nanos() - before)
          .isBetween(
              Duration.ofMillis(pause).toNanos(), 2 * Duration.ofMillis(pause).toNanos() - 1);
      before = time.nanos();
    }
    assertThat(round.again()).isFalse();
  }

  @Test
  void whatWasSilentForLongIsAskedOnlyOnceMore() throws Exception {
    Repetition.Round round = new Repetition(time, new Random(1)).begin();
    time.sleep(Duration.ofSeconds(30));
    assertThat(round.again()).isTrue();
    time.sleep(Duration.ofSeconds(30));
    assertThat(round.again()).isFalse();
  }

  @Test
  void anInterruptedThreadAsksNoMore() {
    Thread.currentThread().interrupt();
    assertThat(Repetition.usual().begin().again()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tellsWhatPassesFromWhatLasts() {
    assertThat(Repetition.isPassing(new SocketException("Connection reset"))).isTrue();
    assertThat(Repetition.isPassing(new SocketTimeoutException("timeout"))).isTrue();
    assertThat(Repetition.isPassing(RouteFailure.passing("refused", null))).isTrue();
    assertThat(Repetition.isPassing(new SSLHandshakeException("Remote host terminated"))).isTrue();

    assertThat(Repetition.isPassing(new RouteFailure("no such file", null))).isFalse();
    assertThat(Repetition.isPassing(new InterruptedIOException("interrupted"))).isFalse();
    IOException distrusted =
        new SSLHandshakeException("not trusted", new CertificateException("another one"));
    assertThat(Repetition.isPassing(distrusted)).isFalse();

    assertThat(IntStream.of(502, 503, 504).allMatch(Repetition::isPassing)).isTrue();
    assertThat(
            IntStream.of(200, 400, 401, 403, 404, 409, 422, 500).noneMatch(Repetition::isPassing))
        .isTrue();
  }
}
