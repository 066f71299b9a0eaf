package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.provider.ssh.Vouching;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Subject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is kept of the machines on which the engines run. */
final class DockerHostsTest {
  private static final Address DOCKER = Address.parse("docker/web1");

  private static Map<String, String> kept(Map<String, String> recorded, String observed) {
    Attributes attributes =
        Attributes.builder()
            .put(
                "connection",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", "ssh")
                    .put("address", "192.0.2.1")
                    .put("user", "root"))
            .build();
    RecordingWork work =
        new RecordingWork() {
          @Override
          public Subject subject(Address address) {
            return new Subject(
                DOCKER,
                null,
                new Recorded(
                    DOCKER,
                    Identity.of(recorded),
                    attributes,
                    new TreeMap<>(),
                    new TreeSet<>(),
                    Address.parse("vm/web1"),
                    Recorded.Status.OK));
          }
        }.with(DOCKER.toString(), attributes, new TreeMap<>());
    Vouching vouching =
        (_, _) ->
            new Voucher() {
              @Override
              public Set<String> fingerprints() {
                return Set.of();
              }

              @Override
              public String observedMachine() {
                return observed;
              }
            };
    try (DockerHosts hosts =
        new DockerHosts(Network.real(), SshHome.system(), Repetition.usual(), vouching)) {
      return hosts.contact(DOCKER, work);
    }
  }

  /** However its key was trusted, a machine that was met is told from one made in its place. */
  @Test
  void theMachineIsKeptWithoutAFirstContact() {
    assertThat(kept(Map.of("engine", "id"), "mark"))
        .containsExactly(Map.entry("host_key_of", "mark"));
    assertThat(kept(Map.of("engine", "id", "host_key_of", "before"), "mark"))
        .containsExactly(Map.entry("host_key_of", "mark"));
  }

  @Test
  void itIsNotForgottenWhereTheMachineIsNotSeen() {
    assertThat(kept(Map.of("engine", "id", "host_key_of", "mark"), ""))
        .containsExactly(Map.entry("host_key_of", "mark"));
    assertThat(kept(Map.of("engine", "id"), "")).isEmpty();
  }
}
