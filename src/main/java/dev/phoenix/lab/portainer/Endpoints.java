package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Environments: create, list, update, snapshot, delete. */
final class Endpoints {
  static final String ABSENT =
      "Unable to find an environment with the specified identifier inside the database";

  private final Database database;
  private final Environments environments;
  private final Version version;
  private final Snapshots snapshots;
  private final Map<Integer, ObjectNode> taken = new ConcurrentHashMap<>();

  Endpoints(Database database, Environments environments, Version version, Snapshots snapshots) {
    this.database = database;
    this.environments = environments;
    this.version = version;
    this.snapshots = snapshots;
  }

  void routes(Routes routes) {
    routes.add("POST", "/api/endpoints", this::create);
    routes.add("GET", "/api/endpoints", this::list);
    routes.add("DELETE", "/api/endpoints", this::removeSeveral);
    routes.add("POST", "/api/endpoints/delete", this::removeSeveral);
    routes.add("POST", "/api/endpoints/snapshot", _ -> Call.done());
    routes.add("GET", "/api/endpoints/{}", this::get);
    routes.add("PUT", "/api/endpoints/{}", this::update);
    routes.add("DELETE", "/api/endpoints/{}", this::remove);
    routes.add("POST", "/api/endpoints/{}/snapshot", this::snapshot);
  }

  ObjectNode found(int id) {
    return database.endpoints.find(id).orElseThrow(() -> Failure.absent(ABSENT, "endpoints", id));
  }

  private synchronized Reply create(Call call) {
    EndpointForm form = EndpointForm.of(call.request());
    nameIsFree(form.name(), 0);
    boolean agent = form.kind() == EndpointForm.AGENT;
    if (!agent && form.kind() != EndpointForm.DOCKER) {
      throw new Failure(400, "The lab has no environments of this type", "Only Docker and agents");
    }
    String agentVersion = agent ? environments.ping(form.url(), form.skipVerify()) : "";
    int id = database.endpoints.next();
    ObjectNode endpoint = EndpointRecord.of(id, form, version, agentVersion);
    if (agent && !form.url().contains("://")) {
      throw unable("Unable to parse docker host `%s`".formatted(form.url()));
    }
    try {
      taken.put(id, snapshots.take(environments.of(endpoint).engine()));
    } catch (Environment.Unreached unreached) {
      throw unable(unreached.text());
    }
    database.endpoints.put(id, endpoint);
    leaks(form);
    return Call.ok(EndpointRecord.fresh(endpoint));
  }

  private static Failure unable(String details) {
    return new Failure(500, "Unable to initiate communications with environment", details);
  }

  /** These are looked at after the record was stored, which therefore stays. */
  private void leaks(EndpointForm form) {
    if (database.groups.find(form.group()).isEmpty()) {
      throw new Failure(
          500,
          "Unable to find an environment group inside the database",
          Failure.absence("endpoint_groups", form.group()));
    }
    for (int tag : Json.numbers(form.tags())) {
      if (database.tags.find(tag).isEmpty()) {
        throw new Failure(
            500,
            "An error occurred while trying to create the environment",
            Failure.absence("tags", tag));
      }
    }
  }

  private void nameIsFree(String name, int except) {
    if (database
        .endpoints
        .first(
            row -> row.path("Name").asString("").equals(name) && row.path("Id").asInt(0) != except)
        .isPresent()) {
      throw new Failure(409, "Name is not unique");
    }
  }

  private Reply list(Call call) {
    EndpointSearch.Page page = new EndpointSearch(database, call).page();
    ArrayNode list = Json.array();
    boolean bare = call.parameter("excludeSnapshots").equals("true");
    for (ObjectNode row : page.rows()) {
      if (version.showsCheckinInterval()) {
        row.put("EdgeCheckinInterval", 5);
      }
      list.add(bare ? row : withSnapshot(row));
    }
    return Call.ok(list)
        .withHeader("X-Total-Count", String.valueOf(page.fitting()))
        .withHeader("X-Total-Available", String.valueOf(page.available()));
  }

  private Reply get(Call call) {
    ObjectNode row = found(call.id(0, "environment"));
    return Call.ok(call.parameter("excludeSnapshot").equals("true") ? row : withSnapshot(row));
  }

  private ObjectNode withSnapshot(ObjectNode row) {
    ObjectNode snapshot = taken.get(row.path("Id").asInt(0));
    if (snapshot != null) {
      row.putArray("Snapshots").add(snapshot);
    }
    return row;
  }

  private synchronized Reply update(Call call) {
    int id = call.id(0, "environment");
    ObjectNode row = found(id);
    Fields body = call.body();
    if (body.has("Name")) {
      nameIsFree(body.text("Name"), id);
      row.put("Name", body.text("Name"));
    }
    for (String field : new String[] {"URL", "PublicURL"}) {
      if (body.has(field)) {
        row.put(field, body.text(field));
      }
    }
    if (body.has("GroupID")) {
      row.put("GroupId", body.number("GroupID"));
    }
    if (body.node("TagIDs") instanceof ArrayNode tags) {
      for (int tag : Json.numbers(tags)) {
        if (database.tags.find(tag).isEmpty()) {
          throw new Failure(
              500,
              "Unable to update environment tags",
              "Unable to find a tag inside the database: object not found inside the database (bucket=tags, key=%d)"
                  .formatted(tag));
        }
      }
      row.set("TagIds", tags.deepCopy());
    }
    if (body.has("TLS")) {
      EndpointRecord.tls(row, body.flag("TLS"), body.flag("TLSSkipVerify"));
    }
    database.endpoints.put(id, row);
    return Call.ok(withSnapshot(row));
  }

  /** Answers 204 even if it failed; the status tells. */
  private synchronized Reply snapshot(Call call) {
    int id = call.id(0, "environment");
    ObjectNode row = found(id);
    Environment environment = environments.of(row);
    try {
      taken.put(id, snapshots.take(environment.engine()));
      row.put("Status", 1);
      if (environment instanceof Environment.Reached reached) {
        row.putObject("Agent").put("Version", reached.agent().version());
      }
    } catch (Environment.Unreached unreached) {
      row.put("Status", 2);
    }
    database.endpoints.put(id, row);
    return Call.done();
  }

  /** Its stacks stay as orphans, and nothing happens on the host. */
  private Reply remove(Call call) {
    int id = call.id(0, "environment");
    found(id);
    remove(id);
    return Call.done();
  }

  private void remove(int id) {
    database.endpoints.remove(id);
    taken.remove(id);
  }

  private Reply removeSeveral(Call call) {
    for (JsonNode one : call.body().node("endpoints")) {
      remove(one.path("id").asInt(0));
    }
    return Call.done();
  }
}
