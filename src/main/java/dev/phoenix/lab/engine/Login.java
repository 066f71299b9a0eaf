package dev.phoenix.lab.engine;

/** User and password of an image registry. */
public record Login(String user, String password) {
  @Override
  public String toString() {
    return user + " (sensitive)";
  }
}
