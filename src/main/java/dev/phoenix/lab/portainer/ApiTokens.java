package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API tokens of the users; each is shown in clear once, when it is made. */
final class ApiTokens {
  private final Database database;
  private final Gate gate;
  private final InstantSource clock;
  private final Users users;

  ApiTokens(Database database, Gate gate, InstantSource clock, Users users) {
    this.database = database;
    this.gate = gate;
    this.clock = clock;
    this.users = users;
  }

  void routes(Routes routes) {
    routes.add("POST", "/api/users/{}/tokens", this::addToken);
    routes.add("GET", "/api/users/{}/tokens", this::listTokens);
    routes.add("DELETE", "/api/users/{}/tokens/{}", this::removeToken);
  }

  /** An API token that the administrator of a server that is not ours has made before. */
  void preset(String raw) {
    String digest = Gate.digest(raw);
    if (raw.isEmpty()
        || database
            .tokens
            .first(row -> row.path("digest").asString("").equals(digest))
            .isPresent()) {
      return;
    }
    if (database.users.all().isEmpty()) {
      users.add("admin", raw);
    }
    int id = database.tokens.next();
    database.tokens.put(id, token(id, 1, "preset", raw));
  }

  private ObjectNode token(int id, int user, String description, String raw) {
    ObjectNode token = Json.object().put("id", id).put("userId", user);
    token
        .put("description", description)
        .put("prefix", raw.substring(0, Math.min(7, raw.length())));
    token.put("dateCreated", clock.millis() / 1000).put("lastUsed", 0);
    return token.put("digest", Gate.digest(raw));
  }

  private Reply addToken(Call call) {
    gate.limit();
    if (call.byToken()) {
      throw new Failure(401, "Auth not supported", "Authentication required");
    }
    Fields body = call.body();
    String description = body.text("description");
    if (description.isBlank()) {
      throw Failure.payload("Invalid description: cannot be empty");
    }
    if (description.length() >= 128) {
      throw Failure.payload("Invalid description: cannot be longer than 128 characters");
    }
    Users.mine(call);
    if (!Users.fits(users.own(call.user()), body.text("password"))) {
      throw new Failure(
          403,
          "Current password doesn't match",
          "Current password does not match the password provided. Please try again");
    }
    String raw = "ptr_" + Base64.getEncoder().encodeToString(Users.random());
    int id = database.tokens.next();
    ObjectNode token = token(id, call.user(), description, raw);
    database.tokens.put(id, token);
    ObjectNode answer = Json.object().put("rawAPIKey", raw);
    answer.set("apiKey", token);
    return Call.ok(answer).withStatus(201);
  }

  private Reply listTokens(Call call) {
    ArrayNode list = Json.array();
    int user = call.id(0, "user");
    for (ObjectNode token : database.tokens.all()) {
      if (token.path("userId").asInt(0) == user) {
        token.remove("digest");
        list.add(token);
      }
    }
    return Call.ok(list);
  }

  private Reply removeToken(Call call) {
    int id = call.id(1, "api-key");
    if (!database.tokens.remove(id)) {
      throw new Failure(500, "API Key not found", Failure.absence("api_key", id));
    }
    return Call.done();
  }
}
