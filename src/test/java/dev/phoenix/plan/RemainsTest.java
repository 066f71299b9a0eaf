package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RemainsTest {
  private final ResourceTypes types = new ResourceTypes(List.of(new Boxes()));

  private static Draft draft(String name, Action action) {
    Address address = new Address("box", name);
    Recorded recorded =
        new Recorded(
            address,
            Identity.of("name", name),
            Attributes.NONE,
            new TreeMap<>(),
            new TreeSet<>(),
            null,
            Recorded.Status.OK);
    return new Draft(
            new Subject(address, null, recorded),
            new Observation.Present(recorded.identity(), Attributes.NONE))
        .is(action, Cause.CONFIG);
  }

  @Test
  void isSaidOfWhatIsDeletedOrMadeAnewOnly() {
    Draft gone = draft("gone", Action.DELETE);
    Draft anew = draft("anew", Action.REPLACE);
    Draft kept = draft("kept", Action.UPDATE);
    Draft taken = draft("taken", Action.DELETE);
    taken.takenBy = new Address("box", "gone");

    new Remains(types, List.of(gone, anew, kept, taken)).say();

    assertThat(gone.reasons).containsExactly("data stays: 2 go with gone");
    assertThat(anew.reasons).containsExactly("data stays: 2 go with anew");
    assertThat(kept.reasons).isEmpty();
    assertThat(taken.reasons).isEmpty();
  }

  /** A type whose objects say how many are deleted with them. */
  private static final class Boxes implements Provider, ResourceType {
    @Override
    public List<ResourceType> types() {
      return List.of(this);
    }

    @Override
    public List<String> remains(Recorded recorded, Set<Address> deleted) {
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
      return new Observation.Absent();
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
}
