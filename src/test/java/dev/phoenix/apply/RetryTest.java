package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.world.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RetryTest {
  private final List<String> said = new ArrayList<>();

  private boolean stopping;

  private <T> T run(Retry.Attempt<T> attempt) throws ResourceFailure {
    return new Retry(
            new Patience(),
            new ApplyOptions(1, Duration.ofMinutes(5), new Random(1)),
            () -> stopping)
        .run(attempt, said::add);
  }

  @Test
  void saysOncePerChangeOfStateThatItTriesAgain() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of("busy", "busy", "busy", "locked", "locked"));

    String result =
        run(() -> {
          String answer = answers.poll();
          if (answer != null) {
            throw new ResourceFailure(Kind.RETRYABLE, "cannot pull: " + answer);
          }
          return "pulled";
        });

    assertThat(result).isEqualTo("pulled");
    assertThat(said)
        .containsExactly(
            "trying again soon: cannot pull: busy", "trying again soon: cannot pull: locked");
  }

  @Test
  void nothingIsTriedAgainOnceTheRunIsToStop() {
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(() ->
            run(() -> {
              stopping = attempts.incrementAndGet() == 3;
              throw new ResourceFailure(Kind.RETRYABLE, "busy");
            }))
        .hasMessage("busy");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    assertThatThrownBy(() ->
            run(() -> {
              throw new ResourceFailure(Kind.PERMANENT, "no");
            }))
        .hasMessage("no");
    assertThat(said).isEmpty();
  }
}
