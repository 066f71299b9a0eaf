package dev.phoenix.provider.portainer;

import dev.phoenix.provider.docker.DockerHosts;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An environment of a server: a Docker host that it reaches through an agent. */
final class EndpointType implements ResourceType {
  /** The server's number for a Docker host that it reaches through an agent. */
  private static final int AGENT = 2;

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

  /** The agent answers for the environment; the server keeps it. */
  @Override
  public Set<String> runsOn() {
    return Set.of("agent");
  }

  @Override
  public Identity chosen(String id) {
    return NamedObjects.chosen(id);
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    return servers.read(
        attributes,
        neighbours,
        EndpointType::lists,
        server -> look(server, subject.identity(), attributes));
  }

  private static void lists(Server server) throws ResourceFailure {
    server.endpoints();
    server.groups();
    server.tags();
  }

  private static Observation look(Server server, Identity identity, Attributes attributes)
      throws ResourceFailure {
    Endpoints endpoints = new Endpoints(server);
    Optional<JsonNode> found = endpoints.find(identity, attributes);
    if (found.isPresent() && found.get().path("Type").asInt(AGENT) != AGENT) {
      throw server
          .api()
          .failure(
              Kind.PERMANENT,
              "environment %s is there and does not go through an agent (its type is %d), which a server never changes; rename or delete it in Portainer"
                  .formatted(attributes.text("name"), found.get().path("Type").asInt()));
    }
    return found.isEmpty()
        ? new Observation.Absent()
        : new Observation.Present(
            endpoints.identity(found.get()), shown(found.get(), attributes, server));
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
      Identity identity = new EndpointRegistration(hosts, server, desired, form, work).register();
      work.exists(identity);
      new Endpoints(server).answers(identity, work);
      return identity;
    } finally {
      server.forgetEndpoints();
    }
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    int id = observed.identity().number("id");
    work.exists(observed.identity());
    EndpointForm form = EndpointForm.of(desired.attributes(), server);
    Endpoints endpoints = new Endpoints(server);
    try {
      endpoints.put(id, desired, form);
    } finally {
      server.forgetEndpoints();
    }
    // The server stores a URL without trying it.
    if (!observed.attributes().text("url", "").equals(desired.attributes().text("url"))) {
      endpoints.look(id);
      endpoints.answers(observed.identity(), work);
    }
    return observed.identity();
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Server server = servers.of(recorded.attributes(), work);
    server.forgetEndpoints();
    Endpoints endpoints = new Endpoints(server);
    Optional<JsonNode> found = endpoints.find(recorded.identity(), recorded.attributes());
    if (found.isPresent()) {
      Deletion.of(
          server,
          PortainerRequest.delete(
              "delete environment " + recorded.attributes().text("name"),
              "endpoints/" + endpoints.id(found.get())));
    }
    server.forgetEndpoints();
  }
}
