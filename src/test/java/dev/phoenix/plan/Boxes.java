package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Set;

/** A type whose objects are always there and have something to say. */
final class Boxes implements Provider, ResourceType {
  @Override
  public List<ResourceType> types() {
    return List.of(this);
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return List.of(
        "data stays: %d go with %s".formatted(deleted.size(), recorded.address().name()));
  }

  @Override
  public String name() {
    return "box";
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public String key(Attributes attributes) {
    return "";
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    return new Observation.Present(subject.identity(), subject.attributes());
  }

  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    return List.of(Diagnostic.warning(subject.address() + " is there", "It was not always."));
  }

  @Override
  public Identity create(Resource desired, Work work) {
    return Identity.UNKNOWN;
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work) {
    return Identity.UNKNOWN;
  }

  @Override
  public void delete(Recorded recorded, Work work) {}

  @Override
  public void close() {}
}
