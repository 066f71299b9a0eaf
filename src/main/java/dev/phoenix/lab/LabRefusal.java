package dev.phoenix.lab;

import java.io.IOException;

/** Why the lab cannot be opened, in words for a person, and what to do about it. */
public final class LabRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  LabRefusal(String message) {
    super(message);
  }

  LabRefusal(String message, Throwable cause) {
    super(message, cause);
  }
}
