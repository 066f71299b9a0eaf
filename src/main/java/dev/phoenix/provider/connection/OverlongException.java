package dev.phoenix.provider.connection;

import java.io.IOException;

/** A server does not stop answering, or answers more than anybody has asked for. */
public final class OverlongException extends IOException {
  private static final long serialVersionUID = 1L;

  public OverlongException(String message) {
    super(message + ", which is none of the API: look what it is that answers there");
  }
}
