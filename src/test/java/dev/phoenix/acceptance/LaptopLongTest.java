package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.real.EngineCalls;
import dev.phoenix.real.RealHost;
import dev.phoenix.real.StandInImages;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of {@code examples/laptop} on a real engine's own socket. Only ports and the address of
 * the bridge are other ones, since this machine's may be taken; the three images are stand-ins.
 */
@Tag("long")
final class LaptopLongTest {
  private static final Path EXAMPLE = Path.of("examples/laptop");

  @TempDir Path workspace;
  private @Nullable RealHost started;
  private RealHost host;
  private String page;
  private Phoenix phoenix;

  @BeforeEach
  void start() throws IOException {
    host = RealHost.start();
    started = host;
    StandInImages images = StandInImages.on(host);
    images.make("server", "portainer/portainer-ce:2.33.6");
    images.make("agent", "portainer/agent:2.33.6");
    StandInImages.busybox(host, "traefik/whoami:v1.11", "httpd", "-f", "-p", "80");
    page = freePort();
    copy();
    phoenix =
        new Phoenix(
            workspace, Map.of("PORTAINER_ADMIN_PASSWORD", "twelve-letters-7"), host::inside);
  }

  private void copy() throws IOException {
    String agent = freePort();
    Map<String, String> others =
        Map.of(
            "127.0.0.1:9443",
            "127.0.0.1:" + freePort(),
            "\"publish\": \"172.17.0.1:9001\"",
            "\"publish\": \"%1$s:%2$s\", \"address\": \"%1$s\", \"port\": %2$s"
                .formatted(host.gateway(), agent),
            "\"8080\"",
            "\"" + page + "\"");
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> other : others.entrySet()) {
          text = text.replace(other.getKey(), other.getValue());
        }
        Path to = workspace.resolve(EXAMPLE.relativize(file));
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
      }
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void exampleRunsAsItsReadmeSays() throws IOException {
    EngineCalls engine = host.engine();
    assertThat(phoenix.run("plan", "--detailed-exitcode").expect(2).output()).contains("to create");
    phoenix.run("apply", "--auto-approve").expect(0);
    try (InputStream answer = URI.create("http://127.0.0.1:" + page).toURL().openStream()) {
      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello\n");
    }
    phoenix.run("plan", "--detailed-exitcode").expect(0);

    engine.post("containers/hello-hello-1/stop?t=1", "");
    assertThat(phoenix.run("plan", "--detailed-exitcode").expect(2).output()).contains("stopped");
    phoenix.run("apply", "--auto-approve").expect(0);
    phoenix.run("plan", "--detailed-exitcode").expect(0);

    phoenix.run("destroy", "--auto-approve").expect(0);
    assertThat(engine.get("containers/json?all=true")).isEmpty();
    assertThat(engine.get("volumes").at("/Volumes/0/Name").asString(""))
        .isEqualTo("portainer_data");
  }
}
