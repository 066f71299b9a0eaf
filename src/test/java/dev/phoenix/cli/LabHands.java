package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.host.Console;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.resource.Redaction;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Somebody at a machine of the lab that a workspace's commands work on. */
public final class LabHands {
  private LabHands() {}

  /**
   * {@code docker rm -f} or {@code docker stop}; false if the container is not there. {@code docker
   * network create} or {@code docker volume create}.
   */
  public static boolean docker(Path workspace, String host, String verb, String container)
      throws IOException {
    Session session = session(workspace);
    Files files = Objects.requireNonNull(Files.read(session, new Diagnostics()));
    try (Lab lab = LabWorld.open(session, files.configuration())) {
      Engine engine = lab.machine(host).orElseThrow().engine();
      ObjectNode named = JsonNodeFactory.instance.objectNode().put("Name", container);
      boolean makes = verb.equals("network") || verb.equals("volume");
      if (!makes && engine.containers().find(container).isEmpty()) {
        return false;
      }
      switch (verb) {
        case "network" -> engine.networks().create(named);
        case "volume" -> engine.volumes().create(named);
        case "rm" -> engine.containers().remove(container, true);
        case "stop" -> {
          boolean _ = engine.containers().stop(container);
        }
        default -> throw new IllegalArgumentException("docker " + verb);
      }
      return true;
    }
  }

  /** Runs a command as root; false if there is no such machine. */
  public static boolean run(Path workspace, String host, List<String> words) throws IOException {
    Session session = session(workspace);
    Files files = Objects.requireNonNull(Files.read(session, new Diagnostics()));
    try (Lab lab = LabWorld.open(session, files.configuration())) {
      Optional<Guest> guest = lab.guest(host);
      return guest.isPresent() && Console.run(guest.get(), words, () -> new byte[0]).status() == 0;
    }
  }

  /** The world of a workspace, open in this process for whoever comes. */
  public static Lab open(Path workspace, LabOptions options) throws IOException {
    Lab lab =
        Lab.open(
            session(workspace).labFolder(),
            LabWorld.parts(options, files(workspace).configuration()));
    lab.receive();
    return lab;
  }

  /** What {@code phoenix lab} prints of it. */
  public static String table(Path workspace, Lab lab) throws IOException {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(table, true, StandardCharsets.UTF_8);
    new LabTable(lab, new Terminal(out, out, new Redaction(), Terminal.Look.PLAIN))
        .print(files(workspace).resources());
    return table.toString(StandardCharsets.UTF_8);
  }

  private static Files files(Path workspace) {
    Diagnostics diagnostics = new Diagnostics();
    return Objects.requireNonNull(
        Files.read(session(workspace), diagnostics), () -> diagnostics.sorted().toString());
  }

  private static Session session(Path workspace) {
    try {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      return new Session(
          ArgumentParser.parse(List.of("plan", "--lab")),
          new Surroundings(
              new ByteArrayInputStream(new byte[0]),
              nowhere,
              nowhere,
              Map.of(),
              workspace,
              null,
              false,
              Terminal.Look.PLAIN),
          new Terminal(nowhere, nowhere, new Redaction(), Terminal.Look.PLAIN));
    } catch (UsageException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
