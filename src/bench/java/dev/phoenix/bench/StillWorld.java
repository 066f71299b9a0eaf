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
import java.util.Set;

/**
 * The real types of resource, with their rules and keys, in a world without remote calls: what is
 * recorded is there, as with Terraform's {@code terraform_data}.
 */
public final class StillWorld implements Provider {
  private final List<? extends Provider> real;

  public StillWorld(List<? extends Provider> real) {
    this.real = real;
  }

  @Override
  public List<ResourceType> types() {
    return real.stream()
        .flatMap(provider -> provider.types().stream())
        .<ResourceType>map(Still::new)
        .toList();
  }

  @Override
  public void close() {
    real.forEach(Provider::close);
  }

  private record Still(ResourceType real) implements ResourceType {
    @Override
    public String name() {
      return real.name();
    }

    @Override
    public List<Rule> rules() {
      return real.rules();
    }

    @Override
    public String key(Attributes attributes) {
      return real.key(attributes);
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
    public Set<String> volatileAttributes() {
      return real.volatileAttributes();
    }

    @Override
    public List<Limit> limits(Subject subject, Neighbours neighbours) {
      return real.limits(subject, neighbours);
    }
  }
}
