package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class ServerTypeTest {
  private static final Resource TAG =
      FakeWork.resource("tag/production", "{'server':'server/main','name':'production'}", Map.of());

  @TempDir Path folder;
  private PortainerLab lab;
  private ResourceType servers;
  private final Resource server = PortainerLab.server("2.33.5", PortainerLab.PASSWORD);

  @BeforeEach
  void open() {
    lab = new PortainerLab(folder);
    servers = lab.type("server");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void byHand(String name, String labels) {
    lab.engine().images().pull("portainer/portainer-ce:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            name,
            JsonMapper.shared()
                .readTree(
                    """
                    {"Image":"portainer/portainer-ce:2.33.5","Labels":%s,
                     "ExposedPorts":{"9443/tcp":{},"8000/tcp":{}},
                     "HostConfig":{"RestartPolicy":{"Name":"always"},
                       "Binds":["/var/run/docker.sock:/var/run/docker.sock","portainer_data:/data"],
                       "PortBindings":{"9443/tcp":[{"HostPort":"9443"}],"8000/tcp":[{"HostPort":"8000"}]}}}
                    """
                        .formatted(labels)));
    lab.engine().containers().start(name);
  }

  @Test
  void isMadeAndThenAsWanted() throws Exception {
    assertThat(lab.sees(server)).isEqualTo(new Observation.Absent());

    Identity identity = servers.create(server, lab.work);

    Observation.Present seen = lab.present(server);
    assertThat(seen.attributes()).isEqualTo(PortainerLab.visible(server, seen));
    assertThat(seen.attributes().values())
        .containsKeys("image", "publish", "data_volume", "restart", "running", "arguments");
    assertThat(seen.claim()).isEqualTo(Claim.FREE);
    assertThat(identity.part("instance")).isNotEmpty();
    assertThat(identity.part("container")).isEqualTo(seen.identity().part("container"));
    assertThat(lab.work.journal.getFirst().part("container")).isNotEmpty();
    assertThat(lab.work.said)
        .contains("pulling portainer/portainer-ce:2.33.5 (1 of 1 layers)")
        .anyMatch(line -> line.startsWith("pinned certificate sha256:"));
    assertThat(lab.work.said).noneMatch(line -> line.contains("planted-admin-password"));
  }

  @Test
  void cannotBeSeenBehindAHostThatCannotBeReached() throws Exception {
    Observation gone = new Observation.Unreachable("no route");
    lab.work.observe(PortainerLab.DOCKER, gone);
    assertThat(lab.sees(server)).isEqualTo(gone);
  }

  @Test
  void keepsItsDataWhenItIsMadeAnew() throws Exception {
    Identity before = lab.makes(server);
    Identity tag = lab.type("tag").create(TAG, lab.work);

    Resource newer = lab.wants(PortainerLab.server("2.39.1", PortainerLab.PASSWORD));
    Identity after = servers.update(newer, lab.present(server), lab.work);

    assertThat(after.part("container")).isNotEqualTo(before.part("container"));
    assertThat(after.part("instance")).isEqualTo(before.part("instance"));
    assertThat(lab.present(TAG).identity().part("id")).isEqualTo(tag.part("id"));
    Observation.Present seen = lab.present(newer);
    assertThat(seen.attributes().text("image")).isEqualTo("portainer/portainer-ce:2.39.1");
  }

  @Test
  void leavesItsDataBehindWhenItIsDeleted() throws Exception {
    Identity identity = lab.makes(server);

    servers.delete(PortainerLab.recorded(server, identity), lab.work);
    servers.delete(PortainerLab.recorded(server, identity), lab.work);

    assertThat(lab.sees(server)).isEqualTo(new Observation.Absent());
    assertThat(lab.engine().volumes().has("portainer_data")).isTrue();
    assertThat(lab.makes(server).part("instance")).isEqualTo(identity.part("instance"));
  }

  @Test
  void saysWhatBecomesOfItsData() {
    Recorded recorded = PortainerLab.recorded(server, Identity.UNKNOWN);
    assertThat(servers.remains(recorded, new Observation.Absent(), Set.of(server.address())))
        .containsExactly(
            "data stays: volume portainer_data on docker/web1 (docker volume rm portainer_data deletes it)");
    Address volume = Address.parse("volume/web1/portainer_data");
    assertThat(
            servers.remains(recorded, new Observation.Absent(), Set.of(server.address(), volume)))
        .containsExactly(
            "data goes: all that it knows is in volume/web1/portainer_data, which this plan deletes too");
  }

  @Test
  void takesOneThatWasMadeByHandButNotOneOfAnotherAddress() throws Exception {
    byHand("portainer", "{}");
    assertThat(lab.present(server).claim()).isEqualTo(Claim.FREE);

    lab.engine().containers().remove("portainer", true);
    byHand("portainer", "{\"dev.phoenix.address\":\"server/other\"}");
    assertThat(lab.present(server).claim())
        .isEqualTo(Claim.foreign("container portainer was made for server/other"));
  }

  /** Behind a proxy that finds it by its labels in its network it would be gone. */
  @Test
  void leavesOneAloneThatWouldLackSomethingIfItWereMadeAnew() throws Exception {
    lab.engine().networks().create(JsonMapper.shared().readTree("{\"Name\":\"proxy\"}"));
    lab.engine().images().pull("portainer/portainer-ce:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            "portainer",
            JsonMapper.shared()
                .readTree(
                    """
                    {"Image":"portainer/portainer-ce:2.33.5","Env":["TZ=Europe/Berlin","AGENT_SECRET=planted"],
                     "Labels":{"traefik.enable":"true","com.docker.compose.project":"portainer"},
                     "NetworkingConfig":{"EndpointsConfig":{"proxy":{}}},
                     "HostConfig":{"NetworkMode":"proxy","Binds":["/var/run/docker.sock:/var/run/docker.sock",
                      "portainer_data:/data","/srv/certs:/certs:ro"]}}
                    """));

    assertThat(lab.present(server).claim())
        .isEqualTo(
            Claim.foreign(
                "container portainer was made by hand, and made anew it would be without its networks proxy; labels traefik.enable; variables TZ; mounts /srv/certs:/certs:ro"));
  }

  @Test
  void endsTheLockOfOneThatNobodyGaveAnAdministratorInTime() throws Exception {
    byHand("portainer", "{}");
    lab.later(Duration.ofMinutes(6));
    Observation.Present locked = lab.present(server);
    assertThat(locked.identity().part("instance")).isEmpty();
    assertThatThrownBy(() -> lab.type("tag").create(TAG, lab.work))
        .hasMessage(
            "server/main: cannot log in: the server waited five minutes for its first administrator and has locked itself; restart its container and create the administrator within five minutes");

    Identity identity = servers.update(server, locked, lab.work);

    assertThat(identity.part("instance")).isNotEmpty();
    assertThat(lab.type("tag").create(TAG, lab.work).part("id")).isEqualTo("1");
  }

  @Test
  void saysThatItKeepsTheFirstPassword() throws Exception {
    lab.makes(server);
    Resource changed = lab.wants(PortainerLab.server("2.33.5", new Secret("another-password")));

    assertThatThrownBy(() -> servers.update(changed, lab.present(changed), lab.work))
        .isInstanceOfSatisfying(
            ResourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.PERMANENT))
        .hasMessage(
            "server/main: cannot log in: user admin with the password of the files is refused (Invalid credentials: Unauthorized); the data volume of a server keeps the password that it was first started with: give that one, or change it in Portainer");
  }

  @Test
  void oneThatIsOnlyUsedIsNeitherMadeNorDeleted() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/users/me", 200, "{\"Id\":1}");
      Resource used = Objects.requireNonNull(stub.work.subject(FakeWork.SERVER).desired());
      ResourceType type = stub.type("server");

      assertThat(type.read(FakeWork.wanted(used), stub.work))
          .isInstanceOfSatisfying(
              Observation.Present.class,
              seen -> assertThat(seen.identity().part("instance")).isNotEmpty());
      assertThatThrownBy(() -> type.create(used, stub.work))
          .hasMessage(
              "server/main is used, not managed, so phoenix does not create it; start it at http://127.0.0.1:%d, or leave its url out to have phoenix run one"
                  .formatted(stub.server.port()));
      int asked = stub.asked().size();
      type.delete(PortainerLab.recorded(used, Identity.UNKNOWN), stub.work);
      assertThat(stub.asked()).hasSize(asked);
    }
  }
}
