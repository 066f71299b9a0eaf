package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Docker's API of an environment, with the server's own marks in the answers. */
final class DockerProxy {
  private static final String AUTH = "x-registry-auth";
  private static final Pattern PATH =
      Pattern.compile("(?:/v[\\d.]+)?/(containers|volumes|networks)(?:/([^/]+))?(?:/([^/]+))?");

  private final Endpoints endpoints;
  private final Environments environments;
  private final Controls controls;
  private final RegistryObjects registries;
  private final Version version;

  DockerProxy(
      Endpoints endpoints,
      Environments environments,
      Controls controls,
      RegistryObjects registries,
      Version version) {
    this.endpoints = endpoints;
    this.environments = environments;
    this.controls = controls;
    this.registries = registries;
    this.version = version;
  }

  void routes(Routes routes) {
    routes.add("*", "/api/endpoints/{}/docker{*}", this::forward);
  }

  private Reply forward(Call call) {
    int id = call.id(0, "environment");
    Environment environment = environments.of(endpoints.found(id));
    Request request = call.request().withoutHeader("x-api-key").withoutHeader("authorization");
    request = withLogin(request.withPath(call.variables().get(1)));
    Reply reply = environment.docker(request);
    Matcher path = PATH.matcher(request.path());
    if (!reply.ok() || !path.matches()) {
      return reply;
    }
    String kind = path.group(1);
    String second = path.group(2) == null ? "" : path.group(2);
    if (request.method().equals("DELETE")) {
      controls.remove(kind.equals("volumes") ? resource(environment, second) : second);
      return reply;
    }
    boolean create = second.equals("create") && request.method().equals("POST");
    boolean read = request.method().equals("GET");
    if (!create && !read) {
      return reply;
    }
    Marks marks = new Marks(id, environment, create ? call.user() : 0);
    return parsed(reply)
        .map(json -> marks.on(kind, json))
        .map(json -> reply.withBody(JsonText.write(json)))
        .map(marked -> create ? marked.withStatus(version.proxiedCreate()) : marked)
        .orElse(reply);
  }

  private static Optional<JsonNode> parsed(Reply reply) {
    try {
      JsonNode json = JsonText.read(reply.text());
      return json.isObject() || json.isArray() ? Optional.of(json) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** {@code {"registryId":N}} becomes the log-in that is kept there; an unknown one is dropped. */
  private Request withLogin(Request request) {
    String header = request.header(AUTH);
    if (header.isEmpty()) {
      return request;
    }
    try {
      byte[] decoded = Base64.getMimeDecoder().decode(header.replace('-', '+').replace('_', '/'));
      JsonNode wanted = JsonText.read(new String(decoded, StandardCharsets.UTF_8));
      if (wanted.has("username")) {
        return request;
      }
      return registries
          .login(wanted.path("registryId").asInt(0))
          .map(login -> request.withHeader(AUTH, encode(login)))
          .orElse(request.withoutHeader(AUTH));
    } catch (JacksonException | IllegalArgumentException broken) {
      return request.withoutHeader(AUTH);
    }
  }

  private static String encode(Login login) {
    ObjectNode json = Json.object().put("username", login.user());
    json.put("password", login.password());
    byte[] text = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  /** How the server names a volume, since its own name is not unique over engines. */
  private static String resource(Environment environment, String volume) {
    return volume + "_" + environment.engine().info().path("ID").asString("");
  }

  /** Adds the marks to the answers of one request. */
  private final class Marks {
    private final int endpoint;
    private final Environment environment;
    private final int creator;

    /**
     * The marks for one answer.
     *
     * @param creator the user for whom the answered object was made; 0 if it was only read
     */
    Marks(int endpoint, Environment environment, int creator) {
      this.endpoint = endpoint;
      this.environment = environment;
      this.creator = creator;
    }

    JsonNode on(String kind, JsonNode json) {
      if (kind.equals("volumes") && json.path("Volumes").isArray()) {
        json.path("Volumes").forEach(volume -> one(kind, volume));
      } else if (json.isArray()) {
        json.forEach(element -> one(kind, element));
      } else {
        one(kind, json);
      }
      return json;
    }

    private void one(String kind, JsonNode json) {
      if (!(json instanceof ObjectNode object)) {
        return;
      }
      String own = object.path("Id").asString("");
      if (kind.equals("volumes")) {
        own = resource(environment, object.path("Name").asString(""));
        object.put("ResourceID", own);
      }
      Optional<ObjectNode> control =
          creator == 0
              ? controls.find(own).or(() -> ofStack(object))
              : Optional.of(controls.forUser(own, type(kind), creator));
      control.ifPresent(found -> object.putObject("Portainer").set("ResourceControl", found));
    }

    private Optional<ObjectNode> ofStack(ObjectNode object) {
      JsonNode labels =
          object.path("Config").has("Labels")
              ? object.path("Config").path("Labels")
              : object.path("Labels");
      String project = labels.path("com.docker.compose.project").asString("");
      return project.isEmpty()
          ? Optional.empty()
          : controls.find(Controls.stack(endpoint, project));
    }

    private static int type(String kind) {
      return switch (kind) {
        case "containers" -> Controls.CONTAINER;
        case "volumes" -> Controls.VOLUME;
        case String _ -> Controls.NETWORK;
      };
    }
  }
}
