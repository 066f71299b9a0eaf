package dev.phoenix.provider.portainer;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.docker.ContainerSpec;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.docker.ObservedContainer;
import dev.phoenix.provider.docker.Pull;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Rule.OnChange;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The agent that lets a server use a host's engine: one container on that host. */
final class AgentType implements ResourceType {
  /** Its variables and mounts are compared. */
  private static final Set<Untold> UNTOLD = EnumSet.of(Untold.NETWORKS, Untold.LABELS);

  private final Servers servers;
  private final ContainerState containers;

  AgentType(Servers servers, DockerHosts hosts) {
    this.servers = servers;
    this.containers = new ContainerState(hosts);
  }

  @Override
  public String name() {
    return "agent";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.record("address"),
        Rule.record("port"),
        Rule.record("pull"),
        Rule.replace("docker"),
        Rule.replace("container"),
        Rule.restart("running"),
        new Rule("*", OnChange.UPDATE, Disruption.RECREATE));
  }

  @Override
  public String key(Attributes attributes) {
    return attributes.text("docker") + " " + attributes.text("container");
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    Attributes attributes = subject.recordedAttributes();
    return containers.read(attributes, neighbours, container -> present(container, subject));
  }

  private static Observation present(ObservedContainer container, Subject subject) {
    Attributes attributes = subject.recordedAttributes();
    SortedMap<String, String> environment = new TreeMap<>(container.environment());
    environment.remove(ContainerState.SECRET);
    return new Observation.Present(
        Identity.of("container", container.id()),
        ContainerState.shown(container, attributes)
            .put("mounts", ContainerState.mounts(container, attributes))
            .put("env", Variables.shown(environment, subject))
            .build(),
        ContainerState.secrets(container),
        ContainerState.claim(container, subject.address(), UNTOLD));
  }

  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    return ContainerState.remarks(subject, observed);
  }

  @Override
  public void invalidate(Subject subject) {
    containers.invalidate(subject.attributes());
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    String id = containers.settle(spec(desired), desired.address(), wanted, work);
    Identity identity = Identity.of("container", id);
    work.exists(identity);
    new AgentPing(servers.network(), servers.repetition(), desired.address(), wanted).await(work);
    lookAnew(desired, work);
    return identity;
  }

  /** What its server knows of the host came through the container of before. */
  private void lookAnew(Resource desired, Work work) {
    String address = desired.attributes().text("address");
    boolean ipv6 = address.indexOf(':') >= 0 && !address.startsWith("[");
    String url =
        "tcp://%s:%d"
            .formatted(
                ipv6 ? "[" + address + "]" : address, desired.attributes().number("port", 9001));
    for (Address neighbour : desired.dependencies()) {
      if (neighbour.type().equals("server")
          && work.observation(neighbour) instanceof Observation.Present) {
        Server server = servers.at(work.subject(neighbour), work.secrets(neighbour));
        try {
          lookAnew(server, url);
        } catch (ResourceFailure failure) {
          work.progress("the server does not look at the host just now: " + failure.getMessage());
        }
      }
    }
  }

  private static void lookAnew(Server server, String url) throws ResourceFailure {
    Endpoints endpoints = new Endpoints(server);
    for (JsonNode endpoint : server.endpoints()) {
      if (endpoint.path("URL").asString("").equals(url)) {
        endpoints.look(endpoints.id(endpoint));
      }
    }
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    return create(desired, work);
  }

  private static ContainerSpec spec(Resource desired) {
    Attributes wanted = desired.attributes();
    ContainerSpec.Builder spec =
        ContainerSpec.of(wanted.text("container"), wanted.text("image"))
            .pull(Pull.of(wanted.text("pull", "missing")))
            .publish(ContainerState.texts(wanted, "publish"))
            .environment(ContainerState.texts(wanted, "env"))
            .restart(wanted.text("restart", "always"));
    ContainerState.words(wanted, "mounts").forEach(spec::mount);
    Secret shared = desired.secrets().get("agent_secret");
    if (shared != null) {
      spec.secret(ContainerState.SECRET, shared);
    }
    return spec.build();
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    containers.remove(recorded.attributes(), work);
  }
}
