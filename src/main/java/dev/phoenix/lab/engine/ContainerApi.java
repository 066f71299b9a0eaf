package dev.phoenix.lab.engine;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The part of the API of an engine below {@code /containers}. */
final class ContainerApi {
  private final Engine engine;
  private final Containers containers;

  ContainerApi(Engine engine) {
    this.engine = engine;
    this.containers = engine.containers();
  }

  Reply answer(Request request, String path) {
    if (path.equals("containers/json")) {
      return EngineApi.json(
          200,
          containers.list(
              EngineApi.flag(request, "all"), Filters.of(EngineApi.query(request, "filters"))));
    }
    if (path.equals("containers/create")) {
      ObjectNode answer = Json.object();
      answer.put(
          "Id", containers.create(EngineApi.query(request, "name"), EngineApi.body(request)).id());
      answer.putArray("Warnings");
      return EngineApi.json(201, answer);
    }
    String[] parts = path.split("/", 3);
    String verb = parts.length == 3 ? parts[2] : "";
    return switch (request.method()) {
      case "GET" -> look(parts[1], verb);
      case "POST" -> act(request, parts[1], verb);
      case "PUT" -> put(request, parts[1]);
      case "DELETE" -> {
        containers.remove(parts[1], EngineApi.flag(request, "force"));
        yield Reply.empty(204);
      }
      case String _ -> EngineApi.absent();
    };
  }

  private Reply look(String name, String verb) {
    return switch (verb) {
      case "json" -> EngineApi.json(200, containers.inspect(name));
      case "logs" -> log(engine.log(containers.get(name)));
      case String _ -> EngineApi.absent();
    };
  }

  /** Each line in a frame: the stream, three zeros, the length, the text. */
  private static Reply log(List<String> lines) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String line : lines) {
      byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
      frames.writeBytes(ByteBuffer.allocate(8).put((byte) 1).putInt(4, text.length).array());
      frames.writeBytes(text);
    }
    return new Reply(
        200,
        Map.of("Content-Type", "application/vnd.docker.multiplexed-stream"),
        frames.toByteArray());
  }

  private Reply act(Request request, String name, String verb) {
    return switch (verb) {
      case "start" -> Reply.empty(containers.start(name) ? 204 : 304);
      case "stop" -> Reply.empty(containers.stop(name) ? 204 : 304);
      case "restart" -> {
        containers.restart(name);
        yield Reply.empty(204);
      }
      case "pause", "unpause" -> {
        containers.pause(name, verb.equals("pause"));
        yield Reply.empty(204);
      }
      case "kill" -> {
        containers.kill(name);
        yield Reply.empty(204);
      }
      case "rename" -> {
        containers.rename(name, EngineApi.query(request, "name"));
        yield Reply.empty(204);
      }
      case "wait" ->
          EngineApi.json(
              200, Json.object().set("StatusCode", containers.inspect(name).at("/State/ExitCode")));
      case String _ -> EngineApi.absent();
    };
  }

  private Reply put(Request request, String name) {
    Map<String, byte[]> files = TarFiles.read(request.body(), EngineApi.query(request, "path"));
    containers.put(name, files);
    return Reply.empty(200);
  }
}
