package dev.phoenix.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command may do at most about input that is broken. */
public final class Manners {
  private static final long LONGEST_SECONDS = 240;
  private static final long MOST_BYTES = 400L << 20;
  private static final int LAST_EXIT_CODE = 8;
  private static final Pattern REPORT = Pattern.compile("/\\S*/phoenix-bug-\\d+\\.txt");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Manners() {}

  /** Memory that is taken from here on, by all threads. */
  public static final class Watch {
    private final long before = THREADS.getTotalThreadAllocatedBytes();

    private Watch() {}

    /** All that was allocated together, so that no more can have been in use at any time. */
    public void assertModest(String what) {
      assertThat(THREADS.getTotalThreadAllocatedBytes() - before)
          .as("bytes that were allocated: %s", what)
          .isLessThan(MOST_BYTES);
    }
  }

  public static Watch watch() {
    return new Watch();
  }

  /** Its result, if it ends in time. */
  public static <T> T within(String what, Callable<T> work) throws Exception {
    FutureTask<T> running = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().start(running);
    try {
      return running.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      StringBuilder where = new StringBuilder(what + "\ndoes not end:");
      for (StackTraceElement place : thread.getStackTrace()) {
        where.append("\n  ").append(place);
      }
      throw new AssertionError(where.toString(), e);
    } catch (ExecutionException e) {
      throw new AssertionError(what, e.getCause());
    }
  }

  /** A documented exit code, and words of which none is a programmer's. */
  public static void check(String what, int exit, String said) throws IOException {
    Matcher report = REPORT.matcher(said);
    String trace = "";
    if (report.find() && Files.exists(Path.of(report.group()))) {
      trace = Files.readString(Path.of(report.group()));
      Files.delete(Path.of(report.group()));
    }
    assertThat(said)
        .as("%s%n%s", what, trace)
        .doesNotContain(
            "in a way it must not",
            "the lab failed to answer",
            "Exception",
            "\tat ",
            "JsonNode",
            "java.");
    assertThat(exit).as("%s%n%s", what, said).isBetween(0, LAST_EXIT_CODE);
    if (exit == 1) {
      assertThat(said).as(what).isNotBlank();
    }
  }
}
