package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.real.RealDocker;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Work;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real Docker Engine. */
class KeptContainerTest {
  private static final Address OWNER = Address.parse("agent/web1");

  private final RecordingWork work = new RecordingWork();
  private DockerApi engine;
  private KeptContainer container;

  @BeforeEach
  void open() {
    engine =
        new DockerApi(
            "docker/web1", Route.to(UnixDomainSocketAddress.of(RealDocker.get().socket())));
    container = new KeptContainer(engine, "kept");
  }

  @AfterEach
  void clean() throws ResourceFailure {
    // Nothing is there where the tests were left out.
    if (container != null) {
      container.remove();
      engine.volumes().remove("kept_data");
    }
  }

  private static ContainerSpec.Builder spec() {
    return ContainerSpec.of("kept", RealDocker.IMAGE)
        .environment(Map.of("LEVEL", "info"))
        .mount("kept_data:/data")
        .restart("always")
        .labels(Map.of("team", "blue"));
  }

  @Test
  void readsBackWhatItWasMadeOf() throws Exception {
    ContainerSpec spec =
        spec()
            .secret("TOKEN", new Secret("s3cret-token"))
            .publish(Map.of("80", "127.0.0.1:" + freePort(), "81", Integer.toString(freePort())))
            .arguments(
                List.of("sh", "-c", "cat /tmp/it; echo; trap 'exit 0' TERM; sleep 1000 & wait"))
            .file(new ContainerFile("/tmp/it", 0400, new Secret("hällo")))
            .build();

    String id = container.replace(spec, OWNER, null, work);

    ObservedContainer now = container.observe().orElseThrow();
    assertThat(now.id()).isEqualTo(id);
    assertThat(now.running()).isTrue();
    assertThat(now.image()).isEqualTo(RealDocker.IMAGE);
    assertThat(now.environment()).isEqualTo(Map.of("LEVEL", "info", "TOKEN", "s3cret-token"));
    assertThat(now.publish()).isEqualTo(spec.publish());
    assertThat(now.mounts()).isEqualTo(spec.mounts());
    assertThat(now.arguments()).isEqualTo(spec.arguments());
    assertThat(now.restart()).isEqualTo("always");
    assertThat(now.labels()).isEqualTo(Map.of("team", "blue"));
    assertThat(now.owner()).isEqualTo("agent/web1");
    assertThat(engine.containers().logs("kept", 10)).isEqualTo("hällo\n");
    assertThat(engine.containers().list())
        .anySatisfy(listed -> {
          assertThat(listed.name()).isEqualTo("kept");
          assertThat(listed.state()).isEqualTo("running");
          assertThat(listed.labels()).containsEntry(Ownership.LABEL, "agent/web1");
        });
  }

  @Test
  void leavesOutWhatTheImageSays() throws Exception {
    container.replace(ContainerSpec.of("kept", RealDocker.IMAGE).build(), OWNER, null, work);

    ObservedContainer now = container.observe().orElseThrow();
    assertThat(now.environment()).isEmpty();
    assertThat(now.arguments()).isEmpty();
    assertThat(now.labels()).isEmpty();
    assertThat(now.restart()).isEqualTo("no");
  }

  @Test
  void keepsTheVolumeWhenItIsReplaced() throws Exception {
    String first =
        container.replace(
            spec()
                .arguments(
                    List.of(
                        "sh", "-c", "echo kept > /data/f; trap 'exit 0' TERM; sleep 1000 & wait"))
                .build(),
            OWNER,
            null,
            work);
    String second =
        container.replace(
            spec()
                .arguments(
                    List.of("sh", "-c", "cat /data/f; trap 'exit 0' TERM; sleep 1000 & wait"))
                .build(),
            OWNER,
            null,
            work);

    assertThat(second).isNotEqualTo(first);
    assertThat(engine.containers().logs("kept", 10)).isEqualTo("kept\n");
    assertThat(engine.containers().inspect(first)).isEmpty();
  }

  @Test
  void bringsTheOldOneBackWhenTheNewOneDoesNotStayUp() throws Exception {
    String first = container.replace(spec().build(), OWNER, null, work);

    assertThatThrownBy(() ->
            container.replace(
                spec().restart("no").arguments(List.of("sh", "-c", "echo broken; exit 3")).build(),
                OWNER,
                null,
                work))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("container kept does not stay up (exited, exit code 3)")
        .hasMessageContaining("Its last lines: broken")
        .hasMessageContaining("the container of before runs again");
    assertThat(container.observe().map(ObservedContainer::id)).isEqualTo(Optional.of(first));
    assertThat(container.observe().orElseThrow().running()).isTrue();
  }

  private static ContainerSpec lasting(String level) {
    return spec()
        .environment(Map.of("LEVEL", level))
        .arguments(List.of("sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait"))
        .build();
  }

  private List<String> names() throws ResourceFailure {
    return engine.containers().list().stream()
        .map(ContainerSummary::name)
        .filter(name -> name.startsWith("kept"))
        .toList();
  }

  @Test
  void goesOnFromBeforeTheNewOneWasMade() throws Exception {
    String first = container.replace(lasting("info"), OWNER, null, work);
    engine.containers().stop("kept");
    engine.containers().rename("kept", "kept-phoenix-old");

    assertThat(container.observe().map(ObservedContainer::id)).contains(first);
    container.finish(work);
    assertThat(names()).containsExactly("kept");
    assertThat(container.observe().orElseThrow().running()).isTrue();
  }

  @Test
  void goesOnFromAfterTheNewOneWasStarted() throws Exception {
    container.replace(lasting("info"), OWNER, null, work);
    engine.containers().rename("kept", "kept-phoenix-old");
    engine.containers().stop("kept-phoenix-old");
    String second = engine.containers().create("kept", ContainerBody.of(lasting("debug"), OWNER));
    assertThat(container.observe().orElseThrow().untried()).isTrue();
    engine.containers().start("kept");

    container.finish(work);

    assertThat(names()).containsExactly("kept");
    assertThat(container.observe().map(ObservedContainer::id)).contains(second);
  }

  @Test
  void whatWasNeverStartedIsMadeAnewAndTheOldOneComesBackIfThatFails() throws Exception {
    String first = container.replace(lasting("info"), OWNER, null, work);
    engine.containers().stop("kept");
    engine.containers().rename("kept", "kept-phoenix-old");
    engine.containers().create("kept", ContainerBody.of(lasting("debug"), OWNER));

    assertThatThrownBy(() ->
            container.replace(
                spec().restart("no").arguments(List.of("sh", "-c", "exit 3")).build(),
                OWNER,
                null,
                work))
        .hasMessageContaining("the container of before runs again");
    assertThat(names()).containsExactly("kept");
    assertThat(container.observe().map(ObservedContainer::id)).contains(first);
  }

  @Test
  void leavesBothWhereTheRunIsInterruptedBeforeTheNewOneIsSeenToRun() throws Exception {
    container.replace(lasting("info"), OWNER, null, work);
    RecordingWork interrupted =
        new RecordingWork() {
          @Override
          public void checkInterrupted() throws ResourceFailure {
            throw Work.interrupted();
          }
        };

    assertThatThrownBy(() -> container.replace(lasting("debug"), OWNER, null, interrupted))
        .isInstanceOfSatisfying(
            ResourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.AMBIGUOUS));
    assertThat(names()).containsExactlyInAnyOrder("kept", "kept-phoenix-old");
    container.finish(work);
    assertThat(names()).containsExactly("kept");
    assertThat(container.observe().orElseThrow().environment()).containsEntry("LEVEL", "debug");
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ContainerSpec spec =
          spec().publish(Map.of("80", "127.0.0.1:" + taken.getLocalPort())).build();

      assertThatThrownBy(() -> container.replace(spec, OWNER, null, work))
          .isInstanceOf(ResourceFailure.class)
          .hasMessageStartingWith("docker/web1: cannot start container ")
          .hasMessageContaining("address already in use");
    }
  }

  @Test
  void takesNoImageThatItMayNotFetch() {
    ContainerSpec spec = ContainerSpec.of("kept", "demo/absent:1").pull(Pull.NEVER).build();

    assertThatThrownBy(() -> container.replace(spec, OWNER, null, work))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("image demo/absent:1 is not there");
  }

  @Test
  void knowsThatThereIsNone() throws Exception {
    assertThat(container.observe()).isEmpty();
    container.remove();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
