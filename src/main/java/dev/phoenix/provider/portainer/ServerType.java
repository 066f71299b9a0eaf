package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.provider.docker.ContainerFile;
import dev.phoenix.provider.docker.ContainerSpec;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.docker.ObservedContainer;
import dev.phoenix.provider.docker.Pull;
import dev.phoenix.resource.Attributes;
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
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Portainer server: the container that phoenix runs it in, or one that exists already and is only
 * used.
 */
final class ServerType implements ResourceType {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String SOCKET = "/var/run/docker.sock:/var/run/docker.sock";
  private static final String DATA = ":/data";

  /** In the root folder, the only one that is in every image; it stays with the container. */
  private static final String PASSWORD_FILE = "/phoenix-admin-password";

  private static final String PASSWORD_FLAG = "--admin-password-file=" + PASSWORD_FILE;

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
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    if (!managed(attributes)) {
      return used(subject, neighbours);
    }
    Optional<Observation> missing = ContainerState.missing(attributes, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    Optional<ObservedContainer> found;
    try {
      found = containers.kept(attributes, neighbours).observe();
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
    return found.isEmpty()
        ? new Observation.Absent()
        : present(subject, attributes, found.get(), neighbours);
  }

  private Observation present(
      Subject subject, Attributes attributes, ObservedContainer container, Neighbours neighbours) {
    Attributes shown =
        ContainerState.shown(container, attributes)
            .put("managed", true)
            .put("data_volume", dataVolume(container))
            .put(
                "arguments",
                container.arguments().stream().filter(word -> !word.equals(PASSWORD_FLAG)).toList())
            .build();
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
        shown,
        ContainerState.secrets(container),
        ContainerState.claim(container, subject.address()));
  }

  private static String dataVolume(ObservedContainer container) {
    return container.mounts().stream()
        .filter(mount -> mount.endsWith(DATA))
        .map(mount -> mount.substring(0, mount.length() - DATA.length()))
        .findFirst()
        .orElse("");
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
    server.api().call(PortainerRequest.get("check the credentials", "users/me"));
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
    String id = containers.settle(spec(desired), desired.address(), desired.attributes(), work);
    SortedMap<String, String> parts = new TreeMap<>(subject.identity().parts());
    parts.put("container", id);
    work.exists(Identity.of(parts));
    Server server = servers.at(subject, desired.secrets());
    ready(server, work);
    loggedIn(server);
    boolean pinned = parts.containsKey("fingerprint");
    parts.putAll(identity(server));
    String fingerprint = parts.get("fingerprint");
    if (!pinned
        && fingerprint != null
        && desired.attributes().object("tls").path("mode").asString("pin").equals("pin")) {
      work.progress("pinned certificate " + fingerprint + " at the first contact");
    }
    return Identity.of(parts);
  }

  private static ContainerSpec spec(Resource desired) {
    Attributes wanted = desired.attributes();
    ContainerSpec.Builder spec =
        ContainerSpec.of(wanted.text("container"), wanted.text("image"))
            .pull(Pull.of(wanted.text("pull", "missing")))
            .publish(ContainerState.texts(wanted, "publish"))
            .mount(SOCKET)
            .mount(wanted.text("data_volume") + DATA)
            .arguments(ContainerState.words(wanted, "arguments"))
            .restart(wanted.text("restart", "always"));
    Secret password = desired.secrets().get("admin_password");
    if (password != null) {
      spec.arguments(List.of(PASSWORD_FLAG)).file(new ContainerFile(PASSWORD_FILE, 0400, password));
    }
    Secret shared = desired.secrets().get("agent_secret");
    if (shared != null) {
      spec.secret(ContainerState.SECRET, shared);
    }
    return spec.build();
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

  /** The data volume stays: it is the user's to delete. */
  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    if (managed(recorded.attributes())) {
      containers.remove(recorded.attributes(), work);
    }
    servers.drop(recorded.address());
  }
}
