package dev.phoenix.lab.host;

/** Shell text that the lab's machines do not understand. */
final class ShellSyntax extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShellSyntax(String message) {
    super(message);
  }
}
