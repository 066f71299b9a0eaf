package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The administrator: how there comes to be one, the log-in and the password. */
final class Users {
  private static final int SHORTEST_PASSWORD = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final Gate gate;
  private final InstantSource clock;
  private final String setupToken;

  /**
   * The users of a server.
   *
   * @param asksToken whether the first administrator needs a setup token
   */
  Users(Database database, Gate gate, InstantSource clock, boolean asksToken) {
    this.database = database;
    this.gate = gate;
    this.clock = clock;
    this.setupToken = asksToken ? HexFormat.of().formatHex(random()) : "";
  }

  /** The token for the first administrator; empty if none is asked. */
  String setupToken() {
    return setupToken;
  }

  void routes(Routes routes) {
    routes.open("POST", "/api/auth", this::login);
    routes.open("GET", "/api/users/admin/check", _ -> check());
    routes.open("POST", "/api/users/admin/init", this::init);
    routes.add("GET", "/api/users/me", this::me);
    routes.add("GET", "/api/users", _ -> Call.ok(Json.array().add(shown(user("admin")))));
    routes.add("PUT", "/api/users/{}/passwd", this::changePassword);
  }

  /** The administrator that the command line asks for; there may be one already. */
  void preset(String name, String password) {
    if (!password.isEmpty() && database.users.all().isEmpty()) {
      add(name, password);
    }
  }

  ObjectNode add(String name, String password) {
    int id = database.users.next();
    String salt = HexFormat.of().formatHex(random());
    ObjectNode user = Json.object().put("Id", id).put("Username", name);
    user.put("salt", salt).put("secret", Gate.digest(salt + password));
    database.users.put(id, user);
    return user;
  }

  private Reply check() {
    if (database.users.all().isEmpty()) {
      throw new Failure(
          404,
          "No administrator account found inside the database",
          "Object not found inside the database");
    }
    return Call.done();
  }

  private synchronized Reply init(Call call) {
    String shown = call.request().header("x-setup-token");
    if (!setupToken.isEmpty() && database.users.all().isEmpty() && !shown.equals(setupToken)) {
      throw new Failure(
          403,
          "Invalid or missing setup token. The token is printed in the log of the server; send it in the X-Setup-Token header.");
    }
    Fields body = call.body();
    String name = body.text("Username");
    if (name.isEmpty() || name.contains(" ")) {
      throw Failure.payload("Invalid username. Must not contain any whitespace");
    }
    if (body.text("Password").isEmpty()) {
      throw Failure.payload("Invalid password");
    }
    if (!database.users.all().isEmpty()) {
      throw new Failure(
          409, "Unable to create administrator user", "An administrator user already exists");
    }
    strong(body.text("Password"));
    ObjectNode user = shown(add(name, body.text("Password")));
    ObjectNode answer = Json.object().put("Id", user.path("Id").asInt(0)).put("Username", name);
    user.remove("forceChangePassword");
    return Call.ok(answer.put("Password", "(hash)").setAll(user));
  }

  private static void strong(String password) {
    if (password.length() < SHORTEST_PASSWORD) {
      throw new Failure(400, "Password does not meet the requirements");
    }
  }

  private Reply login(Call call) {
    gate.limit();
    Fields body = call.body();
    for (String field : new String[] {"Username", "Password"}) {
      if (body.text(field).isEmpty()) {
        throw Failure.payload("Invalid " + field.toLowerCase(Locale.ROOT));
      }
    }
    ObjectNode user =
        find(body.text("Username"))
            .filter(found -> fits(found, body.text("Password")))
            .orElseThrow(() -> new Failure(422, "Invalid credentials", "Unauthorized"));
    String jwt = gate.session(user);
    Instant end = clock.instant().plus(Duration.ofHours(8));
    String expires = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(end);
    return Call.ok(Json.object().put("jwt", jwt))
        .withHeader(
            "Set-Cookie",
            "portainer_api_key=%s; Path=/; Expires=%s; HttpOnly; SameSite=Strict"
                .formatted(jwt, expires));
  }

  private Optional<ObjectNode> find(String name) {
    return database.users.first(user -> user.path("Username").asString("").equalsIgnoreCase(name));
  }

  private ObjectNode user(String name) {
    return find(name).orElseGet(Json::object);
  }

  static boolean fits(ObjectNode user, String password) {
    String salt = user.path("salt").asString("");
    return user.path("secret").asString("").equals(Gate.digest(salt + password));
  }

  String name(int id) {
    return database.users.find(id).map(user -> user.path("Username").asString("")).orElse("");
  }

  private Reply me(Call call) {
    return Call.ok(shown(own(call.user())));
  }

  ObjectNode own(int id) {
    return database
        .users
        .find(id)
        .orElseThrow(() -> new Failure(401, "An authorization token is invalid", "Unauthorized"));
  }

  private static ObjectNode shown(ObjectNode user) {
    ObjectNode json = Json.object();
    json.put("Id", user.path("Id").asInt(0)).put("Username", user.path("Username").asString(""));
    json.put("Role", 1).put("TokenIssueAt", 0).putObject("ThemeSettings").put("color", "");
    json.put("UseCache", false).putNull("PortainerAuthorizations");
    return json.putNull("EndpointAuthorizations").put("forceChangePassword", false);
  }

  static void mine(Call call) {
    if (call.id(0, "user") != call.user()) {
      throw new Failure(403, "Permission denied", "Access denied to resource");
    }
  }

  private Reply changePassword(Call call) {
    gate.limit();
    mine(call);
    Fields body = call.body();
    ObjectNode user = own(call.user());
    if (!fits(user, body.text("Password"))) {
      throw new Failure(
          403,
          "Current password doesn't match",
          "Current password does not match the password provided. Please try again");
    }
    strong(body.text("NewPassword"));
    String salt = user.path("salt").asString("");
    user.put("secret", Gate.digest(salt + body.text("NewPassword")));
    database.users.put(call.user(), user);
    return Call.done();
  }

  static byte[] random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
