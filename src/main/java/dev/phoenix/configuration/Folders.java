package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Lists folders of a workspace; what cannot be listed is empty and reported. */
final class Folders {
  private final Path workspace;
  private final Refusals refusals;
  private final Diagnostics diagnostics;

  Folders(Path workspace, Refusals refusals, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.refusals = refusals;
    this.diagnostics = diagnostics;
  }

  /** What lies in a folder, sorted. */
  List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(workspace.resolve(folder))) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (NotDirectoryException file) {
      refuse(folder, new Obstacle("it is not a directory", "Put a directory in its place."));
    } catch (IOException failure) {
      refuse(folder, Obstacle.of(workspace.resolve(folder), failure));
    }
    return List.of();
  }

  /** The folders among that; files between them are nobody's business, broken links are. */
  List<String> folders(String folder) {
    return names(folder).stream()
        .filter(name -> !name.startsWith("."))
        .filter(name -> isFolder(folder + "/" + name))
        .toList();
  }

  private boolean isFolder(String shown) {
    Path path = workspace.resolve(shown);
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    } catch (IOException failure) {
      refuse(shown, Obstacle.of(path, failure));
      return false;
    }
  }

  private void refuse(String folder, Obstacle why) {
    refusals.file(folder + "/");
    diagnostics.add(
        Diagnostic.error("the folder cannot be read", why.sentences())
            .at(Position.ofFile(folder.isEmpty() ? "." : folder)));
  }
}
