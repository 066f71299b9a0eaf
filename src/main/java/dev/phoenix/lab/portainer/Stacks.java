package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Compose stacks: create, list, read, delete. */
final class Stacks {
  /** The field in which the lab keeps the file; it is never shown. */
  static final String CONTENT = "(file)";

  static final int ACTIVE = 1;
  static final int INACTIVE = 2;
  static final int DEPLOYING = 3;
  static final int FAILED = 4;

  private final Database database;
  private final Endpoints endpoints;
  private final Controls controls;
  private final StackNames names;
  private final StackLists lists;
  private final StackRuns runs;
  private final Users users;
  private final Version version;
  private final InstantSource clock;

  /** What stacks are made of and with. */
  record Parts(
      Database database,
      Endpoints endpoints,
      Environments environments,
      Controls controls,
      Deployment deployment,
      Users users) {}

  Stacks(Parts parts, Version version, InstantSource clock) {
    this.database = parts.database();
    this.endpoints = parts.endpoints();
    this.controls = parts.controls();
    this.runs =
        new StackRuns(parts.database(), parts.environments(), parts.deployment(), this::now);
    this.users = parts.users();
    this.names = new StackNames(parts.database(), parts.environments());
    this.lists = new StackLists(parts.database(), parts.controls());
    this.version = version;
    this.clock = clock;
  }

  void routes(Routes routes) {
    routes.add("GET", "/api/stacks", lists::list);
    routes.add("POST", "/api/stacks", this::create);
    routes.add("POST", "/api/stacks/create/standalone/string", this::create);
    routes.add("POST", "/api/stacks/create/standalone/repository", _ -> noRepository());
    routes.add("GET", "/api/stacks/{}", this::get);
    routes.add("GET", "/api/stacks/{}/file", this::file);
    routes.add("DELETE", "/api/stacks/{}", this::remove);
    new StackChanges(this, runs).routes(routes);
  }

  private static Reply noRepository() {
    throw Failure.payload("Invalid repository URL. Must correspond to a valid URL format");
  }

  ObjectNode found(Call call) {
    int id = call.id(0, "stack");
    return database
        .stacks
        .find(id)
        .orElseThrow(() ->
            Failure.absent(
                "Unable to find a stack with the specified identifier inside the database",
                "stacks",
                id));
  }

  /** The environment that a request names; {@code absence} is the message if there is none. */
  ObjectNode environment(int id, String absence) {
    return database.endpoints.find(id).orElseThrow(() -> Failure.absent(absence, "endpoints", id));
  }

  private Reply create(Call call) {
    int endpointId = call.required("endpointId");
    ObjectNode endpoint = endpoints.found(endpointId);
    Fields body = call.body();
    String name = StackNames.normalised(body.text("Name"));
    if (name.isEmpty()) {
      throw Failure.payload("Invalid stack name");
    }
    if (body.text("StackFileContent").isEmpty()) {
      throw Failure.payload("Invalid stack file content");
    }
    ObjectNode stack = reserve(name, endpointId, endpoint, body);
    stack.put("CreatedBy", users.name(call.user()));
    return version.deploysLater() ? createLater(stack, endpoint) : createNow(stack, endpoint);
  }

  /** A number for the new stack, once its name was found to be free. */
  private synchronized ObjectNode reserve(
      String name, int endpointId, ObjectNode endpoint, Fields body) {
    if (names.isTaken(name, new StackNames.Place(endpointId, endpoint), 0)) {
      throw new Failure(
          409, "A stack with the normalized name '%s' already exists".formatted(name));
    }
    int id = database.stacks.next();
    ObjectNode stack = Json.object().put("Id", id).put("Name", name).put("Type", 2);
    stack.put("EndpointId", endpointId).put("SwarmId", "");
    stack.put("EntryPoint", "docker-compose.yml").set("Env", list(body.node("Env")));
    stack.putNull("ResourceControl").put("Status", ACTIVE);
    stack.put("ProjectPath", "/data/compose/" + id).put("CreationDate", now());
    stack.put("CreatedBy", "").put("UpdateDate", 0).put("UpdatedBy", "");
    stack.putNull("AdditionalFiles").putNull("AutoUpdate").putNull("Option").putNull("GitConfig");
    stack.put("FromAppTemplate", body.flag("FromAppTemplate")).put("Namespace", "");
    stack.put(CONTENT, body.text("StackFileContent"));
    if (version.deploysLater()) {
      stack.put("Status", DEPLOYING).putArray("DeploymentStatus");
      database.stacks.put(id, stack);
    }
    return stack;
  }

  static JsonNode list(JsonNode sent) {
    return sent.isArray() ? sent.deepCopy() : NullNode.getInstance();
  }

  long now() {
    return clock.millis() / 1000;
  }

  /** If it fails, nothing is kept but the gap in the numbers. */
  private Reply createNow(ObjectNode stack, ObjectNode endpoint) {
    try {
      runs.deploy(stack, endpoint, Deployment.Wish.PLAIN);
    } catch (Deployment.Failed failed) {
      throw new Failure(500, failed.text());
    }
    runs.keep(stack);
    return Call.ok(owned(stack));
  }

  private Reply createLater(ObjectNode stack, ObjectNode endpoint) {
    ObjectNode answer = owned(stack);
    runs.deployLater(stack, endpoint, Deployment.Wish.PLAIN, _ -> {});
    return Call.ok(answer);
  }

  private ObjectNode owned(ObjectNode stack) {
    ObjectNode shown = shown(stack);
    shown.set("ResourceControl", controls.forAdministrators(resource(stack), Controls.STACK));
    return shown;
  }

  /** How its access control names it. */
  static String resource(ObjectNode stack) {
    return Controls.stack(stack.path("EndpointId").asInt(0), stack.path("Name").asString(""));
  }

  boolean isTaken(ObjectNode stack, ObjectNode endpoint) {
    StackNames.Place row = new StackNames.Place(stack.path("EndpointId").asInt(0), endpoint);
    return names.isTaken(stack.path("Name").asString(""), row, stack.path("Id").asInt(0));
  }

  String userName(Call call) {
    return users.name(call.user());
  }

  Version version() {
    return version;
  }

  static ObjectNode shown(ObjectNode stack) {
    ObjectNode shown = stack.deepCopy();
    shown.remove(CONTENT);
    return shown;
  }

  private Reply get(Call call) {
    ObjectNode stack = found(call);
    boolean orphan = database.endpoints.find(stack.path("EndpointId").asInt(0)).isEmpty();
    return Call.ok(orphan ? shown(stack) : lists.withControl(stack));
  }

  private Reply file(Call call) {
    return Call.ok(Json.object().put("StackFileContent", found(call).path(CONTENT).asString("")));
  }

  private Reply remove(Call call) {
    ObjectNode stack = found(call);
    int id = call.parameter("endpointId").isEmpty() ? 0 : call.required("endpointId");
    ObjectNode endpoint =
        environment(id, "Unable to find the endpoint associated to the stack inside the database");
    try {
      runs.stop(stack, endpoint);
    } catch (Deployment.Failed failed) {
      throw new Failure(500, failed.text());
    }
    controls.remove(resource(stack));
    database.stacks.remove(stack.path("Id").asInt(0));
    return Call.done();
  }
}
