package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.http.Reply;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Image registries as objects of the server. The list shows their passwords. */
final class RegistryObjects {
  private static final int PROGET = 5;
  private static final int DOCKER_HUB = 6;
  private static final int ECR = 7;

  private final Database database;

  RegistryObjects(Database database) {
    this.database = database;
  }

  void routes(Routes routes) {
    routes.add("GET", "/api/registries", _ -> list(true));
    routes.add("POST", "/api/registries", this::create);
    routes.add("GET", "/api/registries/{}", call -> Call.ok(shown(found(call), false)));
    routes.add("PUT", "/api/registries/{}", this::update);
    routes.add("DELETE", "/api/registries/{}", this::remove);
    routes.add("GET", "/api/endpoints/{}/registries", _ -> list(false));
  }

  /** The log-in for a registry host. */
  Optional<Login> login(String host) {
    return database.registries.all().stream()
        .filter(registry -> registry.path("Authentication").asBoolean(false))
        .filter(registry -> host(registry).equals(host))
        .findFirst()
        .map(RegistryObjects::login);
  }

  /** The log-in that is kept under a number. */
  Optional<Login> login(int id) {
    return database
        .registries
        .find(id)
        .filter(registry -> registry.path("Authentication").asBoolean(false))
        .map(RegistryObjects::login);
  }

  private static Login login(ObjectNode registry) {
    return new Login(
        registry.path("Username").asString(""), registry.path("Password").asString(""));
  }

  private static String host(ObjectNode registry) {
    return registry.path("Type").asInt(0) == DOCKER_HUB
        ? "docker.io"
        : registry.path("URL").asString("").split("/", 2)[0];
  }

  private Reply list(boolean secrets) {
    ArrayNode list = Json.array();
    database.registries.all().forEach(registry -> list.add(shown(registry, secrets)));
    return Call.ok(list);
  }

  private static ObjectNode shown(ObjectNode registry, boolean secrets) {
    ObjectNode json = Json.object();
    for (String field : new String[] {"Id", "Type", "Name", "URL", "BaseURL", "Authentication"}) {
      json.set(field, registry.path(field));
    }
    json.set("Username", registry.path("Username"));
    String password = registry.path("Password").asString("");
    if (secrets && !password.isEmpty()) {
      json.put("Password", password);
    }
    json.set("ManagementConfiguration", secrets ? management(registry) : null);
    json.putObject("Gitlab").put("ProjectId", 0).put("InstanceURL", "").put("ProjectPath", "");
    json.putObject("Quay").put("OrganisationName", "");
    json.putObject("Ecr").put("Region", "");
    json.putObject("RegistryAccesses");
    json.putNull("UserAccessPolicies").putNull("TeamAccessPolicies");
    return json.putNull("AuthorizedUsers").putNull("AuthorizedTeams");
  }

  private static ObjectNode management(ObjectNode registry) {
    ObjectNode json = Json.object();
    for (String field : new String[] {"Type", "Authentication", "Username", "Password"}) {
      json.set(field, registry.path(field));
    }
    json.putObject("TLSConfig").put("TLS", false).put("TLSSkipVerify", false);
    json.putObject("Ecr").put("Region", "");
    return json;
  }

  private ObjectNode found(Call call) {
    int id = call.id(0, "registry");
    return database
        .registries
        .find(id)
        .orElseThrow(() ->
            Failure.absent(
                "Unable to find a registry with the specified identifier inside the database",
                "registries",
                id));
  }

  private synchronized Reply create(Call call) {
    Fields body = call.body();
    if (body.text("Name").isEmpty()) {
      throw Failure.payload("Invalid registry name");
    }
    if (body.text("URL").isEmpty()) {
      throw Failure.payload("Invalid registry URL");
    }
    if (body.flag("Authentication")
        && (body.text("Username").isEmpty() || body.text("Password").isEmpty())) {
      throw Failure.payload(
          "Invalid credentials. Username and password must be specified when authentication is enabled");
    }
    kindIsKnown(body);
    nameIsFree(body.text("Name"), 0);
    int id = database.registries.next();
    ObjectNode registry = Json.object().put("Id", id).put("Type", body.number("Type"));
    registry.put("Name", "").put("URL", "").put("BaseURL", "").put("Authentication", false);
    registry.put("Username", "").put("Password", "");
    fill(registry, body);
    database.registries.put(id, registry);
    ObjectNode answer = shown(registry, false);
    return Call.ok(answer.putNull("RegistryAccesses"));
  }

  /** The community's server knows no type 8, which is the business edition's for GitHub. */
  private static void kindIsKnown(Fields body) {
    int type = body.number("Type");
    if (type == ECR && body.flag("Authentication") && !body.has("Ecr")) {
      throw Failure.payload(
          "Invalid credentials: access key ID, secret access key and region must be specified when authentication is enabled");
    }
    if (type < 1 || type > ECR) {
      throw Failure.payload(
          "Invalid registry type. Valid values are: 1 (Quay.io), 2 (Azure container registry), 3 (custom registry), 4 (Gitlab registry), 5 (ProGet registry), 6 (DockerHub), 7 (ECR)");
    }
    if (type == PROGET && body.text("BaseURL").isEmpty()) {
      throw Failure.payload("BaseURL is required for registry type 5 (ProGet)");
    }
  }

  private void nameIsFree(String name, int except) {
    if (database
        .registries
        .first(
            row -> row.path("Name").asString("").equals(name) && row.path("Id").asInt(0) != except)
        .isPresent()) {
      throw new Failure(
          409,
          "Another registry with the same name already exists",
          "A registry is already defined with this name");
    }
  }

  private static void fill(ObjectNode registry, Fields body) {
    for (String field : new String[] {"Name", "URL", "BaseURL"}) {
      if (body.has(field)) {
        registry.put(field, body.text(field));
      }
    }
    if (body.has("Authentication")) {
      registry.put("Authentication", body.flag("Authentication"));
    }
    boolean used = registry.path("Authentication").asBoolean(false);
    for (String field : new String[] {"Username", "Password"}) {
      if (!used) {
        registry.put(field, "");
      } else if (!body.text(field).isEmpty()) {
        registry.put(field, body.text(field));
      }
    }
  }

  private synchronized Reply update(Call call) {
    ObjectNode registry = found(call);
    Fields body = call.body();
    int id = registry.path("Id").asInt(0);
    if (body.has("Name")) {
      nameIsFree(body.text("Name"), id);
    }
    fill(registry, body);
    database.registries.put(id, registry);
    return Call.ok(shown(registry, true));
  }

  /** A second delete makes the handler of the real server panic, which closes the connection. */
  private Reply remove(Call call) {
    return database.registries.remove(call.id(0, "registry"))
        ? Call.done()
        : Reply.empty(Reply.HANG_UP);
  }
}
