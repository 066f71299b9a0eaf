package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One look at a stack: its record, its file, its variables and its containers. */
final class StackReading {
  /** The status of a stack whose last deployment has failed. */
  private static final int FAILED = 4;

  private final Server server;
  private final Redaction redaction;
  private final StackRecords records;
  private final Subject subject;
  private final Neighbours neighbours;
  private final Attributes attributes;

  /**
   * Ready to look.
   *
   * @param redaction is told of the secrets that the record has: what names them there shows them
   */
  StackReading(Server server, Subject subject, Neighbours neighbours, Redaction redaction) {
    this.neighbours = neighbours;
    this.server = server;
    this.redaction = redaction;
    this.records = new StackRecords(server);
    this.subject = subject;
    this.attributes = subject.recordedAttributes();
  }

  Observation observation() throws ResourceFailure {
    Optional<JsonNode> record = records.find(subject.identity(), attributes);
    return record.isPresent() ? present(record.get()) : unrecorded();
  }

  /** Without a record: a compose project of that name would be taken over silently. */
  private Observation unrecorded() throws ResourceFailure {
    OptionalInt endpoint = records.endpoint(attributes);
    if (endpoint.isEmpty()) {
      return new Observation.Absent();
    }
    StackServices services = services(endpoint.getAsInt(), attributes.text("name"));
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

  private StackServices services(int endpoint, String name) throws ResourceFailure {
    return StackServices.of(server.containers().of(endpoint, name), name);
  }

  private Observation present(JsonNode record) throws ResourceFailure {
    int endpoint = record.path("EndpointId").asInt(0);
    Optional<String> environment = records.environment(endpoint);
    String name = record.path("Name").asString("");
    StackContent stored = StackContent.stored(server, record);
    JsonNode services = subject.attributes().object("services");
    Optional<StackServices> there =
        environment.isPresent() ? Optional.of(services(endpoint, name)) : Optional.empty();
    SortedMap<String, Secret> secrets = secrets(stored);
    secrets.values().forEach(redaction::add);
    Attributes shown =
        Attributes.builder()
            .put("server", attributes.text("server"))
            .put("endpoint", attributes.text("endpoint"))
            .put("environment_name", environmentName(endpoint, environment))
            .put("name", name)
            .put("compose", compose(stored))
            .put("env", Variables.shown(open(stored, secrets), subject))
            .put(
                "services",
                there
                    .map(found -> found.observed(services))
                    .orElseGet(() -> StackServices.orphaned(services)))
            .build();
    return new Observation.Present(
        records.identity(record, endpoint),
        shown,
        secrets,
        claim(record),
        disruptions(record, there));
  }

  /**
   * A server that deploys in the background takes a stack down before it deploys it anew, where its
   * last deployment failed, whatever of it still runs.
   */
  private static SortedMap<String, Disruption> disruptions(
      JsonNode record, Optional<StackServices> there) {
    SortedMap<String, Disruption> disruptions =
        there.map(StackServices::disruptions).orElseGet(TreeMap::new);
    if (record.path("Status").asInt(1) == FAILED && there.filter(it -> !it.isEmpty()).isPresent()) {
      disruptions.clear();
      List.of("compose", "env", "services")
          .forEach(attribute -> disruptions.put(attribute, Disruption.RECREATE));
    }
    return disruptions;
  }

  /** One that is on the environment that it is to be on is so whatever name that has by now. */
  private String environmentName(int endpoint, Optional<String> name) throws ResourceFailure {
    return isWanted(endpoint)
        ? subject.attributes().text("environment_name")
        : name.orElse(attributes.text("environment_name"));
  }

  private boolean isWanted(int endpoint) throws ResourceFailure {
    Resource desired = subject.desired();
    return desired != null
        && desired.within() != null
        && neighbours.observation(desired.within()) instanceof Observation.Present present
        && present.identity().part("id").equals(Integer.toString(endpoint))
        && present.identity().part("instance").equals(server.instance());
  }

  /** An update by its text cuts a stack off from the repository that Portainer deploys it from. */
  private static Claim claim(JsonNode record) {
    JsonNode repository = record.path("GitConfig").path("URL");
    return repository.isString()
        ? Claim.foreign(
            "Portainer deploys it from the git repository %s, which an update would end"
                .formatted(repository.asString().replaceFirst("//[^/@]*@", "//")))
        : Claim.FREE;
  }

  /** Only the ends may differ from what was sent. */
  private String compose(StackContent stored) {
    String wanted = subject.attributes().text("compose", "");
    return wanted.strip().equals(stored.compose().strip()) ? wanted : stored.compose();
  }

  private SortedMap<String, Secret> secrets(StackContent stored) {
    SortedMap<String, Secret> secrets = new TreeMap<>(stored.secrets());
    secrets.keySet().removeIf(path -> !subject.isSecret(path));
    return secrets;
  }

  private static SortedMap<String, String> open(
      StackContent stored, SortedMap<String, Secret> secrets) {
    SortedMap<String, String> open = new TreeMap<>(stored.variables());
    open.keySet().removeIf(name -> secrets.containsKey(StackContent.path(name)));
    return open;
  }
}
