package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists folders of a workspace; what cannot be listed is reported. */
final class Folders {
  private final Path workspace;
  private final Refusals refusals;
  private final Diagnostics diagnostics;

  private final Set<String> drafts;

  /**
   * The folders of a workspace.
   *
   * @param drafts names of files that count as being there
   */
  Folders(Path workspace, Set<String> drafts, Refusals refusals, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.drafts = drafts;
    this.refusals = refusals;
    this.diagnostics = diagnostics;
  }

  /** What lies in a folder, sorted; empty after an error. */
  List<String> names(String folder) {
    try {
      return list(folder);
    } catch (NotDirectoryException file) {
      refuse(folder, new Obstacle("it is not a directory", "Put a directory in its place."));
    } catch (IOException failure) {
      refuse(folder, Obstacle.of(workspace.resolve(folder), failure));
    }
    return List.of();
  }

  /** The same of what may be a file, which is nobody's business; null then, or after an error. */
  @Nullable List<String> namesIfFolder(String folder) {
    try {
      return list(folder);
    } catch (NotDirectoryException file) {
      return null;
    } catch (IOException failure) {
      refuse(folder, Obstacle.of(workspace.resolve(folder), failure));
      return null;
    }
  }

  private List<String> list(String folder) throws IOException {
    if (drafts.isEmpty()) {
      return there(folder);
    }
    String prefix = folder.isEmpty() ? "" : folder + "/";
    SortedSet<String> names = new TreeSet<>();
    for (String draft : drafts) {
      if (draft.startsWith(prefix)) {
        names.add(draft.substring(prefix.length()).replaceFirst("/.*", ""));
      }
    }
    if (names.isEmpty() || Files.isDirectory(workspace.resolve(folder))) {
      names.addAll(there(folder));
    }
    return List.copyOf(names);
  }

  private List<String> there(String folder) throws IOException {
    Path path = workspace.resolve(folder);
    String[] names = path.toFile().list();
    if (names != null) {
      Arrays.sort(names);
      return List.of(names);
    }
    // The same, but it takes longer, and says why it cannot.
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  private void refuse(String folder, Obstacle why) {
    refusals.file(folder + "/");
    diagnostics.add(
        Diagnostic.error("the folder cannot be read", why.sentences())
            .at(Position.ofFile(folder.isEmpty() ? "." : folder)));
  }
}
