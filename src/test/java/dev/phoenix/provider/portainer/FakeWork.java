package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.Work;
import dev.phoenix.world.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run in which time passes only by waiting, and the server is the one at the given URL. */
final class FakeWork implements Work {
  static final Address SERVER = Address.parse("server/main");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  final List<Identity> journal = new ArrayList<>();
  final List<String> said = new ArrayList<>();

  /** Whether the user has ended the run. */
  boolean interrupted;

  private final Map<Address, Resource> resources = new HashMap<>();
  private final Map<Address, Observation> observations = new HashMap<>();
  final Time time;

  FakeWork(String url, Map<String, Secret> secrets) {
    this(url, secrets, new Patience());
  }

  FakeWork(String url, Map<String, Secret> secrets, Time time) {
    this.time = time;
    add(
        resource(
            SERVER.toString(),
            "{'managed':false,'url':'%s','tls':{'mode':'insecure'},'admin_user':'admin'}"
                .formatted(url),
            secrets));
    observe(SERVER, new Observation.Present(Identity.UNKNOWN, Attributes.NONE));
  }

  static Resource resource(String address, String json, Map<String, Secret> secrets) {
    ObjectNode object = (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
    return new Resource(
        Address.parse(address),
        Attributes.of(object),
        new TreeMap<>(secrets),
        new TreeSet<>(),
        null,
        null);
  }

  static Subject wanted(Resource resource) {
    return new Subject(resource.address(), resource, null);
  }

  void add(Resource resource) {
    resources.put(resource.address(), resource);
  }

  void observe(Address address, Observation observation) {
    observations.put(address, observation);
  }

  @Override
  public Subject subject(Address address) {
    Resource resource = resources.get(address);
    if (resource == null) {
      throw new IllegalArgumentException(address.toString());
    }
    return wanted(resource);
  }

  @Override
  public SortedMap<String, Secret> secrets(Address address) {
    Resource resource = resources.get(address);
    return resource == null ? new TreeMap<>() : resource.secrets();
  }

  @Override
  public Observation observation(Address address) {
    return observations.getOrDefault(address, new Observation.Absent());
  }

  @Override
  public void exists(Identity identity) {
    journal.add(identity);
  }

  @Override
  public void progress(String what) {
    said.add(what);
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public void checkInterrupted() throws ResourceFailure {
    if (interrupted) {
      throw Work.interrupted();
    }
  }

  @Override
  public Rule.Disruption announced() {
    return Rule.Disruption.RECREATE;
  }
}
