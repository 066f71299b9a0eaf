package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Address;
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
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A compose stack of an environment: what runs there, not what the server's record says. */
final class StackType implements ResourceType {
  private final Servers servers;

  StackType(Servers servers) {
    this.servers = servers;
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
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes attributes = subject.recordedAttributes();
    Optional<Observation> missing = Servers.missing(attributes, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    Server server = servers.of(attributes, neighbours);
    try {
      Optional<JsonNode> record = record(server, subject.identity(), attributes);
      return record.isPresent()
          ? present(record.get(), subject, attributes, server)
          : unrecorded(attributes, server);
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  private static OptionalInt endpoint(Server server, Attributes attributes) throws ResourceFailure {
    return server.endpoints().stream()
        .filter(node -> node.path("Name").asString("").equals(attributes.text("environment_name")))
        .mapToInt(node -> node.path("Id").asInt(0))
        .findFirst();
  }

  private static Optional<JsonNode> record(Server server, Identity identity, Attributes attributes)
      throws ResourceFailure {
    OptionalInt endpoint = endpoint(server, attributes);
    return new NamedObjects(server, "stack", "Id")
        .find(
            server.stacks(),
            identity,
            attributes.text("name"),
            node ->
                endpoint.isPresent()
                    && node.path("EndpointId").asInt(0) == endpoint.getAsInt()
                    && node.path("Name").asString("").equals(attributes.text("name")));
  }

  /** Without a record: a compose project of that name would be taken over silently. */
  private static Observation unrecorded(Attributes attributes, Server server)
      throws ResourceFailure {
    OptionalInt endpoint = endpoint(server, attributes);
    if (endpoint.isEmpty()) {
      return new Observation.Absent();
    }
    StackServices services =
        StackServices.of(server.containers(endpoint.getAsInt()), attributes.text("name"));
    if (services.isEmpty()) {
      return new Observation.Absent();
    }
    return new Observation.Present(
        Identity.UNKNOWN,
        Attributes.builder()
            .put("services", services.observed(attributes.object("services")))
            .build(),
        new TreeMap<>(),
        Claim.foreign(
            "a compose project %s that Portainer does not know runs on %s"
                .formatted(attributes.text("name"), attributes.text("environment_name"))));
  }

  private static Observation present(
      JsonNode record, Subject subject, Attributes attributes, Server server)
      throws ResourceFailure {
    int endpoint = record.path("EndpointId").asInt(0);
    Optional<String> environment = environment(server, endpoint);
    Attributes.Builder shown =
        Attributes.builder()
            .put("server", attributes.text("server"))
            .put("endpoint", attributes.text("endpoint"))
            .put("environment_name", environment.orElse(attributes.text("environment_name")))
            .put("name", record.path("Name").asString(""));
    StackContent stored = StackContent.stored(server, record);
    String wanted = subject.attributes().text("compose", "");
    boolean onlyEnds = wanted.strip().equals(stored.compose().strip());
    shown.put("compose", onlyEnds ? wanted : stored.compose());
    SortedMap<String, Secret> secrets = new TreeMap<>();
    SortedMap<String, String> variables = new TreeMap<>(stored.variables());
    stored
        .secrets()
        .forEach((path, value) -> {
          if (subject.isSecret(path)) {
            secrets.put(path, value);
            variables.remove(path.substring("env.".length()));
          }
        });
    shown.put("env", variables);
    JsonNode services = subject.attributes().object("services");
    String name = record.path("Name").asString("");
    shown.put(
        "services",
        environment.isPresent()
            ? StackServices.of(server.containers(endpoint), name).observed(services)
            : StackServices.orphaned(services));
    return new Observation.Present(identity(server, record), shown.build(), secrets, Claim.FREE);
  }

  /** Empty if somebody has deleted the environment: the server keeps the records of its stacks. */
  private static Optional<String> environment(Server server, int endpoint) throws ResourceFailure {
    return server.endpoints().stream()
        .filter(node -> node.path("Id").asInt(0) == endpoint)
        .map(node -> node.path("Name").asString(""))
        .findFirst();
  }

  private static Identity identity(Server server, JsonNode record) throws ResourceFailure {
    return identity(server, record, record.path("EndpointId").asInt(0));
  }

  private static Identity identity(Server server, JsonNode record, int endpoint)
      throws ResourceFailure {
    return Identity.of(
        Map.of(
            "instance", server.instance(),
            "endpoint", Integer.toString(endpoint),
            "id", Integer.toString(record.path("Id").asInt(0))));
  }

  @Override
  public void invalidate(Subject subject) {
    Identity identity = subject.identity();
    servers.invalidate(
        subject,
        server -> {
          server.forgetStacks();
          if (identity.isKnown()) {
            server.forgetFile(Integer.parseInt(identity.part("id")));
            server.forgetContainers(Integer.parseInt(identity.part("endpoint")));
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
      OptionalInt endpoint = endpoint(server, wanted);
      if (endpoint.isPresent() && registriesThere(server, wanted)) {
        new StackChecks(server, endpoint.getAsInt(), wanted).run(work);
      }
    } catch (ResourceFailure failure) {
      // What does not answer now may be put right by an earlier step; it is checked again then.
      if (failure.kind() != Kind.UNREACHABLE) {
        throw failure;
      }
    }
  }

  private static boolean registriesThere(Server server, Attributes wanted) throws ResourceFailure {
    if (wanted.list("registries").isEmpty()) {
      return true;
    }
    List<String> there =
        server.registries().stream().map(node -> node.path("Name").asString("")).toList();
    for (JsonNode name : wanted.list("registries")) {
      if (!there.contains(name.asString(""))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    desired.secrets().values().forEach(servers.redaction()::add);
    Server server = servers.of(wanted, work);
    server.forgetStacks();
    int endpoint = existing(server, wanted);
    Optional<JsonNode> there = record(server, Identity.UNKNOWN, wanted);
    if (there.isPresent()) {
      return change(desired, there.get(), server, work);
    }
    new StackChecks(server, endpoint, wanted).run(work);
    StackDeployment deployment = new StackDeployment(server, endpoint, wanted, work);
    JsonNode record = deployment.create(StackContent.wanted(desired));
    Identity identity = identity(server, record);
    work.exists(identity);
    deployment.await(record.path("Id").asInt(0));
    deployment.prune();
    deployment.running();
    return identity;
  }

  private static int existing(Server server, Attributes wanted) throws ResourceFailure {
    OptionalInt endpoint = endpoint(server, wanted);
    if (endpoint.isEmpty()) {
      server.forgetEndpoints();
      endpoint = endpoint(server, wanted);
    }
    return endpoint.orElseThrow(() ->
        new ResourceFailure(
            Kind.PERMANENT,
            "%s: there is no environment %s to deploy stack %s on"
                .formatted(
                    server.api().where(), wanted.text("environment_name"), wanted.text("name"))));
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Server server = servers.of(desired.attributes(), work);
    server.forgetStacks();
    Optional<JsonNode> record = record(server, observed.identity(), desired.attributes());
    return record.isPresent() ? change(desired, record.get(), server, work) : create(desired, work);
  }

  private Identity change(Resource desired, JsonNode record, Server server, Work work)
      throws ResourceFailure {
    desired.secrets().values().forEach(servers.redaction()::add);
    // An update takes a record whose environment was deleted over to the one that is wanted.
    int recorded = record.path("EndpointId").asInt(0);
    boolean there = environment(server, recorded).isPresent();
    int endpoint = there ? recorded : existing(server, desired.attributes());
    Identity identity = identity(server, record, endpoint);
    work.exists(identity);
    int id = record.path("Id").asInt(0);
    new StackChecks(server, endpoint, desired.attributes()).run(work);
    StackDeployment deployment = new StackDeployment(server, endpoint, desired.attributes(), work);
    server.forgetFile(id);
    deployment.change(id, StackContent.wanted(desired), StackContent.stored(server, record));
    deployment.prune();
    deployment.running();
    return identity;
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Attributes attributes = recorded.attributes();
    Server server = servers.of(attributes, work);
    server.forgetStacks();
    Optional<JsonNode> record = record(server, recorded.identity(), attributes);
    if (record.isEmpty()) {
      return;
    }
    try {
      new StackRemoval(server, record.get()).run();
    } finally {
      server.forgetStacks();
    }
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
