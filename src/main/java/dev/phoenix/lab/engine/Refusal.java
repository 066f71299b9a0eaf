package dev.phoenix.lab.engine;

/** A request that the engine answers with an error: the status and the message of the answer. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The message of the answer. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
