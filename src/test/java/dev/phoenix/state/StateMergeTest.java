package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StateMergeTest {
  private static byte[] state(long serial, String... addresses) {
    SortedMap<Address, Recorded> resources = new TreeMap<>();
    for (String text : addresses) {
      Address address = Address.parse(text);
      resources.put(
          address,
          new Recorded(
              address,
              Identity.of("vmid", "1001"),
              Attributes.NONE,
              new TreeMap<>(),
              new TreeSet<>(),
              null,
              Recorded.Status.OK));
    }
    return StateFile.write(new State("lineage", serial, resources));
  }

  @Test
  void oneObjectThatBothSidesHaveRenamedIsAConflict() {
    byte[] base = state(1, "vm/a");

    assertThat(StateMerge.of(base, state(2, "vm/c"), state(2, "vm/b")))
        .isEqualTo(
            new StateMerge.Impossible(
                "Both sides changed the same:\n"
                    + "vm/c here and vm/b there are the same object: both sides have renamed it"));
    assertThat(StateMerge.of(base, state(2, "vm/b"), state(2, "vm/b")))
        .isInstanceOf(StateMerge.Merged.class);
  }

  @Test
  void whatOneSideKnowsUnderTwoAddressesIsItsOwnAffair() {
    byte[] base = state(1, "vm/a", "vm/b");

    assertThat(StateMerge.of(base, state(2, "vm/a", "vm/b", "lxc/c"), state(2, "vm/a", "vm/b")))
        .isInstanceOf(StateMerge.Merged.class);
  }
}
