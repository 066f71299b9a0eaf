package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.schema.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a workspace, and reports everything that is wrong in all of its files together. */
public final class ConfigurationReader {
  private final SecretSource source;
  private final ReadingCache cache;
  private final boolean looking;
  private final Schemas schemas = new Schemas();

  public ConfigurationReader(SecretSource source) {
    this(source, ReadingCache.none());
  }

  /** A reader that leaves out what the cache knows to be in order. */
  public ConfigurationReader(SecretSource source, ReadingCache cache) {
    this(source, cache, false);
  }

  private ConfigurationReader(SecretSource source, ReadingCache cache, boolean looking) {
    this.source = source;
    this.cache = cache;
    this.looking = looking;
  }

  /** One for which a Proxmox VE counts that the files only name: there may be guests on it. */
  public ConfigurationReader looking() {
    return new ConfigurationReader(source, cache, true);
  }

  /** Whether there is a folder to read. */
  public static boolean isFolder(Path workspace, Diagnostics diagnostics) {
    if (!Files.isDirectory(workspace)) {
      diagnostics.add(
          Diagnostic.error(
              Files.exists(workspace)
                  ? "the workspace " + workspace + " is not a folder"
                  : "the workspace " + workspace + " does not exist",
              "Name a folder with a " + WorkspaceFiles.HYPERVISOR + " in it."));
      return false;
    }
    return true;
  }

  /** Null after an error in any file. */
  public @Nullable Configuration read(Path workspace, Diagnostics diagnostics) {
    return read(workspace, new TreeMap<>(), diagnostics);
  }

  /**
   * The same, as it would be once these files were written.
   *
   * @param drafts texts of files by their names in the workspace
   */
  public @Nullable Configuration read(
      Path workspace, SortedMap<String, String> drafts, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    Configuration configuration = new Reading(workspace, drafts, found).read();
    diagnostics.addAll(found.sorted());
    return found.hasErrors() ? null : configuration;
  }

  /** One reading of one workspace. */
  private final class Reading {
    private final Path workspace;
    private final Diagnostics diagnostics;
    private final Refusals refusals = new Refusals();
    private final SecretReader secrets;
    private final WorkspaceFiles files;
    private final FileChecks checks;

    Reading(Path workspace, SortedMap<String, String> drafts, Diagnostics diagnostics) {
      this.workspace = workspace;
      this.diagnostics = diagnostics;
      this.secrets = new SecretReader(workspace, source, diagnostics);
      this.files = new WorkspaceFiles(workspace, drafts, refusals, diagnostics);
      this.checks = new FileChecks(schemas, cache, refusals, diagnostics);
    }

    @Nullable Configuration read() {
      if (!isFolder(workspace, diagnostics)) {
        return null;
      }
      files.checkNames();
      if (!isWorkspace()) {
        return null;
      }
      Block central = block(WorkspaceFiles.STACKS, FileKind.STACKS);
      // Stacks are most of the files, and need nothing of the others.
      CompletableFuture<SortedMap<String, StackDefinition>> reading =
          CompletableFuture.supplyAsync(
              () ->
                  new StackFolders(files, checks, refusals, secrets, cache, diagnostics)
                      .read(central),
              Thread::startVirtualThread);
      Block hypervisor = orEmpty(block(WorkspaceFiles.HYPERVISOR, FileKind.HYPERVISOR));
      Block machineFile = block(WorkspaceFiles.MACHINES, FileKind.MACHINES);
      Block containerFile = block(WorkspaceFiles.CONTAINERS, FileKind.CONTAINERS);
      block(WorkspaceFiles.CERTIFICATES, FileKind.CERTIFICATES);
      Defaults defaults = Defaults.read(hypervisor);
      List<Host> hosts = new HostReader(defaults).read(hypervisor);
      List<VirtualMachine> given =
          machineFile == null
              ? List.of()
              : VirtualMachineReader.read(machineFile, PublicKey.of(defaults.ssh()));
      SortedMap<String, StackDefinition> stacks = reading.join();
      ServerTrust trust = new ServerTrust(workspace, diagnostics);
      ServerStacks own = new ServerStacks(stacks, diagnostics);
      List<VirtualMachine> machines =
          given.stream().map(machine -> machine.withStacks(own.leaveOut(machine))).toList();
      List<LxcContainer> containers =
          (containerFile == null ? List.<LxcContainer>of() : LxcReader.read(containerFile))
              .stream().map(one -> one.withStacks(own.leaveOut(one))).toList();
      PortainerServer server =
          new PortainerReader(
                  defaults, hosts, Configuration.guests(machines, containers), trust, diagnostics)
              .read(hypervisor);
      if (server != null && !CrossChecks.areRolesUnsure(refusals)) {
        new Credentials(hypervisor, refusals).check(server, diagnostics);
      }
      Configuration configuration =
          new Configuration(
              name(),
              server,
              new HypervisorReader(hypervisor, trust, source, diagnostics)
                  .read(
                      !machines.isEmpty()
                          || !containers.isEmpty()
                          || (looking && hypervisor.has("proxmox_api"))),
              hosts,
              machines,
              containers,
              new GuestHosts(defaults, stacks).of(machines, containers),
              LifecycleReader.read(hypervisor),
              stacks);
      CrossChecks.run(configuration, refusals, diagnostics);
      return configuration;
    }

    private boolean isWorkspace() {
      boolean any =
          List.of(
                  WorkspaceFiles.HYPERVISOR,
                  WorkspaceFiles.MACHINES,
                  WorkspaceFiles.CONTAINERS,
                  WorkspaceFiles.STACKS)
              .stream()
              .anyMatch(file -> files.present(file) || files.present("etc/" + file));
      if (!any) {
        diagnostics.add(
            Diagnostic.error(
                "there is no configuration in " + shown(),
                "Write a "
                    + WorkspaceFiles.HYPERVISOR
                    + " with \"hosts\" in it; examples/ shows how. Or name another folder."));
      }
      return any;
    }

    /** As the user named it; the folder that phoenix was started in has no name of its own. */
    private String shown() {
      Path folder = workspace.normalize();
      return (folder.toString().isEmpty() ? folder.toAbsolutePath() : folder).toString();
    }

    private String name() {
      Path last = workspace.toAbsolutePath().normalize().getFileName();
      return last == null ? "workspace" : last.toString();
    }

    private @Nullable Block block(String name, FileKind kind) {
      JsonFile file = files.json(name);
      if (file == null) {
        return null;
      }
      return Block.root(checks.check(kind, file), secrets);
    }

    private Block orEmpty(@Nullable Block block) {
      if (block != null) {
        return block;
      }
      JsonFile absent =
          new JsonFile(
              WorkspaceFiles.HYPERVISOR,
              "",
              JsonNodeFactory.instance.objectNode(),
              Map.of("", Position.ofFile(WorkspaceFiles.HYPERVISOR)),
              Set.of());
      return Block.root(absent, secrets);
    }
  }
}
