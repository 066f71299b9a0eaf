package dev.phoenix.lab;

import dev.phoenix.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A world that another process has open in the foreground. */
public final class VisitedLab implements LabNetwork {
  /** On a machine that has much to do the other process may take its time. */
  private static final int PATIENCE = 60_000;

  private final Doorplate plate;

  private VisitedLab(Doorplate plate) {
    this.plate = plate;
  }

  /** The world of a folder, if a living process lets others in. */
  static Optional<VisitedLab> find(Path folder, LabFleet fleet) throws IOException {
    Optional<Doorplate> plate = Doorplate.read(folder);
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    VisitedLab lab = new VisitedLab(plate.get());
    return lab.admits(fleet.hosts()) ? Optional.of(lab) : Optional.empty();
  }

  /** Hosts may have come into the files since that process read them. */
  private boolean admits(List<LabFleet.Host> hosts) {
    ObjectNode question = question("admit");
    ArrayNode list = question.putArray("hosts");
    hosts.forEach(host -> list.add(host.json()));
    try {
      return ask(question).has("admitted");
    } catch (IOException | JacksonException ended) {
      return false;
    }
  }

  private ObjectNode question(String ask) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("password", plate.password().reveal())
        .put("ask", ask);
  }

  private JsonNode ask(ObjectNode question) throws IOException {
    try (Socket door = new Socket(InetAddress.getLoopbackAddress(), plate.port())) {
      door.setSoTimeout(PATIENCE);
      door.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
      String line =
          new BufferedReader(new InputStreamReader(door.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw new IOException("the lab hung up");
      }
      return JsonText.read(line);
    }
  }

  private JsonNode sure(ObjectNode question) {
    try {
      JsonNode answer = ask(question);
      if (answer.has("refused")) {
        throw new IOException("another process has its port");
      }
      return answer;
    } catch (IOException ended) {
      throw new UncheckedIOException(
          "the lab in the foreground has ended; run the command again", ended);
    }
  }

  /** In a world that has ended nobody takes a connection any more, as when a network is down. */
  private SocketAddress place(ObjectNode question) {
    try {
      int port = sure(question).path("port").asInt(0);
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    } catch (UncheckedIOException ended) {
      return Lab.NOBODY;
    }
  }

  @Override
  public SocketAddress tcp(String host, int port) {
    return place(question("tcp").put("host", host).put("port", port));
  }

  @Override
  public SocketAddress unix(String path) {
    return place(question("unix").put("path", path));
  }

  @Override
  public Sandbox sandbox() {
    Set<String> fingerprints = new HashSet<>();
    sure(question("sandbox"))
        .path("fingerprints")
        .forEach(one -> fingerprints.add(one.asString("")));
    return new Sandbox(fingerprints, plate.password());
  }

  /** The world goes on. */
  @Override
  public void close() {}
}
