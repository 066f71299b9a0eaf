package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** What a run needs to be able to write down what it does, looked at before it does anything. */
final class Prerequisites {
  private Prerequisites() {}

  /**
   * The state file itself where its name is a link, so that everything lies beside that one and it
   * is not the link that is replaced.
   *
   * @throws IOException if the link leads nowhere, or the file is no file
   */
  static Path resolve(Path file) throws IOException {
    Path real = file;
    if (Files.isSymbolicLink(file)) {
      try {
        real = file.toRealPath();
      } catch (IOException e) {
        throw new IOException(
            file + " is a link to " + Files.readSymbolicLink(file) + ", which is not there", e);
      }
    }
    notFile(real);
    return real;
  }

  private static void notFile(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is there and is not a file");
    }
  }

  /** Looks at everything that the run may have to write to. */
  static void look(Beside beside) throws IOException {
    for (Path file : List.of(beside.file(), beside.journal(), beside.staged(), beside.reserve())) {
      notFile(file);
      writable(file);
    }
    writable(beside.history());
  }

  private static void writable(Path file) throws IOException {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(
          file + ", which belongs to " + Files.getOwner(file).getName());
    }
  }
}
