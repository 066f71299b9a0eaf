package dev.phoenix.state;

import java.io.IOException;

/** The run has lost its lock: somebody broke it, and another run may have the state by now. */
final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  FencedException() {
    super("the lock of this run was broken");
  }
}
