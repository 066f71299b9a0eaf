package dev.phoenix.state;

/** A state of a format that only a newer phoenix reads. */
final class NewerFormatException extends MalformedException {
  private static final long serialVersionUID = 1L;

  NewerFormatException(int found, int known) {
    super("it has format " + found + ", and this phoenix reads formats up to " + known);
  }
}
