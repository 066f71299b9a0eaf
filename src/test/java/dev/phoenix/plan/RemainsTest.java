package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.List;
import java.util.Objects;
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

  @Test
  void standsInThePlanBesideWhatTheTypesRemark() {
    Recorded recorded = Objects.requireNonNull(draft("old", Action.DELETE).subject.recorded());
    State state = new State("lineage", 1, new TreeMap<>()).with(recorded);
    Diagnostics diagnostics = new Diagnostics();

    Plan plan =
        new Planner(types)
            .plan(List.of(), state, new SecretDigests("lineage"), PlanOptions.USUAL, diagnostics);

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.reasons()).contains("data stays: 1 go with old"));
    assertThat(plan.warnings())
        .containsExactly(Diagnostic.warning("box/old is there", "It was not always."));
  }
}
