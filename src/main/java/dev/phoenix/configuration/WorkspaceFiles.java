package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  private final Path workspace;
  private final Diagnostics diagnostics;

  WorkspaceFiles(Path workspace, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.diagnostics = diagnostics;
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
    return text == null ? null : JsonReader.read(text, shown, diagnostics);
  }

  @Nullable String text(String shown) {
    return TextFile.read(workspace.resolve(shown), shown, diagnostics);
  }

  boolean present(String shown) {
    return Files.exists(workspace.resolve(shown), LinkOption.NOFOLLOW_LINKS);
  }

  /** Names of the folders below {@code stacks}, sorted. */
  List<String> stackFolders() {
    Path stacks = workspace.resolve("stacks");
    if (!Files.isDirectory(stacks)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(stacks)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException failure) {
      diagnostics.add(
          Diagnostic.error(
                  "the folder cannot be read",
                  "Reason: " + failure.getClass().getSimpleName() + ".")
              .at(Position.ofFile("stacks")));
      return List.of();
    }
  }

  /** The Compose file of a stack's folder; null where there is none. */
  @Nullable String composeFile(String stack) {
    return COMPOSE.stream()
        .map(name -> "stacks/" + stack + "/" + name)
        .filter(this::present)
        .findFirst()
        .orElse(null);
  }
}
