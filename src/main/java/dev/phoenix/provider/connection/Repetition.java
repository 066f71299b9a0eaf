package dev.phoenix.provider.connection;

import dev.phoenix.resource.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Asks again what changes nothing, a few times and for a short while, because a network drops a
 * request now and then and that alone should block nobody. Safe for threads.
 */
public final class Repetition {
  private static final int MOST = 4;
  private static final Duration FIRST = Duration.ofMillis(100);

  /** Begun before this, a question is asked again; one that was silent for long, only once. */
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Time time;
  private final RandomGenerator random;

  /**
   * Repeats by this clock.
   *
   * @param random spreads the repetitions of many questions; guarded by itself
   */
  public Repetition(Time time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** By the machine's own clock. */
  public static Repetition usual() {
    return new Repetition(Time.system(), new Random());
  }

  /** Asks a question once. */
  public interface Asking<T> {
    T ask() throws IOException;
  }

  /**
   * The answer to a question.
   *
   * @param repeatable whether asking changes nothing
   * @param passing whether an answer only says that somebody is busy, and nothing was done
   * @throws IOException the last failure, where asking again was of no use
   */
  public <T> T answer(boolean repeatable, Asking<T> asking, Predicate<T> passing)
      throws IOException {
    Round round = begin();
    while (true) {
      try {
        T answer = asking.ask();
        if (!(repeatable && passing.test(answer) && round.again())) {
          return answer;
        }
      } catch (IOException lost) {
        if (!(repeatable && isPassing(lost) && round.again())) {
          throw lost;
        }
      }
    }
  }

  /** One question that is about to be asked for the first time. */
  public Round begin() {
    return new Round();
  }

  /** Whether a status says that somebody is busy or restarting just now, and nothing was done. */
  public static boolean isPassing(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  /** Whether the next attempt may well succeed: not so where trust or rights are missing. */
  public static boolean isPassing(IOException failure) {
    if (failure instanceof RouteFailure unreached) {
      return unreached.isPassing();
    }
    if (failure instanceof OverlongException) {
      return false;
    }
    if (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)) {
      return false;
    }
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (link instanceof CertificateException || link instanceof SSLPeerUnverifiedException) {
        return false;
      }
    }
    return true;
  }

  /** The attempts at one question. */
  public final class Round {
    private final long begun = time.nanos();
    private int attempts = 1;

    private Round() {}

    /** Waits a moment and says whether to ask once more; an interrupted thread asks no more. */
    public boolean again() {
      boolean late = time.nanos() - begun >= DEADLINE.toNanos();
      if (attempts == MOST || (late && attempts > 1)) {
        return false;
      }
      try {
        time.sleep(pause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
      attempts++;
      return true;
    }

    private Duration pause() {
      long full = FIRST.toNanos() << (attempts - 1);
      synchronized (random) {
        return Duration.ofNanos(full / 2 + random.nextLong(full / 2));
      }
    }
  }
}
