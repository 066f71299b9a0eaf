package dev.phoenix.provider.docker;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Stray;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** {@code docker/<host>}: the Docker Engine of a host. */
final class DockerEngineType implements ResourceType {
  private static final String ENGINE = "engine";
  private static final Duration ANSWERING = Duration.ofSeconds(90);

  private final DockerHosts hosts;
  private final String repository;

  DockerEngineType(DockerHosts hosts, String repository) {
    this.hosts = hosts;
    this.repository = repository;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.record("connection"),
        // The secrets of the connection, which only say how we get there.
        Rule.record("connection.password"),
        Rule.record("connection.passphrase"),
        Rule.record("connection.jump.password"),
        Rule.record("connection.jump.passphrase"),
        Rule.restart("channel"),
        Rule.restart("version"),
        Rule.restart("daemon"),
        Rule.restart("running"),
        Rule.update("users"));
  }

  @Override
  public boolean isMachine() {
    return true;
  }

  @Override
  public String key(Attributes attributes) {
    ObjectNode connection = attributes.object("connection");
    return switch (connection.path("kind").asString("")) {
      case "local" -> "local " + connection.path("socket").asString("");
      case "pct" ->
          connection.path("hypervisor").asString("") + " " + connection.path("vmid").asInt(0);
      case String _ ->
          connection.path("address").asString("") + " " + connection.path("port").asInt(22);
    };
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    Address address = subject.address();
    Address home = subject.within();
    if (home != null) {
      switch (neighbours.observation(home)) {
        case Observation.Absent absent -> {
          return absent;
        }
        case Observation.Present guest when !guest.attributes().flag("running", true) -> {
          return switchedOff(subject, home);
        }
        case Observation.Present _, Observation.Unreachable _ -> {}
      }
    }
    try {
      Optional<EngineMachine> machine = machine(address, neighbours);
      if (machine.isEmpty()) {
        EngineInfo info = hosts.engine(address, neighbours).info();
        return new Observation.Present(Identity.of(ENGINE, info.id()), local());
      }
      EngineFacts facts = machine.get().look();
      if (!facts.another().isEmpty()) {
        return new Observation.Unreachable(
            "%s: %s, which phoenix does not manage, and an engine beside it would know nothing of its containers; remove it, or take the host out of the files, then run again"
                .formatted(address, facts.another()));
      }
      if (!facts.installed()) {
        return new Observation.Absent();
      }
      return new Observation.Present(
          facts.active() ? identity(address, neighbours) : subject.identity(),
          facts.in(subject.attributes()));
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  /** It is there as it was recorded, and does not run. */
  private static Observation switchedOff(Subject subject, Address home) {
    return subject.recorded() == null
        ? new Observation.Unreachable(home + " is switched off")
        : new Observation.Present(
            subject.identity(), Attributes.builder().put("running", false).build());
  }

  private static Attributes local() {
    return Attributes.builder()
        .put("channel", "any")
        .put("users", List.of())
        .put("running", true)
        .build();
  }

  /** Without the right to its socket the engine is there all the same. */
  private Identity identity(Address address, Neighbours neighbours) {
    try {
      return of(hosts.engine(address, neighbours).info(), address, neighbours);
    } catch (ResourceFailure _) {
      return neighbours.subject(address).identity();
    }
  }

  private Identity of(EngineInfo info, Address address, Neighbours neighbours) {
    Map<String, String> parts = new TreeMap<>(hosts.contact(address, neighbours));
    parts.put(ENGINE, info.id());
    return Identity.of(parts);
  }

  /** An engine keeps its number as long as it keeps what it holds. */
  @Override
  public boolean isAnother(Identity recorded, Identity observed) {
    String before = recorded.part(ENGINE);
    String now = observed.part(ENGINE);
    return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
  }

  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    return new EngineRemarks(subject, observed)
        .of(isAnother(subject.identity(), observed.identity()));
  }

  private Optional<EngineMachine> machine(Address address, Neighbours neighbours) {
    return hosts
        .machine(address, neighbours)
        .map(machine -> new EngineMachine(address.toString(), machine));
  }

  @Override
  public List<Stray> marked(Subject subject, Neighbours neighbours, Consumer<String> unseen)
      throws ResourceFailure {
    return MarkedObjects.of(hosts, subject.address(), neighbours);
  }

  @Override
  public List<Finding> findings(Subject subject, Neighbours neighbours) throws ResourceFailure {
    return new FoundInEngine(hosts, subject.address(), neighbours).all();
  }

  @Override
  public void invalidate(Subject subject) {
    hosts.invalidate(subject.address());
  }

  /** Nothing is begun where nobody could go on from a container that was made. */
  @Override
  public void prepare(Resource desired, Observation observed, Work work) throws ResourceFailure {
    Optional<Machine> machine = hosts.machine(desired.address(), work);
    if (machine.isPresent()) {
      machine.get().checkWay();
    }
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    return settle(desired, work);
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    return settle(desired, work);
  }

  private Identity settle(Resource desired, Work work) throws ResourceFailure {
    Optional<EngineMachine> machine = machine(desired.address(), work);
    if (machine.isPresent()) {
      new EngineSettling(machine.get(), repository).run(desired.attributes(), work);
    }
    hosts.invalidate(desired.address());
    // Nobody but the user starts the engine of this machine.
    EngineInfo info =
        machine.isPresent()
            ? answering(desired.address(), work)
            : hosts.engine(desired.address(), work).info();
    Identity identity = of(info, desired.address(), work);
    String key = identity.part(Acquaintance.KEY);
    if (!key.isEmpty()
        && !key.equals(work.subject(desired.address()).identity().part(Acquaintance.KEY))) {
      work.progress("its host key is believed because it came first: " + key);
    }
    return identity;
  }

  /** The engine's own answer through its socket proves what the next layer needs. */
  private EngineInfo answering(Address address, Work work) throws ResourceFailure {
    long start = work.time().nanos();
    while (true) {
      try {
        return hosts.engine(address, work).info();
      } catch (ResourceFailure failure) {
        if (failure.kind() != Kind.UNREACHABLE
            || work.time().nanos() - start > ANSWERING.toNanos()) {
          throw failure;
        }
        work.progress("waiting for the engine to answer");
        EngineMachine.pause(work);
      }
    }
  }

  @Override
  public void delete(Recorded recorded, Work work) {
    work.progress("the engine stays on the host as it is; only its record is dropped");
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return List.of("data stays: the engine stays installed as it is; only its record is dropped");
  }

  @Override
  public List<Limit> limits(Subject subject, Neighbours neighbours) {
    return List.of(new Limit("host:" + subject.address().name(), 4));
  }
}
