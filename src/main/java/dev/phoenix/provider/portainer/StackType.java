package dev.phoenix.provider.portainer;

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
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A compose stack of an environment: what runs there, not what the server's record says. */
final class StackType implements ResourceType {
  private final Servers servers;
  private final DockerHosts hosts;
  private final ComposeCheck compose;

  StackType(Servers servers, DockerHosts hosts, ComposeCheck compose) {
    this.servers = servers;
    this.hosts = hosts;
    this.compose = compose;
  }

  @Override
  public String name() {
    return "stack";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.replace("server"),
        Rule.replace("environment_name"),
        Rule.replace("name"),
        Rule.record("endpoint"),
        Rule.record("pull"),
        Rule.record("registries"),
        Rule.record("publishes"),
        Rule.restart("compose"),
        Rule.restart("env"),
        Rule.update("services.*.state"),
        Rule.restart("services.*"),
        Rule.update("*"));
  }

  @Override
  public String key(Attributes attributes) {
    return "%s %s %s"
        .formatted(
            attributes.text("server"),
            attributes.text("environment_name"),
            attributes.text("name"));
  }

  @Override
  public Identity chosen(String id) {
    return NamedObjects.chosen(id);
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    Optional<Observation> missing = Servers.missing(attributes, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    try {
      return new StackReading(
              servers.of(attributes, neighbours), subject, neighbours, servers.redaction())
          .observation();
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.UNCLEAR) {
        throw failure;
      }
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public void invalidate(Subject subject) {
    Identity identity = subject.identity();
    String name = subject.recordedAttributes().text("name", "");
    servers.invalidate(
        subject,
        server -> {
          if (identity.isKnown()) {
            int id = identity.number("id");
            server.stacks().change(id);
            server.forgetFile(id);
            server.containers().change(identity.number("endpoint"), name);
          } else {
            server.stacks().forget();
          }
        });
  }

  @Override
  public void prepare(Resource desired, Observation observed, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    try {
      if (Servers.missing(wanted, work).isPresent()) {
        return;
      }
      Server server = servers.of(wanted, work);
      StackRecords records = new StackRecords(server);
      OptionalInt endpoint = records.endpoint(wanted);
      if (endpoint.isPresent() && records.hasRegistries(wanted.list("registries"))) {
        checks(desired, new StackPlace(server, endpoint.getAsInt(), wanted)).early(work);
      }
    } catch (ResourceFailure failure) {
      // What does not answer now may be put right by an earlier step; it is checked again then.
      if (failure.kind() != Kind.UNREACHABLE) {
        throw failure;
      }
    }
  }

  private StackChecks checks(Resource desired, StackPlace place) {
    for (Secret secret : desired.secrets().values()) {
      servers.redaction().add(secret);
      servers.redaction().add(new Secret(DotEnv.write(secret.reveal())));
    }
    return new StackChecks(place, StackContent.wanted(desired), compose);
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    Server server = servers.of(wanted, work);
    StackRecords records = new StackRecords(server);
    int endpoint = records.endpointThatMustBe(wanted);
    Optional<JsonNode> there = records.find(Identity.UNKNOWN, wanted);
    if (there.isPresent()) {
      return change(desired, there.get(), records, work);
    }
    StackPlace place = new StackPlace(server, endpoint, wanted);
    checks(desired, place).last(work);
    StackDeployment deployment = new StackDeployment(place, work);
    Optional<JsonNode> made =
        new StackCreation(place, deployment, work).run(StackContent.wanted(desired));
    if (made.isEmpty()) {
      return change(desired, records.taken(place), records, work);
    }
    JsonNode record = made.get();
    Identity identity = records.identity(record, endpoint);
    work.exists(identity);
    deployment.await(KnownStacks.id(record));
    new StackRunning(place, work).settle();
    return identity;
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    StackRecords records = new StackRecords(server);
    Optional<JsonNode> record = records.find(observed.identity(), desired.attributes());
    return record.isPresent()
        ? change(desired, record.get(), records, work)
        : create(desired, work);
  }

  private Identity change(Resource desired, JsonNode record, StackRecords records, Work work)
      throws ResourceFailure {
    // An update takes a record whose environment was deleted over to the one that is wanted.
    int recorded = record.path("EndpointId").asInt(0);
    boolean there = records.environment(recorded).isPresent();
    int endpoint = there ? recorded : records.endpointThatMustBe(desired.attributes());
    Identity identity = records.identity(record, endpoint);
    work.exists(identity);
    int id = KnownStacks.id(record);
    StackPlace place = new StackPlace(records.server(), endpoint, desired.attributes());
    checks(desired, place).last(work);
    StackRepair repair = new StackRepair(place, work);
    repair.unpause();
    StackBefore before = StackBefore.of(place, record);
    new StackUpdate(place, new StackDeployment(place, work), work)
        .run(id, StackContent.wanted(desired), before);
    repair.restart(before.services());
    new StackRunning(place, work).settle();
    return identity;
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Attributes attributes = recorded.attributes();
    Server server = servers.of(attributes, work);
    Optional<JsonNode> record = new StackRecords(server).find(recorded.identity(), attributes);
    if (record.isEmpty()) {
      return;
    }
    int id = KnownStacks.id(record.get());
    server.stacks().change(id);
    Optional<Address> ground =
        recorded.dependencies().stream().filter(it -> runsOn().contains(it.type())).findFirst();
    new StackRemoval(
            server,
            record.get(),
            attributes.text("environment_name"),
            ground.filter(work::goes).isPresent(),
            new StackOnHost(hosts, ground, attributes.text("name")),
            work)
        .run();
    server.stacks().remove(id);
  }

  @Override
  public Set<String> holds(Attributes attributes) {
    return StackPorts.held(attributes);
  }

  /** Its containers run on the engine of a host, whoever keeps the record of them. */
  @Override
  public Set<String> runsOn() {
    return Set.of("docker");
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return StackVolumes.remains(recorded.attributes());
  }

  /** A container that is restarting just now does not make a plan stale. */
  @Override
  public Set<String> volatileAttributes() {
    return Set.of("services");
  }

  @Override
  public List<Limit> limits(Subject subject, Neighbours neighbours) {
    Attributes attributes = subject.attributes();
    return List.of(
        new Limit("server:" + Address.parse(attributes.text("server")).name(), 16),
        new Limit("environment:" + attributes.text("environment_name"), 4));
  }
}
