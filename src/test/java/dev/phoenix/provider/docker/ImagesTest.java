package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.real.RealDocker;
import dev.phoenix.real.RealRegistry;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real Docker Engine with a real registry. */
class ImagesTest {
  private static RealRegistry registry;
  private static DockerApi engine;

  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  static void start() {
    engine =
        new DockerApi(
            "docker/web1", Route.to(UnixDomainSocketAddress.of(RealDocker.get().socket())));
    registry = RealRegistry.start();
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private static RegistryLogin login(String password) {
    return new RegistryLogin(registry.name(), RealRegistry.USER, new Secret(password));
  }

  @Test
  void pullsWhatIsMissingAndOnlyThat() throws Exception {
    String image = registry.publish(RealDocker.get(), "demo/missing", "1");

    engine.images().provide(image, Pull.MISSING, login(RealRegistry.PASSWORD), progress::add);
    int lines = progress.size();
    engine.images().provide(image, Pull.MISSING, login("wrong"), progress::add);
    engine.images().provide(image, Pull.NEVER, null, progress::add);

    assertThat(engine.images().inspect(image)).isPresent();
    assertThat(progress).hasSize(lines).last().asString().contains("pulling " + image);
  }

  @Test
  void alwaysAsksTheRegistry() throws Exception {
    String image = registry.publish(RealDocker.get(), "demo/always", "1");
    engine.images().provide(image, Pull.ALWAYS, login(RealRegistry.PASSWORD), progress::add);

    assertThatThrownBy(
            () -> engine.images().provide(image, Pull.ALWAYS, login("wrong"), progress::add))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageStartingWith("docker/web1: cannot pull image " + image + ": ")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void saysWhatTheRegistryDoesNotHave() {
    String image = registry.name() + "/demo/nothing:7";

    assertThatThrownBy(
            () -> engine.images().pull(image, login(RealRegistry.PASSWORD), progress::add))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("cannot pull image " + image)
        .hasMessageContaining("not found");
  }
}
