package dev.phoenix;

import dev.phoenix.cli.CommandLine;
import dev.phoenix.cli.Surroundings;
import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.docker.DockerProvider;
import dev.phoenix.provider.portainer.PortainerProvider;
import dev.phoenix.provider.proxmox.ProxmoxProvider;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Composition root: arguments in, exit code out; the only class that names a provider. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    run(arguments, Main::providers);
  }

  /** One command of this process, on the world that the providers know. */
  static void run(String[] arguments, BiFunction<Network, Redaction, List<Provider>> providers) {
    Thread.ofPlatform().daemon().name("head start").start(Main::headStart);
    CommandLine commands = new CommandLine(surroundings(), providers);
    String training = System.getProperty("phoenix.training");
    System.exit(training == null ? commands.run(List.of(arguments)) : train(commands, training));
  }

  /**
   * The JSON parser needs BigDecimal, which computes 5^65536 when it is first met (JDK 25): for as
   * long as a small plan's files take to read. Another processor can do it meanwhile.
   */
  private static void headStart() {
    int _ = BigDecimal.ZERO.signum();
  }

  static CommandLine commands(Surroundings surroundings) {
    return new CommandLine(surroundings, Main::providers);
  }

  /** What the launcher has played once, so that the start-up cache knows every part. */
  private static int train(CommandLine commands, String folder) {
    String fleet = folder + "/fleet";
    commands.run(List.of("plan", "-C", folder + "/nothing"));
    commands.run(List.of("validate", "-C", fleet, "--lab"));
    commands.run(List.of("apply", "-C", fleet, "--lab", "--auto-approve"));
    commands.run(List.of("plan", "-C", fleet, "--lab"));
    commands.run(List.of("plan", "-C", fleet, "--lab", "--json"));
    return commands.run(List.of("version"));
  }

  /** Every provider; none of them connects before it is used. */
  static List<Provider> providers(Network network, Redaction redaction) {
    ProxmoxProvider proxmox = new ProxmoxProvider(network, redaction);
    DockerProvider docker = new DockerProvider(network, proxmox::vouch, proxmox::inside);
    return List.of(
        proxmox,
        docker,
        new PortainerProvider(network, docker.hosts(), redaction, ComposeReader::refusals));
  }

  /** The launcher says which streams are terminals, because Java cannot tell them apart. */
  private static Surroundings surroundings() {
    List<String> terminals = List.of(System.getProperty("phoenix.terminal", "").split(","));
    String columns = System.getProperty("phoenix.columns", "");
    boolean live = terminals.contains("err");
    int width = columns.matches("[0-9]{1,4}") ? Math.max(40, Integer.parseInt(columns)) : 80;
    Terminal.Look look =
        new Terminal.Look(
            new Style(terminals.contains("out")),
            new Style(live),
            live,
            terminals.contains("out") ? width : Terminal.Look.WIDTH,
            live ? width : Terminal.Look.WIDTH);
    return new Surroundings(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of(""),
        program(),
        terminals.contains("in"),
        look);
  }

  /** Of each build its own; null where the program is no jar. */
  private static @Nullable String program() {
    try {
      Path jar = Path.of(System.getProperty("java.class.path", ""));
      BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? attributes.size()
              + " bytes of "
              + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
              + ", Java "
              + System.getProperty("java.vm.version")
          : null;
    } catch (IOException | InvalidPathException notOneJar) {
      return null;
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
