package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenamingTest {
  private static final Address OLD = Address.parse("docker/old");
  private static final Address NEW = Address.parse("docker/new");
  private static final Address VOLUME = Address.parse("volume/old/data");
  private static final Secret PASSWORD = new Secret("hunter2!");

  private final SecretDigests digests = new SecretDigests("lineage");

  private State state() {
    Recorded docker =
        recorded(
            OLD,
            Attributes.builder().put("channel", "any").build(),
            new TreeMap<>(
                Map.of(
                    "password", digests.of(OLD, "password", PASSWORD),
                    "phrase", digests.of(OLD, "phrase", new Secret("forgotten")))),
            null);
    Recorded volume =
        recorded(
            VOLUME,
            Attributes.builder().put("docker", "docker/old").put("name", "data").build(),
            new TreeMap<>(),
            OLD);
    return new State("lineage", 3, new TreeMap<>(Map.of(docker.address(), docker, VOLUME, volume)));
  }

  private static Recorded recorded(
      Address address,
      Attributes attributes,
      SortedMap<String, String> secrets,
      @Nullable Address within) {
    return new Recorded(
        address,
        Identity.of("id", "1"),
        attributes,
        secrets,
        within == null ? new TreeSet<>() : new TreeSet<>(Set.of(within)),
        within,
        Recorded.Status.OK);
  }

  @Test
  void whatNeedsItKnowsItByItsNewAddress() {
    Renaming renaming =
        new Renaming(OLD, NEW, digests, Map.of(NEW, new TreeMap<>(Map.of("password", PASSWORD))));

    SortedMap<Address, Recorded> now = renaming.of(state());

    assertThat(now.keySet()).containsExactly(NEW, VOLUME);
    Recorded volume = Objects.requireNonNull(now.get(VOLUME));
    assertThat(volume.attributes().text("docker")).isEqualTo("docker/new");
    assertThat(volume.dependencies()).containsExactly(NEW);
    assertThat(volume.within()).isEqualTo(NEW);
    Recorded docker = Objects.requireNonNull(now.get(NEW));
    assertThat(docker.secretDigests()).containsOnlyKeys("password");
    assertThat(
            digests.matches(
                Objects.requireNonNull(docker.secretDigests().get("password")),
                NEW,
                "password",
                PASSWORD))
        .isTrue();
    assertThat(renaming.lost()).containsExactly("phrase");
  }
}
