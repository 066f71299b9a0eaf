package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldLockTest {
  @TempDir Path folder;

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    CompletableFuture<WorldLock> second;
    try (WorldLock first = WorldLock.take(folder)) {
      assertThat(first).isNotNull();
      second = CompletableFuture.supplyAsync(this::take);
      Assertions.assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    second.get(10, TimeUnit.SECONDS).close();
  }

  @Test
  void whoFindsAWayAroundDoesNotWait() throws Exception {
    try (WorldLock first = WorldLock.take(folder)) {
      assertThat(first).isNotNull();
      assertThat(WorldLock.take(folder, () -> true)).isEmpty();
    }
    WorldLock.take(folder, () -> true).orElseThrow().close();
  }

  private WorldLock take() {
    try {
      return WorldLock.take(folder);
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
