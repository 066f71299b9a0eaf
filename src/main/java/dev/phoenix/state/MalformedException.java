package dev.phoenix.state;

/** Text that is not what phoenix writes: what is wrong and where in it. */
class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
