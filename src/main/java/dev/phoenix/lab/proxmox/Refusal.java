package dev.phoenix.lab.proxmox;

import java.util.Map;

/** A request that is answered with an error, or a task that ends with one. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> errors;

  private Refusal(int status, String message, Map<String, String> errors) {
    super(message);
    this.status = status;
    this.errors = errors;
  }

  /** Something went wrong on the server, which answers all of this with 500. */
  static Refusal of(String message) {
    return new Refusal(500, message, Map.of());
  }

  /** The parameters are wrong, each for a reason. */
  static Refusal parameters(Map<String, String> errors) {
    return new Refusal(400, "Parameter verification failed.", errors);
  }

  static Refusal parameter(String name, String error) {
    return parameters(Map.of(name, error));
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, message, Map.of());
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, message, Map.of());
  }

  static Refusal misuse(String message) {
    return new Refusal(501, message, Map.of());
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  Map<String, String> errors() {
    return errors == null ? Map.of() : errors;
  }
}
