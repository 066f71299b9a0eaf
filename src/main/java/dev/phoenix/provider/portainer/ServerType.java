package dev.phoenix.provider.portainer;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.docker.ObservedContainer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Rule.OnChange;
import dev.phoenix.resource.Stray;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A Portainer server: the container that phoenix runs it in, or one that exists already and is only
 * used.
 */
final class ServerType implements ResourceType {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Servers servers;
  private final ContainerState containers;

  ServerType(Servers servers, DockerHosts hosts) {
    this.servers = servers;
    this.containers = new ContainerState(hosts);
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.record("url"),
        Rule.record("tls"),
        Rule.record("pull"),
        Rule.record("managed"),
        Rule.record("admin_user"),
        Rule.refuse("docker"),
        Rule.replace("container"),
        Rule.restart("running"),
        Rule.update("admin_password"),
        Rule.update("api_key"),
        new Rule("*", OnChange.UPDATE, Disruption.RECREATE));
  }

  @Override
  public String key(Attributes attributes) {
    return managed(attributes)
        ? attributes.text("docker") + " " + attributes.text("container")
        : attributes.text("url");
  }

  private static boolean managed(Attributes attributes) {
    return attributes.flag("managed", true);
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    Attributes attributes = subject.recordedAttributes();
    if (!managed(attributes)) {
      return used(subject, neighbours);
    }
    return containers.read(
        attributes, neighbours, found -> present(subject, attributes, found, neighbours));
  }

  private Observation present(
      Subject subject, Attributes attributes, ObservedContainer container, Neighbours neighbours) {
    SortedMap<String, String> parts = new TreeMap<>(subject.identity().parts());
    parts.put("container", container.id());
    try {
      Server server = servers.at(subject, neighbours.secrets(subject.address()));
      parts.putAll(identity(server));
    } catch (ResourceFailure _) {
      // It runs but does not answer: what is behind it says so for itself.
      parts.put("container", container.id());
    }
    return new Observation.Present(
        Identity.of(parts),
        ServerContainer.shown(container, attributes),
        ContainerState.secrets(container),
        ContainerState.claim(container, subject.address(), EnumSet.allOf(Untold.class)));
  }

  private Observation used(Subject subject, Neighbours neighbours) {
    Server server = servers.at(subject, neighbours.secrets(subject.address()));
    try {
      Map<String, String> identity = identity(server);
      loggedIn(server);
      return new Observation.Present(
          Identity.of(identity),
          Attributes.builder().put("managed", false).build(),
          new TreeMap<>(),
          Claim.FREE);
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  private static Map<String, String> identity(Server server) throws ResourceFailure {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("instance", server.instance());
    String fingerprint = server.api().fingerprint();
    if (fingerprint != null) {
      parts.put("fingerprint", fingerprint);
    }
    return parts;
  }

  private static void loggedIn(Server server) throws ResourceFailure {
    server.api().object(PortainerRequest.get("check the credentials", "users/me"));
  }

  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    return servers.network().sandbox() == null
        ? FirstContact.remarks(subject, observed)
        : List.of();
  }

  @Override
  public boolean isPlace() {
    return true;
  }

  @Override
  public List<Stray> marked(Subject subject, Neighbours neighbours, Consumer<String> unseen)
      throws ResourceFailure {
    return new MarkedRecords(
            servers.at(subject, neighbours.secrets(subject.address())), subject.address(), unseen)
        .all();
  }

  @Override
  public List<Finding> findings(Subject subject, Neighbours neighbours) throws ResourceFailure {
    return new FoundObjects(
            servers.at(subject, neighbours.secrets(subject.address())), subject.address())
        .all();
  }

  @Override
  public void invalidate(Subject subject) {
    containers.invalidate(subject.attributes());
    servers.forget(subject.address());
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    if (!managed(desired.attributes())) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s is used, not managed, so phoenix does not create it; start it at %s, or leave its url out to have phoenix run one"
              .formatted(desired.address(), desired.attributes().text("url")));
    }
    // What was pinned belonged to the server of before.
    servers.drop(desired.address());
    return settle(new Subject(desired.address(), desired, null), desired, work);
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Subject subject = work.subject(desired.address());
    servers.forget(desired.address());
    if (managed(desired.attributes())) {
      return settle(subject, desired, work);
    }
    Server server = servers.at(subject, desired.secrets());
    loggedIn(server);
    return Identity.of(identity(server));
  }

  private Identity settle(Subject subject, Resource desired, Work work) throws ResourceFailure {
    String id =
        containers.settle(
            ServerContainer.spec(desired), desired.address(), desired.attributes(), work);
    SortedMap<String, String> parts = new TreeMap<>(subject.identity().parts());
    parts.put("container", id);
    work.exists(Identity.of(parts));
    Server server = servers.at(subject, desired.secrets());
    ready(server, work);
    loggedIn(server);
    parts.putAll(identity(server));
    FirstContact.say(subject, desired.attributes(), Identity.of(parts), work);
    return Identity.of(parts);
  }

  /** A new server opens its database first; its status answers when that is done. */
  private static void ready(Server server, Work work) throws ResourceFailure {
    Waiting waiting = new Waiting(work, READY);
    while (true) {
      server.forgetAll();
      try {
        server.status();
        return;
      } catch (ResourceFailure failure) {
        if (failure.kind() != Kind.UNREACHABLE || waiting.over()) {
          throw failure;
        }
      }
      work.progress("waiting until Portainer answers");
      waiting.pause(STEP);
    }
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return managed(recorded.attributes())
        ? List.of(ServerContainer.remains(recorded.attributes(), deleted))
        : List.of("data stays: the server is only used, so nothing of it is deleted");
  }

  /** The data volume stays: it is the user's to delete. */
  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    if (managed(recorded.attributes())) {
      containers.remove(recorded.attributes(), work);
    }
    servers.drop(recorded.address());
  }
}
