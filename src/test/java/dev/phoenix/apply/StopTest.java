package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void theUsersFirstWordLetsRunsEndEvenWhereNothingMoreIsBegunAlready() {
    AtomicInteger interrupted = new AtomicInteger();
    Stop stop = new Stop(Duration.ofMinutes(2), interrupted::incrementAndGet);
    stop.beginNothingMore();
    assertThat(stop.isClosed()).isTrue();
    assertThat(stop.isAsked()).isFalse();

    stop.ask();
    assertThat(stop.isAsked()).isTrue();
    assertThat(stop.isEnded()).isFalse();
    assertThat(interrupted).hasValue(0);

    stop.ask();
    assertThat(stop.isAbandoned()).isTrue();
    assertThat(interrupted).hasValue(1);
    stop.over();
  }

  @Test
  void withoutTimeForDrainingWhatRunsIsInterruptedAtOnce() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Stop stop = new Stop(Duration.ZERO, interrupted::countDown);

    stop.ask();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stop.isEnded()).isTrue();
    assertThat(stop.isAbandoned()).isFalse();
  }
}
