package dev.phoenix.configuration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.compose.ComposeFile.External;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeReaderTest {
  private static final String FILE = "stacks/web/docker-compose.yml";

  @Test
  void readsServicesPortsAndExternals() {
    ComposeFile file =
        good(
            """
            x-base: &base
              restart: always
              labels: [a=b]
            services:
              web:
                <<: *base
                image: "nginx:${TAG:-1.29}"
                ports:
                  - "80"
                  - 8080:80
                  - "127.0.0.1:5000-5001:5000-5001/udp"
                  - {target: 443, published: "8443", host_ip: "::1"}
                volumes: [data:/data, /srv:/srv:ro, /cache]
                networks: [front]
                depends_on:
                  setup: {condition: service_completed_successfully}
              setup:
                image: busybox
                restart: always
              once: {image: busybox}
              later: {image: busybox, profiles: [debug], ports: ["9:9"]}
              none: {image: busybox, deploy: {replicas: 0}}
            volumes:
              data: {external: true, name: web-data}
              other:
            networks:
              front: {external: true}
            """);
    assertThat(file.ports())
        .map(Object::toString)
        .containsExactly(
            "0.0.0.0:8080/tcp", "127.0.0.1:5000/udp", "127.0.0.1:5001/udp", "[::1]:8443/tcp");
    assertThat(file.volumes()).containsExactly(new External("web-data", new Position(FILE, 24, 3)));
    assertThat(file.networks()).map(External::name).containsExactly("front");
    assertThat(file.services().values())
        .map(s -> s.name() + " " + s.image() + " " + s.restart() + " " + s.job() + " " + s.active())
        .containsExactly(
            "later busybox no false false",
            "none busybox no true false",
            "once busybox no true true",
            "setup busybox always true true",
            "web nginx:1.29 always false true");
    assertThat(Objects.requireNonNull(file.services().get("web")).position())
        .isEqualTo(new Position(FILE, 5, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image: "nginx:"                     | 3:12 | invalid image reference "nginx:": its tag is empty
          image: Nginx                        | 3:12 | invalid image reference "Nginx": its name must be lower case
          image: n${TAG}                      | 3:12 | the image needs the variable TAG, which is not set
          image: n:${TAG:?set TAG}            | 3:12 | required variable TAG is missing a value: set TAG
          image: ${TAG                        | 3:12 | "${TAG" has no closing brace
          {image: n, imagee: nginx}           | 3:16 | Additional property imagee is not allowed
          restart: always                     | 2:3  | service "web" has no image
          {image: n, build: .}                | 3:16 | service "web" is built, not pulled
          {image: n, extends: {service: x}}   | 3:16 | service "web" extends another
          {image: n, ports: ["70000:80"]}     | 3:24 | invalid port "70000:80": the host port must be from 1 to 65535
          {image: n, ports: ["80:a"]}         | 3:24 | invalid port "80:a": "a" is no port
          {image: n, ports: ["1-3:1-2"]}      | 3:24 | invalid port "1-3:1-2": the ranges of host and container ports differ in length
          {image: n, ports: ["h:80:80"]}      | 3:24 | invalid port "h:80:80": "h" is not an IP address
          {image: n, ports: ["80:80/tpc"]}    | 3:24 | invalid port "80:80/tpc": "tpc" is not tcp, udp or sctp
          {image: n, ports: 80}               | 3:23 | ports must be a list
          {image: n, volumes: ["./d:/d"]}     | 3:26 | bind mount of the relative path "./d"
          {image: n, volumes: ["~/d:/d"]}     | 3:26 | bind mount of the relative path "~/d"
          {image: n, volumes: ["data:/d"]}    | 3:26 | service "web" refers to undefined volume data
          {image: n, volumes: ["/a:b"]}       | 3:26 | the path in the container must be absolute: "b"
          {image: n, networks: [front]}       | 3:27 | service "web" refers to undefined network front
          {image: n, depends_on: [db]}        | 3:29 | service "web" depends on undefined service "db"
          {image: n, depends_on: [web]}       | 3:28 | dependency cycle: web -> web
          {image: n, links: ["db:d"]}         | 3:24 | service "web" depends on undefined service "db"
          {image: n, env_file: .env}          | 3:26 | the env_file ".env" is not on the server
          {image: n, secrets: [key]}          | 3:26 | service "web" refers to undefined secret key
          {image: n, restart: sometimes}      | 3:25 | invalid restart policy "sometimes"
          {image: n, container_name: a b}     | 3:32 | invalid container name "a b"
          """)
  void reportsWhatCannotDeploy(String body, String place, String summary) {
    List<Diagnostic> errors = errors("services:\n  web:\n    " + body + "\n");
    assertThat(errors)
        .map(d -> d.position() + " " + d.summary())
        .containsExactly(FILE + ":" + place + " " + summary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello: world                                   | Additional property hello is not allowed
          services: {}                                   | no service is defined
          services: {a: }                                | service "a" is empty
          services: {"a b": {image: n}}                  | invalid service name "a b"
          include: [a.yml]                               | the file includes others
          secrets: {key: {file: ./key}}                  | the secret "key" is read from a file
          configs: {conf: {external: true}}              | the config "conf" is external
          secrets: {key: {content: x}}                   | the secret "key" has its content in the file
          secrets: {key: {}}                             | the secret "key" has no content
          secrets: {key: }                               | the secret "key" has no content
          secrets: {key: {environment: NONE}}            | the variable "NONE" of the secret "key" is not set
          configs: {conf: {}}                            | the config "conf" has no content
          configs: {conf: {environment: NONE}}           | the variable "NONE" of the config "conf" is not set
          configs: {conf: {content: x, environment: A}}  | the config "conf" has both content and environment
          configs: {conf: {content: x, driver: d}}       | Additional property driver is not allowed
          volumes: {data: {drivr: local}}                | Additional property drivr is not allowed
          """)
  void reportsWhatIsWrongAtTheTop(String line, String summary) {
    String text = line.startsWith("services") ? line : "services: {a: {image: n}}\n" + line;
    assertThat(errors(text + "\n")).map(Diagnostic::summary).containsExactly(summary);
  }

  @Test
  void takesContentsThatReachTheServer() {
    Diagnostics diagnostics = new Diagnostics();
    ComposeFile file =
        ComposeReader.read(
            """
            services: {a: {image: n, secrets: [key], configs: [conf, more]}}
            secrets: {key: {environment: KEY}}
            configs: {conf: {content: "a=${KEY}"}, more: {environment: KEY}}
            """,
            FILE,
            Variables.of(Map.of("KEY", "x")),
            diagnostics);
    assertThat(file).isNotNull();
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void findsDependenciesThatProfilesKeepBack() {
    String text =
        """
        services:
          web: {image: n, depends_on: [db]}
          db: {image: n, profiles: [data]}
        """;
    assertThat(errors(text))
        .map(Diagnostic::summary)
        .containsExactly("service \"db\" is required by \"web\" but is disabled");
    Diagnostics diagnostics = new Diagnostics();
    Variables on = Variables.of(Map.of("COMPOSE_PROFILES", "data"));
    ComposeReader.read(text, FILE, on, diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void suggestsTheNearestProperty() {
    assertThat(errors("services:\n  web:\n    imag: nginx\n    image: nginx\n"))
        .map(Diagnostic::detail)
        .containsExactly(
            "Did you mean \"image\"? Compose refuses what it does not know; names of your own begin"
                + " with \"x-\".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "services: [",
        "a: b: c",
        "services: {a: {image: *x}}",
        "\tservices:",
        "services: \u0007",
        "--- {}\n--- {}",
        "[1, 2]",
        "a: 1\na: 2",
        "<<: 1",
        "? [a]\n: b",
        "a: &a [*a]",
        "{{{{",
        "services: {web: {image: n, ports: [{}], volumes: [{}, []], networks: {front: 1}}}",
        "services: {web: [a]}",
        "services: {web: {image: [a]}}"
      })
  void bringsAnErrorForEveryBrokenFile(String text) {
    assertThat(errors(text)).isNotEmpty().allMatch(d -> d.position() != null);
  }

  @Test
  void endsQuicklyOnBombs() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      aliases.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    String merges = "a0: &a0 {k: v}\n";
    for (int i = 1; i < 40; i++) {
      merges += "a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n".formatted(i, i, i - 1, i - 1, i);
    }
    for (String bomb :
        List.of(
            aliases.toString(),
            merges,
            "[".repeat(1_000_000),
            "{a: ".repeat(250_000),
            "- ".repeat(500_000),
            "services: {a: {image: \"" + "${A:-".repeat(200_000) + "\"}}",
            "services: {a: {image: \"" + "a".repeat(1_000_000) + "\"}}",
            "services: {a: {image: n, ports: [" + "1,".repeat(400_000) + "]}}",
            "a".repeat(2_000_000))) {
      // The thread's own time: on a busy machine the clock on the wall says nothing of the reader.
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat(errors(bomb)).isNotEmpty();
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void keepsSecretsOutOfWhatIsShown() {
    Diagnostics diagnostics = new Diagnostics();
    ComposeReader.read(
        "services: {web: {image: \"n:${TAG}\", environment: {KEY: \"${TAG}\"}}}",
        FILE,
        new Variables(Map.of("TAG", "hunter22"), Set.of("TAG")),
        diagnostics);
    assertThat(diagnostics.sorted())
        .map(Diagnostic::summary)
        .containsExactly("the secret TAG cannot be used here");
  }

  @Test
  void warnsOfVariablesThatAreNotSet() {
    Diagnostics diagnostics = new Diagnostics();
    ComposeReader.read(
        "version: '3'\nservices: {web: {image: n, command: $A $$B}}",
        FILE,
        Variables.NONE,
        diagnostics);
    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(diagnostics.sorted())
        .map(Diagnostic::summary)
        .containsExactly("version has no effect", "the variable A is not set");
  }

  private static ComposeFile good(String text) {
    Diagnostics diagnostics = new Diagnostics();
    ComposeFile file = ComposeReader.read(text, FILE, Variables.NONE, diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return Objects.requireNonNull(file);
  }

  private static List<Diagnostic> errors(String text) {
    Diagnostics diagnostics = new Diagnostics();
    ComposeReader.read(text, FILE, Variables.NONE, diagnostics);
    return diagnostics.sorted().stream().filter(Diagnostic::isError).toList();
  }
}
