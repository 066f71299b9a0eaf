package dev.phoenix.provider.connection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The far end of a route was not reached, so nothing was sent. The message is for the person. */
public final class RouteFailure extends IOException {
  private static final long serialVersionUID = 1L;

  public RouteFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
