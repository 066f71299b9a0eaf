package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code network/<host>/<name>}: a network of an engine. */
final class NetworkType extends HeldType {
  NetworkType(DockerHosts hosts) {
    super(hosts);
  }

  @Override
  public String name() {
    return "network";
  }

  /** The engine cannot change a network; one that containers use cannot be removed either. */
  @Override
  public List<Rule> rules() {
    return List.of(Rule.replace("*"));
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    return EngineObjects.read(
        subject,
        neighbours,
        host -> {
          Optional<JsonNode> found = find(subject, hosts().networks(host, neighbours));
          return found.isEmpty()
              ? new Observation.Absent()
              : new Observation.Present(
                  Identity.of("id", found.get().path("Id").asString("")),
                  observed(subject, found.get()),
                  new TreeMap<>(),
                  EngineObjects.claim(
                      "network " + found.get().path("Name").asString(""),
                      found.get().path("Labels"),
                      subject));
        });
  }

  /** By its id, else by its name, of which an engine may have several. */
  private static Optional<JsonNode> find(Subject subject, List<JsonNode> networks)
      throws ResourceFailure {
    String id = subject.identity().part("id");
    String name = subject.recordedAttributes().text("name");
    List<JsonNode> named = new ArrayList<>();
    for (JsonNode network : networks) {
      if (network.path("Id").asString("").equals(id)) {
        return Optional.of(network);
      }
      if (network.path("Name").asString("").equals(name)) {
        named.add(network);
      }
    }
    if (named.size() > 1) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s has %d networks named %s; remove all but one there: docker network ls, docker network rm ID"
              .formatted(EngineObjects.host(subject), named.size(), name));
    }
    return named.stream().findFirst();
  }

  private static Attributes observed(Subject subject, JsonNode network) {
    Attributes wanted = subject.attributes();
    JsonNode pool = network.at("/IPAM/Config/0");
    Attributes.Builder observed =
        Attributes.builder()
            .put("docker", EngineObjects.host(subject).toString())
            .put("name", network.path("Name").asString(""))
            .put("driver", network.path("Driver").asString(""))
            .put("internal", network.path("Internal").asBoolean(false))
            .put("attachable", network.path("Attachable").asBoolean(false))
            // An engine adds its own default-network-opts to what it was asked for.
            .put("options", EngineObjects.spokenOf("options", network.path("Options"), subject))
            .put("labels", EngineObjects.labels(network.path("Labels"), subject));
    // The engine chooses those that nobody asked for.
    if (wanted.has("subnet")) {
      observed.put("subnet", pool.path("Subnet").asString(""));
    }
    if (wanted.has("gateway")) {
      observed.put("gateway", pool.path("Gateway").asString(""));
    }
    return observed.build();
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    Address host = EngineObjects.host(wanted);
    Identity identity =
        Identity.of("id", hosts().engine(host, work).networks().create(body(desired)));
    work.exists(identity);
    hosts().invalidate(host);
    return identity;
  }

  private static ObjectNode body(Resource desired) {
    Attributes wanted = desired.attributes();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Name", wanted.text("name"))
        .put("Driver", wanted.text("driver", "bridge"))
        .put("Internal", wanted.flag("internal", false))
        .put("Attachable", wanted.flag("attachable", false))
        .set("Options", wanted.object("options"));
    EngineObjects.marked(desired.address(), wanted).forEach(body.putObject("Labels")::put);
    if (wanted.has("subnet")) {
      ObjectNode pool = body.putObject("IPAM").putArray("Config").addObject();
      pool.put("Subnet", wanted.text("subnet"));
      if (wanted.has("gateway")) {
        pool.put("Gateway", wanted.text("gateway"));
      }
    }
    return body;
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Address host = EngineObjects.host(recorded.attributes());
    String name = recorded.attributes().text("name");
    String id = recorded.identity().part("id");
    Networks networks = hosts().engine(host, work).networks();
    Optional<JsonNode> found = networks.inspect(id.isEmpty() ? name : id);
    if (found.isEmpty()) {
      return;
    }
    List<String> users = new ArrayList<>();
    for (JsonNode container : found.get().path("Containers")) {
      users.add(container.path("Name").asString(""));
    }
    if (!users.isEmpty()) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: cannot remove network %s: containers %s still use it; remove these or take them off it first: docker network disconnect %s CONTAINER"
              .formatted(host, name, String.join(", ", users.stream().sorted().toList()), name));
    }
    networks.remove(found.get().path("Id").asString(""));
    hosts().invalidate(host);
  }
}
