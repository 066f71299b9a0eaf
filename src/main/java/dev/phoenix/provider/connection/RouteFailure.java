package dev.phoenix.provider.connection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The far end of a route was not reached, so nothing was sent. The message is for the person. */
public final class RouteFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /** One that the next attempt would meet again: no right, no trust, nobody there. */
  public RouteFailure(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private RouteFailure(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** One that may be over in a moment: refused, cut or silent. */
  public static RouteFailure passing(String message, @Nullable Throwable cause) {
    return new RouteFailure(message, cause, true);
  }

  public boolean isPassing() {
    return passing;
  }
}
