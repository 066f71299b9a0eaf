package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Finds the files of a workspace: at its top, or in its folder {@code etc}. */
final class WorkspaceFiles {
  static final String HYPERVISOR = "phoenix_hypervisor_config.json";
  static final String MACHINES = "phoenix_vm_configs.json";
  static final String CONTAINERS = "phoenix_lxc_configs.json";
  static final String STACKS = "phoenix_stacks_config.json";
  static final String CERTIFICATES = "certificate-manifest.json";

  private static final List<String> COMPOSE =
      List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml");

  private static final String STACK = "phoenix.json";
  private static final List<String> OF_A_STACK =
      List.of("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml", STACK);

  private final Path workspace;
  private final Folders folders;
  private final Refusals refusals;
  private final Diagnostics diagnostics;

  private final SortedMap<String, String> drafts;

  /**
   * The files of a folder.
   *
   * @param drafts texts of files that count as they stand here, whatever is in the folder
   */
  WorkspaceFiles(
      Path workspace,
      SortedMap<String, String> drafts,
      Refusals refusals,
      Diagnostics diagnostics) {
    this.workspace = workspace;
    this.drafts = drafts;
    this.folders = new Folders(workspace, drafts.keySet(), refusals, diagnostics);
    this.refusals = refusals;
    this.diagnostics = diagnostics;
  }

  /** Warns of files at the top and in {@code etc} that look like ours and are not. */
  void checkNames() {
    List<String> known = List.of(HYPERVISOR, MACHINES, CONTAINERS, STACKS, CERTIFICATES);
    MisspeltFiles misspelt = new MisspeltFiles(diagnostics);
    misspelt.check("", folders.names(""), known);
    if (Files.isDirectory(workspace.resolve("etc"))) {
      misspelt.check("etc/", folders.names("etc"), known);
    }
  }

  /** The file, parsed; null where there is none, or after an error. */
  @Nullable JsonFile json(String name) {
    String top = present(name) ? name : null;
    String below = present("etc/" + name) ? "etc/" + name : null;
    if (top != null && below != null) {
      diagnostics.add(
          Diagnostic.error(
                  "the file is there twice",
                  "It stands in etc/ too. Keep one of the two, so that it is clear which counts.")
              .at(Position.ofFile(name)));
    }
    String found = top == null ? below : top;
    return found == null ? null : jsonAt(found);
  }

  @Nullable JsonFile jsonAt(String shown) {
    String text = text(shown);
    JsonFile file = text == null ? null : JsonReader.read(text, shown, diagnostics);
    if (file == null) {
      refusals.file(shown);
    }
    return file;
  }

  @Nullable String text(String shown) {
    String draft = drafts.get(shown);
    if (draft != null) {
      return draft;
    }
    String text = TextFile.read(workspace.resolve(shown), shown, diagnostics);
    if (text == null) {
      refusals.file(shown);
    }
    return text;
  }

  boolean present(String shown) {
    return drafts.containsKey(shown)
        || Files.exists(workspace.resolve(shown), LinkOption.NOFOLLOW_LINKS);
  }

  /** What may be the folders of stacks, sorted. */
  List<String> stacks() {
    return present("stacks") || !drafts.tailMap("stacks/").isEmpty()
        ? folders.names("stacks").stream().filter(name -> !name.startsWith(".")).toList()
        : List.of();
  }

  /**
   * The files of a stack's folder, by the name to show.
   *
   * @param compose null where there is none
   * @param own null where there is none
   */
  record StackFiles(@Nullable String compose, @Nullable String own) {}

  /** Null where the stack has no folder, or after an error. */
  @Nullable StackFiles stack(String stack) {
    String folder = "stacks/" + stack;
    List<String> names = folders.namesIfFolder(folder);
    if (names == null) {
      return null;
    }
    return new StackFiles(
        composeFile(folder, names), names.contains(STACK) ? folder + "/" + STACK : null);
  }

  private @Nullable String composeFile(String folder, List<String> names) {
    new MisspeltFiles(diagnostics).check(folder + "/", names, OF_A_STACK);
    List<String> found = new ArrayList<>();
    for (String name : COMPOSE) {
      if (names.contains(name)) {
        found.add(name);
      }
    }
    if (found.size() > 1) {
      diagnostics.add(
          Diagnostic.warning(
                  "the stack has several Compose files",
                  found.getFirst() + " is taken. Keep one of: " + String.join(", ", found) + ".")
              .at(Position.ofFile(folder)));
    }
    return found.isEmpty() ? null : folder + "/" + found.getFirst();
  }
}
