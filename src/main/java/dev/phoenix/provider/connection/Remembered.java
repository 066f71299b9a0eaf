package dev.phoenix.provider.connection;

import dev.phoenix.resource.ResourceFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that is asked for once and shared, failures too, until it is forgotten. */
public final class Remembered<T> {
  private final Question<T> question;
  private @Nullable T answer;
  private @Nullable ResourceFailure failure;

  public Remembered(Question<T> question) {
    this.question = question;
  }

  public synchronized T get() throws ResourceFailure {
    if (failure != null) {
      throw failure;
    }
    T known = answer;
    if (known == null) {
      try {
        known = question.ask();
      } catch (ResourceFailure failed) {
        failure = failed;
        throw failed;
      }
      answer = known;
    }
    return known;
  }

  /** The answer, if there is one already. */
  public synchronized Optional<T> known() {
    return Optional.ofNullable(answer);
  }

  public synchronized void forget() {
    answer = null;
    failure = null;
  }

  /** Asks the world. */
  public interface Question<T> {
    T ask() throws ResourceFailure;
  }
}
