package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Stage;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run in which time passes only by waiting, with the hypervisor at the given URL. */
final class FakeRun implements Work {
  static final Address HYPERVISOR = Address.parse("hypervisor/proxmox");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  final List<Identity> journal = new ArrayList<>();
  final List<String> said = new ArrayList<>();

  /** How far the operation has come, in this run or in one that did not end. */
  final List<Stage> stages = new ArrayList<>();

  /** What the plan has said of what runs. */
  Rule.Disruption announced = Rule.Disruption.NONE;

  private final Map<Address, Resource> resources = new HashMap<>();
  private final Map<Address, Recorded> records = new HashMap<>();
  private long now;

  FakeRun(String hypervisor, Map<String, Secret> secrets) {
    wants(resource(HYPERVISOR.toString(), hypervisor, secrets));
  }

  static Attributes attributes(String json) {
    return Attributes.of((ObjectNode) MAPPER.readTree(json.replace('\'', '"')));
  }

  static Resource resource(String address, String json, Map<String, Secret> secrets) {
    return new Resource(
        Address.parse(address),
        attributes(json),
        new TreeMap<>(secrets),
        new TreeSet<>(),
        null,
        null);
  }

  FakeRun wants(Resource resource) {
    resources.put(resource.address(), resource);
    return this;
  }

  /** The state as it is after this resource was applied. */
  Recorded records(Resource resource, Identity identity) {
    Recorded recorded =
        new Recorded(
            resource.address(),
            identity,
            resource.attributes(),
            new TreeMap<>(),
            new TreeSet<>(),
            null,
            Recorded.Status.OK);
    records.put(resource.address(), recorded);
    return recorded;
  }

  /** The state as a run leaves it that is killed at this stage; what it journaled is forgotten. */
  void killed(Resource resource, Identity identity, Stage stage) {
    Recorded done = records(resource, identity);
    records.put(
        resource.address(),
        new Recorded(
            done.address(),
            identity,
            done.attributes(),
            done.secretDigests(),
            done.dependencies(),
            null,
            false,
            Recorded.Status.INCOMPLETE,
            stage));
    stages.clear();
    stages.add(stage);
    said.clear();
  }

  @Override
  public Subject subject(Address address) {
    return new Subject(address, resources.get(address), records.get(address));
  }

  @Override
  public SortedMap<String, Secret> secrets(Address address) {
    Resource resource = resources.get(address);
    return resource == null ? new TreeMap<>() : resource.secrets();
  }

  @Override
  public Observation observation(Address address) {
    return new Observation.Present(subject(address).identity(), Attributes.NONE);
  }

  @Override
  public void exists(Identity identity) {
    journal.add(identity);
  }

  @Override
  public void reached(String part) {
    stages.add(new Stage(part, ""));
  }

  @Override
  public void begun(String task) {
    stages.add(new Stage(stage().reached(), task));
  }

  @Override
  public Stage stage() {
    return stages.isEmpty() ? Stage.NONE : stages.getLast();
  }

  @Override
  public void progress(String what) {
    said.add(what);
  }

  final Time time =
      new Time() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public void sleep(Duration duration) {
          now += duration.toNanos();
        }
      };

  @Override
  public Time time() {
    return time;
  }

  @Override
  public void checkInterrupted() {}

  @Override
  public Rule.Disruption announced() {
    return announced;
  }
}
