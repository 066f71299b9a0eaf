package dev.phoenix.provider.docker;

/** The mark on what phoenix creates in an engine. */
public final class Ownership {
  /** Its value is the address that the object was made for. */
  public static final String LABEL = "dev.phoenix.address";

  private Ownership() {}
}
