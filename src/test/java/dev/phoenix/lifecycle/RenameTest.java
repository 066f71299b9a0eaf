package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Another name in the files is no other thing in the world. */
@Execution(ExecutionMode.CONCURRENT)
class RenameTest {
  private static final String FILE = "phoenix_hypervisor_config.json";

  @TempDir Path folder;

  @Test
  void aHostIsRenamedWithAllThatIsOnIt() {
    try (Trial trial = Trial.hosts(folder, "2.33.5")) {
      trial.apply();
      List<String> before = running(trial, "drphoenix");
      trial.edit(FILE, "\"name\": \"drphoenix\"", "\"name\": \"atlas\"");
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan)).contains("MOVE endpoint/atlas CONFIG [name]");
      assertThat(changed(plan)).extracting(Change::action).containsOnly(Action.MOVE);
      assertThat(changed(plan))
          .extracting(change -> change.address().toString())
          .contains("docker/atlas", "agent/atlas", "volume/atlas/n8n_data", "network/atlas/edge")
          .contains("stack/atlas/n8n", "stack/atlas/qdrant", "stack/atlas/web");
      assertThat(plan.denials()).isEmpty();
      trial.apply();
      assertThat(running(trial, "drphoenix")).isEqualTo(before);
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.strays()).isEmpty();
    }
  }

  @Test
  void aServerIsRenamedWithAllThatItKeeps() {
    try (Trial trial = Trial.hosts(folder, "2.33.5")) {
      trial.apply();
      List<String> before = running(trial, "drphoenix");
      trial.edit(FILE, "\"portainer_api\": {", "\"portainer_api\": {\"name\": \"harbour\",");
      assertThat(Trial.lines(trial.plan())).containsExactly("MOVE server/harbour CONFIG []");
      trial.apply();
      assertThat(running(trial, "drphoenix")).isEqualTo(before);
      assertThat(trial.plan().steps()).isEmpty();
      assertThat(trial.recorded("tag/home").attributes().text("server"))
          .isEqualTo("server/harbour");
    }
  }

  @Test
  void anEnvironmentIsRenamedWithoutItsStacks() {
    try (Trial trial = Trial.hosts(folder, "2.33.5")) {
      trial.apply();
      List<String> before = running(trial, "drphoenix");
      trial.edit(
          FILE,
          "\"name\": \"drphoenix\"",
          "\"name\": \"drphoenix\", \"portainer_environment_name\": \"doctor\"");
      assertThat(Trial.lines(trial.plan()))
          .containsExactly("UPDATE endpoint/drphoenix CONFIG [name]");
      trial.apply();
      assertThat(running(trial, "drphoenix")).isEqualTo(before);
      assertThat(trial.plan().steps()).isEmpty();
    }
  }

  @Test
  void whatARunBeganThatWasKilledIsFoundByTheNameOfBefore() {
    try (Trial trial = Trial.hosts(folder, "2.33.5")) {
      trial.apply();
      List<String> before = running(trial, "drphoenix");
      trial.cutShort("endpoint/drphoenix", "stack/drphoenix/web", "volume/drphoenix/n8n_data");
      trial.edit(
          FILE,
          "\"name\": \"drphoenix\"",
          "\"name\": \"drphoenix\", \"portainer_environment_name\": \"doctor\"");
      assertThat(Trial.lines(trial.plan()))
          .contains("UPDATE endpoint/drphoenix CONFIG [name]")
          .noneMatch(line -> line.startsWith("CREATE"));
      trial.apply();
      assertThat(running(trial, "drphoenix")).isEqualTo(before);
      assertThat(trial.plan().steps()).isEmpty();
      assertThat(trial.strays()).isEmpty();
    }
  }

  private static List<Change> changed(Plan plan) {
    return plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
  }

  /** What runs on a host of the lab, by ids, which are others when it is made anew. */
  private static List<String> running(Trial trial, String host) {
    return trial.engine(host).containers().running().stream()
        .map(container -> container.name() + " " + container.id() + " " + container.life())
        .toList();
  }
}
