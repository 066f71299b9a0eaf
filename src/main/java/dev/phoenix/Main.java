package dev.phoenix;

/** Composition root: arguments in, exit code out; the only class that names a provider. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
