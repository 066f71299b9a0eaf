package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AgentTypeTest {
  @TempDir Path folder;
  private PortainerLab lab;
  private ResourceType agents;
  private final Resource agent = PortainerLab.agent(Map.of());

  @BeforeEach
  void open() {
    lab = new PortainerLab(folder);
    agents = lab.type("agent");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void isMadeAndThenAsWanted() throws Exception {
    assertThat(lab.sees(agent)).isEqualTo(new Observation.Absent());

    Identity identity = agents.create(agent, lab.work);

    Observation.Present seen = lab.present(agent);
    assertThat(seen.identity()).isEqualTo(identity);
    assertThat(seen.attributes()).isEqualTo(PortainerLab.visible(agent, seen));
    assertThat(seen.attributes().values()).containsKeys("image", "mounts", "env", "publish");
    assertThat(lab.work.said).contains("pulling portainer/agent:2.33.5 (1 of 1 layers)");
    lab.work.said.clear();
    assertThat(agents.update(agent, seen, lab.work)).as("nothing to do").isEqualTo(identity);
    assertThat(lab.work.said).isEmpty();
  }

  @Test
  void cannotBeSeenBehindAHostThatCannotBeReached() throws Exception {
    Observation gone = new Observation.Unreachable("no route");
    lab.work.observe(PortainerLab.DOCKER, gone);
    assertThat(lab.sees(agent)).isEqualTo(gone);
  }

  @Test
  void isNotThereWhereThereIsNoEngine() throws Exception {
    lab.work.observe(PortainerLab.DOCKER, new Observation.Absent());
    assertThat(lab.sees(agent)).isEqualTo(new Observation.Absent());
  }

  @Test
  void isStartedAgainWithoutBeingMadeAnew() throws Exception {
    Identity identity = agents.create(agent, lab.work);
    lab.engine().containers().stop("portainer_agent");
    Observation.Present stopped = lab.present(agent);
    assertThat(stopped.attributes().flag("running", true)).isFalse();

    assertThat(agents.update(agent, stopped, lab.work)).isEqualTo(identity);
    assertThat(lab.present(agent).attributes().flag("running", false)).isTrue();
  }

  @Test
  void itsServerLooksAnewAtTheHostOnceItIsReplaced() throws Exception {
    lab.makes(PortainerLab.server("2.33.5", PortainerLab.PASSWORD));
    Identity before = lab.makes(agent);
    lab.makes(PortainerLab.endpoint());
    long looked = looked();
    lab.later(Duration.ofHours(1));

    Resource changed = lab.wants(PortainerLab.agent(Map.of("LOG_LEVEL", "DEBUG")));
    Identity after = agents.update(changed, lab.present(agent), lab.work);

    assertThat(after).isNotEqualTo(before);
    assertThat(lab.present(changed).attributes().object("env").path("LOG_LEVEL").asString(""))
        .isEqualTo("DEBUG");
    assertThat(looked() - looked).isGreaterThanOrEqualTo(Duration.ofHours(1).toSeconds());
  }

  /** When the server looked at the host last. */
  private long looked() throws ResourceFailure {
    Server server = lab.portainer();
    JsonNode endpoint =
        server.api().call(PortainerRequest.get("read the environment", "endpoints/1"));
    return endpoint.at("/Snapshots/0/Time").asLong(0);
  }

  @Test
  void takesOneThatWasMadeByHandButNotOneOfAnotherAddress() throws Exception {
    byHand("{}");
    assertThat(lab.present(agent).claim()).isEqualTo(Claim.FREE);

    lab.engine().containers().remove("portainer_agent", true);
    byHand("{\"dev.phoenix.address\":\"agent/other\"}");
    assertThat(lab.present(agent).claim())
        .isEqualTo(Claim.foreign("container portainer_agent was made for agent/other"));
  }

  @Test
  void hidesTheVariablesOfOneThatWasMadeByHandAndKeepsItsLabels() throws Exception {
    lab.engine().images().pull("portainer/agent:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            "portainer_agent",
            JsonMapper.shared()
                .readTree(
                    """
                    {"Image":"portainer/agent:2.33.5","Env":["EDGE_KEY=planted-edge-key"],
                     "Labels":{"com.centurylinklabs.watchtower.enable":"true"}}
                    """));

    Observation.Present seen = lab.present(agent);
    assertThat(seen.toString()).doesNotContain("planted-edge-key");
    assertThat(seen.attributes().object("env").path("EDGE_KEY").asString(""))
        .isEqualTo("(sensitive)");
    assertThat(seen.claim())
        .isEqualTo(
            Claim.foreign(
                "container portainer_agent was made by hand, and made anew it would be without its labels com.centurylinklabs.watchtower.enable"));
  }

  @Test
  void saysThatASecretWhichTheFilesDoNotNameIsNotKept() throws Exception {
    lab.engine().images().pull("portainer/agent:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            "portainer_agent",
            JsonMapper.shared()
                .readTree(
                    "{\"Image\":\"portainer/agent:2.33.5\",\"Env\":[\"AGENT_SECRET=planted-secret\"]}"));
    Observation.Present seen = lab.present(agent);

    assertThat(agents.remarks(FakeWork.wanted(agent), seen))
        .singleElement()
        .satisfies(remark ->
            assertThat(remark.summary())
                .isEqualTo(agent.address() + " has AGENT_SECRET, which the files do not name"))
        .satisfies(remark -> assertThat(remark.toString()).doesNotContain("planted-secret"));
    Resource named =
        FakeWork.resource(
            agent.address().toString(), "{}", Map.of("agent_secret", new Secret("planted-secret")));
    assertThat(agents.remarks(FakeWork.wanted(named), seen)).isEmpty();
  }

  /** Compose writes folders with :rw, in the order of its file. */
  @Test
  void oneThatComposeMadeOfTheSameMountsIsNotMadeAnew() throws Exception {
    lab.engine().images().pull("portainer/agent:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            "portainer_agent",
            JsonMapper.shared()
                .readTree(
                    """
                    {"Image":"portainer/agent:2.33.5","HostConfig":{"Binds":[
                      "/var/lib/docker/volumes:/var/lib/docker/volumes:rw",
                      "/var/run/docker.sock:/var/run/docker.sock:rw"]}}
                    """));

    assertThat(lab.present(agent).attributes().get("mounts"))
        .isEqualTo(agent.attributes().get("mounts"));
  }

  private void byHand(String labels) {
    lab.engine().images().pull("portainer/agent:2.33.5", null);
    lab.engine()
        .containers()
        .create(
            "portainer_agent",
            JsonMapper.shared()
                .readTree(
                    "{\"Image\":\"portainer/agent:2.33.5\",\"Labels\":%s}".formatted(labels)));
  }

  @Test
  void isDeletedOnceAndForAll() throws Exception {
    Identity identity = agents.create(agent, lab.work);
    agents.delete(PortainerLab.recorded(agent, identity), lab.work);
    agents.delete(PortainerLab.recorded(agent, identity), lab.work);
    assertThat(lab.sees(agent)).isEqualTo(new Observation.Absent());
  }
}
