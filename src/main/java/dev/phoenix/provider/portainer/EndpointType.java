package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An environment of a server: a Docker host that it reaches through an agent. */
final class EndpointType implements ResourceType {
  private static final Duration AGENT_READY = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofSeconds(3);

  private final Servers servers;
  private final DockerHosts hosts;

  EndpointType(Servers servers, DockerHosts hosts) {
    this.servers = servers;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "endpoint";
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.replace("server"), Rule.record("agent"), Rule.update("*"));
  }

  @Override
  public String key(Attributes attributes) {
    return attributes.text("server") + " " + attributes.text("name");
  }

  private static NamedObjects objects(Server server) {
    return new NamedObjects(server, "environment", "Id");
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    Optional<Observation> missing = Servers.missing(attributes, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    Server server = servers.of(attributes, neighbours);
    try {
      server.instance();
      server.endpoints();
      server.groups();
      server.tags();
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
    Optional<JsonNode> found = find(server, subject.identity(), attributes);
    return found.isEmpty()
        ? new Observation.Absent()
        : new Observation.Present(
            objects(server).identity(found.get()), shown(found.get(), attributes, server));
  }

  private static Optional<JsonNode> find(Server server, Identity identity, Attributes attributes)
      throws ResourceFailure {
    return objects(server).find(server.endpoints(), identity, attributes.text("name"));
  }

  private static Attributes shown(JsonNode found, Attributes attributes, Server server)
      throws ResourceFailure {
    int group = found.path("GroupId").asInt(1);
    String groupName =
        server.groups().stream()
            .filter(node -> node.path("Id").asInt(0) == group)
            .map(node -> node.path("Name").asString(""))
            .findFirst()
            .orElse("(group " + group + ")");
    return Attributes.builder()
        .put("server", attributes.text("server"))
        .put("name", found.path("Name").asString(""))
        .put("url", found.path("URL").asString(""))
        .put("public_url", found.path("PublicURL").asString(""))
        .put("group", groupName)
        .put("tags", NamedObjects.tagNames(server, found.path("TagIds")))
        .build();
  }

  @Override
  public void invalidate(Subject subject) {
    servers.invalidate(subject, Server::forgetEndpoints);
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    EndpointForm form = EndpointForm.of(desired.attributes(), server);
    server.forgetEndpoints();
    try {
      Identity identity = register(desired, form, server, work);
      work.exists(identity);
      answers(identity, server, work);
      return identity;
    } finally {
      server.forgetEndpoints();
    }
  }

  private Identity register(Resource desired, EndpointForm form, Server server, Work work)
      throws ResourceFailure {
    Waiting waiting = new Waiting(work, AGENT_READY);
    boolean restarted = false;
    while (true) {
      PortainerRequest request =
          PortainerRequest.post(
                  "create environment " + desired.attributes().text("name"), "endpoints")
              .form(form.create())
              .patience(Duration.ofMinutes(2));
      Reply reply;
      try {
        reply = server.api().send(request);
      } catch (ResourceFailure failure) {
        return taken(desired, form, server, work, failure);
      }
      if (reply.ok()) {
        return objects(server).identity(reply.json());
      }
      if (reply.code() == 409) {
        return taken(desired, form, server, work, server.api().refused(request, reply));
      }
      if (!restarted && reply.message().contains("already paired")) {
        restarted = true;
        restartAgent(desired, server, request, reply, work);
      } else if (!reply.message().contains("Unable to get environment type") || waiting.over()) {
        throw refused(server, request, reply);
      } else {
        work.progress("waiting until the server reaches the agent (" + reply.message() + ")");
      }
      waiting.pause(STEP);
    }
  }

  /** After a lost answer or a name that is taken: ours if it goes to the same agent. */
  private Identity taken(
      Resource desired, EndpointForm form, Server server, Work work, ResourceFailure failure)
      throws ResourceFailure {
    if (failure.kind() != Kind.AMBIGUOUS && failure.kind() != Kind.PERMANENT) {
      throw failure;
    }
    server.forgetEndpoints();
    Optional<JsonNode> found = find(server, Identity.UNKNOWN, desired.attributes());
    if (found.isEmpty()
        || !found.get().path("URL").asString("").equals(desired.attributes().text("url"))) {
      throw failure;
    }
    int id = objects(server).id(found.get());
    work.exists(objects(server).identity(id));
    put(id, desired, form, server);
    return objects(server).identity(id);
  }

  private void restartAgent(
      Resource desired, Server server, PortainerRequest request, Reply reply, Work work)
      throws ResourceFailure {
    String agent = desired.attributes().text("agent", "");
    if (agent.isEmpty()) {
      throw server
          .api()
          .failure(
              Kind.PERMANENT,
              request,
              reply.message()
                  + "; restart the agent's container on its host, or give agent and server the same AGENT_SECRET");
    }
    Attributes attributes = work.subject(Address.parse(agent)).attributes();
    String container = attributes.text("container", "portainer_agent");
    work.progress(
        "the agent is paired with another server; restarting container " + container + " once");
    hosts.engine(Address.parse(attributes.text("docker")), work).containers().restart(container);
  }

  private static ResourceFailure refused(Server server, PortainerRequest request, Reply reply) {
    if (reply.message().contains("already paired")) {
      return server
          .api()
          .failure(
              Kind.PERMANENT,
              request,
              reply.message()
                  + "; the agent's container was restarted and still refuses: give agent and server the same AGENT_SECRET, and see whether another server uses this agent");
    }
    boolean notReached = reply.message().contains("Unable to get environment type");
    return server
        .api()
        .failure(
            notReached ? Kind.RETRYABLE : Kind.PERMANENT,
            request,
            reply.message()
                + (notReached
                    ? "; the server's host must reach the agent's port: look at firewalls"
                    : ""));
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    int id = Integer.parseInt(observed.identity().part("id"));
    work.exists(observed.identity());
    EndpointForm form = EndpointForm.of(desired.attributes(), server);
    try {
      put(id, desired, form, server);
    } finally {
      server.forgetEndpoints();
    }
    // The server stores a URL without trying it.
    if (!observed.attributes().text("url", "").equals(desired.attributes().text("url"))) {
      server
          .api()
          .call(
              PortainerRequest.post("look at the environment", "endpoints/" + id + "/snapshot")
                  .patience(Duration.ofMinutes(2)));
      answers(observed.identity(), server, work);
    }
    return observed.identity();
  }

  private static void put(int id, Resource desired, EndpointForm form, Server server)
      throws ResourceFailure {
    server
        .api()
        .call(
            PortainerRequest.put(
                    "change environment " + desired.attributes().text("name"), "endpoints/" + id)
                .json(form.change()));
  }

  /** Waits until the engine answers through server and agent: what stacks need. */
  private static void answers(Identity identity, Server server, Work work) throws ResourceFailure {
    int id = Integer.parseInt(identity.part("id"));
    Waiting waiting = new Waiting(work, AGENT_READY);
    while (true) {
      try {
        server.freshContainers(id);
        return;
      } catch (ResourceFailure failure) {
        if (waiting.over()) {
          throw failure;
        }
        work.progress("waiting until the environment answers: " + failure.getMessage());
        waiting.pause(STEP);
      }
    }
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Server server = servers.of(recorded.attributes(), work);
    server.forgetEndpoints();
    Optional<JsonNode> found = find(server, recorded.identity(), recorded.attributes());
    if (found.isPresent()) {
      Deletion.of(
          server,
          PortainerRequest.delete(
              "delete environment " + recorded.attributes().text("name"),
              "endpoints/" + objects(server).id(found.get())));
    }
    server.forgetEndpoints();
  }
}
