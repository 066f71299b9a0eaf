package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.discovery.Draft;
import dev.phoenix.discovery.Ground;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a workspace that get longer, as they were when they were read. */
final class DraftedFiles {
  private final Path folder;
  private final SortedMap<String, String> before = new TreeMap<>();

  DraftedFiles(Session session, Diagnostics diagnostics) {
    this.folder = session.folder();
    for (String name : Ground.NAMES) {
      for (String place : List.of(name, "etc/" + name)) {
        Path file = folder.resolve(place);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          try {
            before.put(place, Files.readString(file));
          } catch (IOException failure) {
            diagnostics.add(
                Diagnostic.error("cannot read " + place, String.valueOf(failure.getMessage())));
          }
        }
      }
    }
  }

  /** Texts by their names in the workspace. */
  SortedMap<String, String> before() {
    return Collections.unmodifiableSortedMap(before);
  }

  /** Writes what is new; a file that is there and was not read is left as it is. */
  void write(Draft draft, Diagnostics diagnostics) {
    for (Map.Entry<String, String> file : draft.files().entrySet()) {
      try {
        write(file.getKey(), file.getValue());
      } catch (FileAlreadyExistsException there) {
        diagnostics.add(
            Diagnostic.error(
                file.getKey() + " is there already",
                "phoenix writes over no file. Move it away, and look again."));
        return;
      } catch (IOException failure) {
        diagnostics.add(
            Diagnostic.error(
                "cannot write " + file.getKey(),
                failure + ". Nothing was recorded; look again once it can be written."));
        return;
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    String known = before.get(name);
    if (known == null) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return;
    }
    Path real = file.toRealPath();
    if (!Files.readString(real).equals(known)) {
      throw new IOException("somebody has changed it since it was read");
    }
    Path staged = real.resolveSibling("." + real.getFileName() + ".new");
    Files.copy(
        real, staged, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.write(staged, text.getBytes(StandardCharsets.UTF_8));
    Files.move(staged, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
