package dev.phoenix.configuration;

import dev.phoenix.configuration.WorkspaceFiles.StackFiles;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the stacks: a folder each, and what the older central file adds. */
final class StackFolders {
  private final WorkspaceFiles files;
  private final FileChecks checks;
  private final Refusals refusals;
  private final SecretReader secrets;
  private final ReadingCache cache;
  private final Diagnostics diagnostics;

  StackFolders(
      WorkspaceFiles files,
      FileChecks checks,
      Refusals refusals,
      SecretReader secrets,
      ReadingCache cache,
      Diagnostics diagnostics) {
    this.files = files;
    this.checks = checks;
    this.refusals = refusals;
    this.secrets = secrets;
    this.cache = cache;
    this.diagnostics = diagnostics;
  }

  /**
   * All stacks by name.
   *
   * @param central the older central file; null where there is none
   */
  SortedMap<String, StackDefinition> read(@Nullable Block central) {
    SortedMap<String, StackDefinition> stacks = new TreeMap<>();
    Block listed = central == null ? null : central.block("docker_stacks");
    for (StackDefinition stack : folders(files.stacks(), listed)) {
      stacks.put(stack.name(), stack);
    }
    if (listed != null) {
      listed.names().forEach(name -> listed(name, listed.block(name), stacks));
    }
    return stacks;
  }

  /**
   * Each folder stands for itself, so each processor takes the next one as soon as it is done with
   * the one before: other files are read at the same time, and nobody knows who will be the slower.
   */
  private Queue<StackDefinition> folders(List<String> names, @Nullable Block listed) {
    Queue<StackDefinition> read = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(_ -> {
          for (int i = next.getAndIncrement(); i < names.size(); i = next.getAndIncrement()) {
            String name = names.get(i);
            StackDefinition stack = folder(name, listed == null ? null : listed.block(name));
            if (stack != null) {
              read.add(stack);
            }
          }
        });
    return read;
  }

  private @Nullable StackDefinition folder(String name, @Nullable Block central) {
    String folder = "stacks/" + name;
    Position place = Position.ofFile(folder);
    StackFiles found = files.stack(name);
    if (found == null) {
      return null;
    }
    Block own = own(found.own());
    String composeFile = found.compose();
    if (composeFile == null) {
      refusals.file(folder + "/");
      diagnostics.add(
          Diagnostic.error(
                  "the stack has no Compose file",
                  "Put a docker-compose.yml into the folder, or remove the folder.")
              .at(place));
      return null;
    }
    String compose = files.text(composeFile);
    return compose == null ? null : stack(name, composeFile, compose, own, central, place);
  }

  private @Nullable Block own(@Nullable String shown) {
    JsonFile file = shown == null ? null : files.jsonAt(shown);
    return file == null ? null : Block.root(checks.check(FileKind.STACK, file), secrets);
  }

  private StackDefinition stack(
      String name,
      String composeFile,
      String compose,
      @Nullable Block own,
      @Nullable Block central,
      Position place) {
    StackCompose source =
        new StackCompose(compose, composeFile, description(own, central), cache, diagnostics);
    boolean broken = own == null && refusals.inStack(name);
    Block described = own != null && own.has("description") ? own : central;
    SortedMap<String, StackEnvironment> environments =
        new StackReader(secrets, refusals, broken ? null : source, diagnostics)
            .environments(own, central, Position.ofFile(composeFile));
    if (environments.values().stream().anyMatch(environment -> environment.compose() == null)) {
      // A broken one did not get as far as that, and the file may have faults of its own.
      source.parse();
    }
    return new StackDefinition(
        name,
        described == null ? "" : described.text("description", ""),
        composeFile,
        environments,
        own == null ? place : Position.ofFile(own.file().name()));
  }

  /** Stands for all that is said of a stack besides its Compose file. */
  private static String description(@Nullable Block own, @Nullable Block central) {
    return (own == null ? "-" : own.file().content())
        + (central == null ? "-" : central.file().content());
  }

  /** A stack of the central file that has no folder is read from where that file says. */
  private void listed(
      String name, @Nullable Block central, SortedMap<String, StackDefinition> stacks) {
    String composeFile = central == null ? null : central.text("compose_file_path");
    if (central == null
        || composeFile == null
        || refusals.inStack(name)
        || stacks.containsKey(name)) {
      return;
    }
    if (!files.present(composeFile)) {
      diagnostics.add(
          Diagnostic.error(
                  "the Compose file of stack \"" + name + "\" does not exist",
                  "Looked for " + composeFile + " and for stacks/" + name + "/docker-compose.yml.")
              .at(central.position("compose_file_path"))
              .about(JsonFile.below(central.pointer(), "compose_file_path")));
      return;
    }
    String compose = files.text(composeFile);
    if (compose != null) {
      stacks.put(name, stack(name, composeFile, compose, null, central, central.position()));
    }
  }
}
