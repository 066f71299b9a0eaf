package dev.phoenix.cli;

/** A command line that cannot be understood. The message is the one line that says why. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
