package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running Portainer server. What it keeps is in its data; sessions and the five-minute window end
 * with it, so a restart is a new server on the same data.
 */
public final class PortainerServer implements Service {
  /** Answered even when the window for the first administrator has closed. */
  private static final Set<String> ALWAYS = Set.of("/api/status", "/api/settings/public");

  private final Database database;
  private final Version version;
  private final Gate gate;
  private final Users users;
  private final Routes routes = new Routes();

  /**
   * Starts a server.
   *
   * @param api gives the API of an engine
   */
  public PortainerServer(
      ServerOptions options, Storage data, Peers peers, Function<Engine, Service> api) {
    this.database = new Database(data);
    this.version = Version.of(options.version());
    this.gate = new Gate(database, options.clock(), options.memory());
    this.users =
        new Users(
            database,
            gate,
            options.clock(),
            options.setupToken() && version.asksSetupToken() && options.adminPassword().isEmpty());
    users.preset(options.adminUser(), options.adminPassword());
    ApiTokens tokens = new ApiTokens(database, gate, options.clock(), users);
    tokens.preset(options.apiKey());
    Controls controls = new Controls(database);
    RegistryObjects registries = new RegistryObjects(database);
    Environments environments =
        new Environments(peers, database.signer(), options.agentSecret(), api);
    Snapshots snapshots = new Snapshots(options.clock(), version.hasRawSnapshots());
    Endpoints endpoints = new Endpoints(database, environments, version, snapshots);
    Deployment deployment = new Deployment(registries, version, options.deploy());
    Stacks.Parts parts =
        new Stacks.Parts(database, endpoints, environments, controls, deployment, users);
    new Status(database, version, options.agentSecret()).routes(routes);
    users.routes(routes);
    tokens.routes(routes);
    new Tags(database).routes(routes);
    new Groups(database).routes(routes);
    endpoints.routes(routes);
    registries.routes(routes);
    new Stacks(parts, version, options.clock()).routes(routes);
    new DockerProxy(endpoints, environments, controls, registries, version).routes(routes);
    interrupted();
  }

  /** A deployment does not outlive its process. */
  private void interrupted() {
    for (ObjectNode stack : database.stacks.all()) {
      if (stack.path("Status").asInt(0) == Stacks.DEPLOYING) {
        database.stacks.put(stack.path("Id").asInt(0), stack.put("Status", Stacks.FAILED));
      }
    }
  }

  /** Its TLS identity, which stays with its data. */
  public Identity identity() {
    return database.identity();
  }

  /** What it has printed since its start. */
  public List<String> log() {
    return users.setupToken().isEmpty()
        ? List.of()
        : List.of("INF no administrator yet | setup_token=" + users.setupToken());
  }

  @Override
  public Reply answer(Request request) {
    if (!request.path().startsWith("/api/")) {
      return notFound();
    }
    if (gate.isClosed() && !ALWAYS.contains(request.path())) {
      return new Failure(303, "Administrator initialization timeout")
          .reply()
          .withHeader("Redirect-Reason", "AdminInitTimeout");
    }
    Reply reply =
        switch (routes.find(request.method(), request.path())) {
          case Routes.Match.None _ -> notFound();
          case Routes.Match.OtherMethod _ -> Reply.empty(405);
          case Routes.Match.Found found -> handled(request, found);
        };
    return marked(reply);
  }

  private Reply marked(Reply reply) {
    Reply marked = reply.withHeader("X-Content-Type-Options", "nosniff");
    return reply.ok() && version.sendsCsrfToken() ? marked.withHeader("X-Csrf-Token", "") : marked;
  }

  private static Reply notFound() {
    return Reply.text(404, "text/plain; charset=utf-8", "404 page not found\n");
  }

  private Reply handled(Request request, Routes.Match.Found found) {
    try {
      Gate.Caller caller = found.target().open() ? new Gate.Caller(0, false) : gate.admit(request);
      return found
          .target()
          .handler()
          .answer(new Call(request, found.variables(), caller.user(), caller.byToken()));
    } catch (Failure failure) {
      return failure.reply();
    }
  }
}
