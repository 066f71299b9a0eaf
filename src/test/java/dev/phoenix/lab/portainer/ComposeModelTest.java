package dev.phoenix.lab.portainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.lab.engine.ComposeProject;
import dev.phoenix.lab.engine.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Compose of a server makes of a file depends on the server's version. */
class ComposeModelTest {
  private static List<String> services(String file, String version, String profiles) {
    Map<String, String> environment = Map.of("COMPOSE_PROFILES", profiles);
    return new ComposeModel(
            "web",
            "/data/compose/1/docker-compose.yml",
            ComposeText.read(file, environment),
            Version.of(version),
            new ComposeService.Provisions(environment, _ -> null, false))
        .project().services().stream().map(ComposeProject.Service::name).sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2.23.0, '', web",
    "2.23.0, 'debug,x', 'debug,web'",
    "2.24.0, debug, web",
    "2.33.6, debug, 'debug,web'",
    "2.33.6, *, 'debug,web'",
    "2.33.6, 'debug,x', web",
    "2.46.0, 'debug,x', 'debug,web'",
  })
  void startsWhatTheProfilesActivate(String version, String profiles, String started) {
    String file =
        "services: {web: {image: demo/idle:1}, debug: {image: demo/idle:1, profiles: [debug]}}";

    assertThat(services(file, version, profiles)).containsExactly(started.split(",", -1));
  }

  @Test
  void refusesWhatItsComposeDoesNotKnow() {
    String file = "services: {web: {image: demo/idle:1, gpus: all}}";

    assertThatThrownBy(() -> services(file, "2.23.0", ""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("services.web Additional property gpus is not allowed");
    assertThat(services(file, "2.45.0", "")).containsExactly("web");
  }
}
