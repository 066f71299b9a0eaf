package dev.phoenix.bench;

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

/** A world without remote calls, as {@code terraform_data} is: what is recorded is there. */
final class BenchWorld implements Provider, ResourceType {
  @Override
  public List<ResourceType> types() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "thing";
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public String key(Attributes attributes) {
    return attributes.text("name");
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    Recorded recorded = subject.recorded();
    return recorded == null
        ? new Observation.Absent()
        : new Observation.Present(recorded.identity(), recorded.attributes());
  }

  @Override
  public Identity create(Resource desired, Work work) {
    return Identity.of("id", desired.address().name());
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work) {
    return observed.identity();
  }

  @Override
  public void delete(Recorded recorded, Work work) {}

  @Override
  public void close() {}
}
