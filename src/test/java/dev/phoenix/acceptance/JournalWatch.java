package dev.phoenix.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the journal of a run while that goes on. */
final class JournalWatch {
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\{\"entry\":\"(\\w+)\",\"address\":\"([^\"]+)\"");

  private final Path journal;
  private String text = "";
  private long begun;

  JournalWatch(LabWorkspace workspace) {
    Path state = workspace.state();
    this.journal = state.resolveSibling(state.getFileName() + ".journal");
  }

  /** Whether to stop looking. */
  interface Until {
    boolean isNow(String text, long nanos);
  }

  /**
   * Looks until something is so or the run has ended.
   *
   * @return how long the journal was there
   */
  long watch(PhoenixProcess run, Until until) {
    long length = 0;
    while (run.isAlive()) {
      long now = size();
      if (now > 0 && begun == 0) {
        begun = System.nanoTime();
      }
      if (now > length) {
        length = now;
        text = read();
      }
      if (begun > 0 && until.isNow(text, lasted())) {
        break;
      }
      if (begun > 0 && now == 0) {
        // Gone: the state is written, and the rest is no apply any more.
        break;
      }
      pause();
    }
    return lasted();
  }

  private long lasted() {
    return begun == 0 ? 0 : System.nanoTime() - begun;
  }

  /** Whether the run has left its journal, so that it did not come to its end. */
  boolean isLeft() {
    return size() > 0;
  }

  /** The beginnings of the lines that were seen, which say what was done to whom. */
  List<String> lines() {
    Matcher line = LINE.matcher(text);
    return line.results().map(it -> it.group().substring(1)).toList();
  }

  private long size() {
    try {
      return Files.size(journal);
    } catch (NoSuchFileException absent) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read() {
    try {
      return Files.readString(journal);
    } catch (NoSuchFileException justEnded) {
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
