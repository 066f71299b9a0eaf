package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The states that were written last, beside the one that counts. Each is a file as the state was,
 * so that whoever has nothing but a shell can copy it back.
 */
final class History {
  /** Besides the newest, which the state itself is. */
  static final int KEPT = 10;

  private final Path folder;

  History(Path folder) {
    this.folder = folder;
  }

  /** Makes its folder, which keeps itself out of git. */
  static void prepare(Beside beside) throws IOException {
    Files.createDirectories(beside.history());
    Path ignore = beside.histories().resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
  }

  /** Oldest first. */
  List<Earlier> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Earlier::read).filter(Objects::nonNull).sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /** Keeps a state that is about to be replaced, unless it is kept already. */
  void found(byte[] bytes, State state, long epoch, Instant when, Writing writing)
      throws IOException {
    for (Earlier earlier : all()) {
      if (earlier.serial() == state.serial() && Arrays.equals(Disk.read(earlier.file()), bytes)) {
        return;
      }
    }
    keep(Earlier.in(folder, epoch, state.serial(), Earlier.FOUND, when), bytes, writing);
  }

  /** Keeps a state that was written, and drops the oldest. */
  void add(byte[] bytes, long serial, String operation, long epoch, Instant when, Writing writing)
      throws IOException {
    keep(Earlier.in(folder, epoch, serial, operation, when), bytes, writing);
    List<Earlier> all = all();
    for (Earlier old : all.subList(0, Math.max(0, all.size() - KEPT - 1))) {
      Files.deleteIfExists(old.file());
    }
  }

  private void keep(Earlier earlier, byte[] bytes, Writing writing) throws IOException {
    Path staged = folder.resolve("staged.tmp");
    Disk.write(staged, bytes, writing);
    Disk.replace(earlier.file(), staged);
  }
}
