package dev.phoenix.provider.portainer;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.docker.ContainerSpec;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.docker.KeptContainer;
import dev.phoenix.provider.docker.ObservedContainer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The container that a server or an agent runs in, compared with what the files want of it. */
final class ContainerState {
  /** Shared by a server and its agents; shown by the engine in clear. */
  static final String SECRET = "AGENT_SECRET";

  private final DockerHosts hosts;

  ContainerState(DockerHosts hosts) {
    this.hosts = hosts;
  }

  /** Looks at the container; an engine that is not there has none. */
  Observation read(
      Attributes attributes,
      Neighbours neighbours,
      Function<ObservedContainer, Observation> present) {
    Address docker = Address.parse(attributes.text("docker"));
    return switch (neighbours.observation(docker)) {
      case Observation.Absent absent -> absent;
      case Observation.Unreachable unreachable -> unreachable;
      case Observation.Present _ -> {
        try {
          yield kept(attributes, neighbours)
              .observe()
              .map(present)
              .orElseGet(Observation.Absent::new);
        } catch (ResourceFailure failure) {
          yield new Observation.Unreachable(String.valueOf(failure.getMessage()));
        }
      }
    };
  }

  private KeptContainer kept(Attributes attributes, Neighbours neighbours) {
    return new KeptContainer(
        hosts.engine(Address.parse(attributes.text("docker")), neighbours),
        attributes.text("container"));
  }

  /**
   * One of the name that was made by hand is taken as it is, unless it has what one that is made
   * anew would lack; one of another address is not.
   *
   * @param untold what its type does not tell of it otherwise
   */
  static Claim claim(ObservedContainer container, Address address, Set<Untold> untold) {
    String owner = container.owner();
    if (!owner.isEmpty()) {
      return owner.equals(address.toString())
          ? Claim.FREE
          : Claim.foreign("container %s was made for %s".formatted(container.name(), owner));
    }
    List<String> lost = Untold.of(container, untold);
    return lost.isEmpty()
        ? Claim.FREE
        : Claim.foreign(
            "container %s was made by hand, and made anew it would be without its %s"
                .formatted(container.name(), String.join("; ", lost)));
  }

  static SortedMap<String, Secret> secrets(ObservedContainer container) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    String secret = container.environment().get(SECRET);
    if (secret != null) {
      secrets.put("agent_secret", new Secret(secret));
    }
    return secrets;
  }

  /** Says that a shared secret which somebody has set by hand is not kept. */
  static List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    boolean there = observed.secrets().containsKey("agent_secret");
    Resource desired = subject.desired();
    Recorded recorded = subject.recorded();
    boolean named =
        desired == null
            || desired.secrets().containsKey("agent_secret")
            || (recorded != null && recorded.secretDigests().containsKey("agent_secret"));
    return there && !named
        ? List.of(
            Diagnostic.warning(
                    "%s has %s, which the files do not name".formatted(subject.address(), SECRET),
                    "It goes as soon as the container is made anew, and server and agents then no"
                        + " longer know each other by it. To keep it, write \"agent_secret\" into"
                        + " \"portainer_api\".")
                .about(subject.address().toString()))
        : List.of();
  }

  /** The engine's image reference as the files spell it. */
  static Attributes.Builder shown(ObservedContainer container, Attributes attributes) {
    return Attributes.builder()
        .put("docker", attributes.text("docker"))
        .put("container", attributes.text("container"))
        .put("image", container.image())
        .put("publish", (Map<String, String>) container.publish())
        .put("restart", container.restart())
        .put("running", container.running());
  }

  /** Makes it as specified: left alone if it is, started if that is all, else replaced. */
  String settle(ContainerSpec spec, Address owner, Attributes attributes, Work work)
      throws ResourceFailure {
    KeptContainer kept = kept(attributes, work);
    Optional<ObservedContainer> found = kept.observe();
    if (found.isPresent() && !found.get().untried() && same(spec, found.get())) {
      kept.finish(work);
      return found.get().id();
    }
    String id = kept.replace(spec, owner, null, work);
    hosts.invalidate(Address.parse(attributes.text("docker")));
    return id;
  }

  private static boolean same(ContainerSpec spec, ObservedContainer found) {
    SortedMap<String, String> environment = new TreeMap<>(spec.environment());
    spec.secretEnvironment().forEach((name, value) -> environment.put(name, value.reveal()));
    return spec.image().equals(found.image())
        && environment.equals(found.environment())
        && spec.publish().equals(found.publish())
        && Set.copyOf(spec.mounts()).equals(Set.copyOf(found.mounts()))
        && spec.arguments().equals(found.arguments())
        && spec.restart().equals(found.restart());
  }

  void remove(Attributes attributes, Work work) throws ResourceFailure {
    kept(attributes, work).remove();
    hosts.invalidate(Address.parse(attributes.text("docker")));
  }

  void invalidate(Attributes attributes) {
    String docker = attributes.text("docker", "");
    if (!docker.isEmpty()) {
      hosts.invalidate(Address.parse(docker));
    }
  }

  /** In the order of the files where only that differs. */
  static List<String> mounts(ObservedContainer container, Attributes attributes) {
    List<String> named = words(attributes, "mounts");
    return Set.copyOf(named).equals(Set.copyOf(container.mounts())) ? named : container.mounts();
  }

  static SortedMap<String, String> texts(Attributes attributes, String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    attributes
        .object(name)
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  static List<String> words(Attributes attributes, String name) {
    return attributes.list(name).valueStream().map(node -> node.asString("")).toList();
  }
}
