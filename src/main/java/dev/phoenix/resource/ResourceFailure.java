package dev.phoenix.resource;

import org.jspecify.annotations.Nullable;

/**
 * An operation on the world that did not succeed. The message is for the person: what was tried on
 * which object, what answered, and the next thing to do if there is one.
 */
public final class ResourceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the engine may do about it. */
  public enum Kind {
    /** The same request would fail again. */
    PERMANENT,
    /** Busy, locked, not ready yet: the same request may succeed later. */
    RETRYABLE,
    /** Sent, but no answer: it may have happened. Look before repeating. */
    AMBIGUOUS,
    /** Nothing was sent: the host or server does not answer. */
    UNREACHABLE,
    /** The object is no longer as the plan saw it. */
    STALE,
    /** More than one object may be meant, or nobody can say whether one is: a person must. */
    UNCLEAR
  }

  private final Kind kind;

  public ResourceFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  public ResourceFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
