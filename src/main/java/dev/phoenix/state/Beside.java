package dev.phoenix.state;

import java.nio.file.Path;

/**
 * Where everything lies that belongs to a state file.
 *
 * @param file the state itself, no link to it
 */
record Beside(Path file) {
  private static final String HISTORY = ".history";

  Path journal() {
    return beside(".journal");
  }

  Path lock() {
    return beside(".lock");
  }

  Path staged() {
    return beside(".tmp");
  }

  Path reserve() {
    return beside(".reserve");
  }

  /** What a run would have written had nothing come between. */
  Path unwritten(long epoch) {
    return beside(".unwritten-" + epoch);
  }

  /** What stood in the place of the state before a restore and was none of its history. */
  Path replaced(long epoch) {
    return beside(".replaced-" + epoch);
  }

  /** The folder of all histories beside this state; not for git. */
  Path histories() {
    return file.resolveSibling(HISTORY);
  }

  /** The folder of earlier states, and of what must outlive the lock file. */
  Path history() {
    return histories().resolve(String.valueOf(file.getFileName()));
  }

  Path epoch() {
    return history().resolve("epoch");
  }

  Path lockLog() {
    return history().resolve("locks.log");
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
