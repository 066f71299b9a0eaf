package dev.phoenix.lab;

import dev.phoenix.json.JsonText;
import dev.phoenix.resource.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells other processes of the same user the way through an open world: one line of JSON each way
 * and connection, on loopback.
 */
final class Doorkeeper implements AutoCloseable {

  private final Lab lab;
  private final Secret password;
  private final Door door;

  Doorkeeper(Lab lab, Secret password) throws IOException {
    this.lab = lab;
    this.password = password;
    this.door = new Door("lab doorkeeper", this::receive);
  }

  int port() {
    return door.address().getPort();
  }

  private void receive(Socket visitor) {
    try (visitor) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8));
      String line = in.readLine();
      // One who came while the door was being closed must not be led into a world that has ended.
      if (line != null && !door.isClosed()) {
        String answer = answer(JsonText.read(line)) + "\n";
        visitor.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | JacksonException rude) {
      // Who asks for something else gets no answer.
    }
  }

  private ObjectNode answer(JsonNode question) {
    if (!new Secret(question.path("password").asString("")).equals(password)) {
      return JsonNodeFactory.instance.objectNode().put("refused", true);
    }
    return switch (question.path("ask").asString("")) {
      case "tcp" ->
          place(lab.tcp(question.path("host").asString(""), question.path("port").asInt(0)));
      case "unix" -> place(lab.unix(question.path("path").asString("")));
      case "admit" -> admit(question.path("hosts"));
      case String _ -> fingerprints();
    };
  }

  private static ObjectNode place(SocketAddress address) {
    if (address instanceof InetSocketAddress at) {
      return JsonNodeFactory.instance.objectNode().put("port", at.getPort());
    }
    throw new IllegalStateException("the lab listens on loopback only, not at " + address);
  }

  private ObjectNode fingerprints() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    lab.sandbox().fingerprints().forEach(answer.putArray("fingerprints")::add);
    return answer;
  }

  private ObjectNode admit(JsonNode hosts) {
    List<LabFleet.Host> fresh = new ArrayList<>();
    hosts.forEach(host -> fresh.add(LabFleet.Host.of(host)));
    lab.admit(fresh);
    return JsonNodeFactory.instance.objectNode().put("admitted", fresh.size());
  }

  @Override
  public void close() {
    door.close();
  }
}
