package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Work on a world of given resources that keeps what it is told. */
class RecordingWork implements Work, Neighbours {
  private final SortedMap<Address, Resource> resources = new TreeMap<>();
  final List<Identity> existing = Collections.synchronizedList(new ArrayList<>());
  final List<String> progress = Collections.synchronizedList(new ArrayList<>());

  /** The machine's clock unless a test has one that does not wait. */
  Time time = Time.system();

  /** What is observed of every neighbour. */
  Observation observed = new Observation.Present(Identity.UNKNOWN, Attributes.NONE);

  RecordingWork with(String address, Attributes attributes, SortedMap<String, Secret> secrets) {
    Address parsed = Address.parse(address);
    resources.put(parsed, new Resource(parsed, attributes, secrets, new TreeSet<>(), null, null));
    return this;
  }

  Resource resource(String address) {
    Resource resource = resources.get(Address.parse(address));
    if (resource == null) {
      throw new IllegalArgumentException(address);
    }
    return resource;
  }

  @Override
  public Subject subject(Address address) {
    return new Subject(address, resource(address.toString()), null);
  }

  @Override
  public SortedMap<String, Secret> secrets(Address address) {
    return resource(address.toString()).secrets();
  }

  @Override
  public Observation observation(Address address) {
    return observed;
  }

  @Override
  public void exists(Identity identity) {
    existing.add(identity);
  }

  @Override
  public void progress(String what) {
    progress.add(what);
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public void checkInterrupted() throws ResourceFailure {}

  @Override
  public Rule.Disruption announced() {
    return Rule.Disruption.RECREATE;
  }
}
