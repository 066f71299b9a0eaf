package dev.phoenix.lab.engine;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP API of an engine, with or without {@code /v1.xx} in front. */
public final class EngineApi implements Service {
  private static final Pattern VERSION = Pattern.compile("/v(\\d+\\.(\\d+))(?=/)");
  private static final Pattern IMAGE = Pattern.compile("images/(.+?)(/json|/tag)?");

  private final Engine engine;
  private final ContainerApi containers;

  public EngineApi(Engine engine) {
    this.engine = engine;
    this.containers = new ContainerApi(engine);
  }

  @Override
  public Reply answer(Request request) {
    String whole = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(whole);
    try {
      if (!version.lookingAt()) {
        return route(request, whole.substring(1));
      }
      engine.release().accept(version.group(1));
      return route(request, whole.substring(version.end() + 1));
    } catch (Refusal refusal) {
      return json(refusal.status(), Json.object().put("message", refusal.text()));
    } catch (JacksonException broken) {
      return json(400, Json.object().put("message", "invalid JSON in the request body"));
    }
  }

  private Reply route(Request request, String path) {
    String first = path.split("/", 2)[0];
    return switch (first) {
      case "_ping" ->
          Reply.text(200, "text/plain; charset=utf-8", "OK")
              .withHeader("Api-Version", engine.version().path("ApiVersion").asString(""))
              .withHeader("Ostype", "linux");
      case "info" -> json(200, engine.info());
      case "version" -> json(200, engine.version());
      case "containers" -> containers.answer(request, path);
      case "images" -> images(request, path);
      case "volumes" -> volumes(request, path);
      case "networks" -> networks(request, path);
      case "swarm", "nodes", "services" ->
          json(
              503,
              Json.object()
                  .put(
                      "message",
                      "This node is not a swarm manager. Use \"docker swarm init\" or \"docker"
                          + " swarm join\" to connect this node to swarm and try again."));
      case String _ -> absent();
    };
  }

  static Reply json(int status, JsonNode json) {
    return Reply.json(status, JsonText.write(json) + "\n");
  }

  /** Progress is one JSON object a line; the status comes before the end is known. */
  private static Reply stream(List<ObjectNode> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(JsonText.write(line)).append("\r\n"));
    return Reply.json(200, text.toString()).lineByLine();
  }

  static String query(Request request, String name) {
    return request.parameters().getOrDefault(name, List.of("")).getFirst();
  }

  static boolean flag(Request request, String name) {
    String value = query(request, name);
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  static Reply absent() {
    return json(404, Json.object().put("message", "page not found"));
  }

  static JsonNode body(Request request) {
    return request.body().length == 0 ? Json.object() : JsonText.read(request.body());
  }

  private Reply images(Request request, String path) {
    if (path.equals("images/json")) {
      return json(200, engine.images().list());
    }
    if (path.equals("images/create")) {
      String tag = query(request, "tag");
      String separator = tag.startsWith("sha256:") ? "@" : ":";
      String name = query(request, "fromImage");
      return stream(
          engine.images().pull(tag.isEmpty() ? name : name + separator + tag, login(request)));
    }
    Matcher image = IMAGE.matcher(path);
    if (!image.matches()) {
      return absent();
    }
    String name = image.group(1);
    if (request.method().equals("DELETE")) {
      return json(200, engine.images().remove(name, flag(request, "force")));
    }
    return "/json".equals(image.group(2)) ? json(200, engine.images().inspect(name)) : absent();
  }

  private static @Nullable Login login(Request request) {
    String header = request.header("x-registry-auth");
    if (header.isEmpty()) {
      return null;
    }
    try {
      String text = header.replace('+', '-').replace('/', '_');
      JsonNode json =
          JsonText.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
      String user = json.path("username").asString("");
      return user.isEmpty() ? null : new Login(user, json.path("password").asString(""));
    } catch (IllegalArgumentException | JacksonException broken) {
      return null;
    }
  }

  private Reply volumes(Request request, String path) {
    Volumes volumes = engine.volumes();
    if (path.equals("volumes")) {
      return json(200, volumes.list(Filters.of(query(request, "filters"))));
    }
    if (path.equals("volumes/create")) {
      return json(201, volumes.create(body(request)));
    }
    String name = path.substring("volumes/".length());
    if (request.method().equals("DELETE")) {
      volumes.remove(name);
      return Reply.empty(204);
    }
    return json(200, volumes.inspect(name));
  }

  private Reply networks(Request request, String path) {
    Networks networks = engine.networks();
    if (path.equals("networks")) {
      return json(200, networks.list(Filters.of(query(request, "filters"))));
    }
    if (path.equals("networks/create")) {
      return json(201, networks.create(body(request)));
    }
    List<String> parts = List.of(path.split("/", 3));
    String name = parts.get(1);
    if (parts.size() == 3 && request.method().equals("POST")) {
      JsonNode body = body(request);
      String container = body.path("Container").asString("");
      if (parts.get(2).equals("connect")) {
        List<String> aliases = Json.words(body.path("EndpointConfig").path("Aliases"));
        engine.containers().connect(name, container, aliases);
      } else {
        engine.containers().disconnect(name, container);
      }
      return Reply.empty(200);
    }
    if (request.method().equals("DELETE")) {
      networks.remove(name);
      return Reply.empty(204);
    }
    return json(200, networks.inspect(name));
  }
}
