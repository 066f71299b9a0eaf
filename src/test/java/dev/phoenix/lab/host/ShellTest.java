package dev.phoenix.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
  private final Guest guest =
      new Guest("web1", Engine.inMemory("web1"), Storage.memory(), Duration.ZERO);

  private String run(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8));
    int status =
        new Shell(new Commands(guest), guest, "joe", List.of("sh"))
            .run(text, new Streams(in, out, err));
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8) + status;
  }

  @Test
  void listsPipesConditionsAndRedirections() {
    assertThat(run("true && echo yes || echo no")).isEqualTo("yes\n0");
    assertThat(run("if [ -e /none ]; then echo a; elif true; then echo b; fi")).isEqualTo("b\n0");
    assertThat(run("echo aGk= | base64 -d; ! false")).isEqualTo("hi0");
    assertThat(run("cat > /tmp/x; cat /tmp/x; exit 3; echo never")).isEqualTo("typed3");
    assertThat(run("set -e\nfalse\necho never")).isEqualTo("1");
    assertThat(run("nothing 2>/dev/null")).isEqualTo("127");
    assertThat(run("case /a/b in\n  x|y) echo no ;;\n  /*) echo path ;;\n  *) echo no ;;\nesac"))
        .isEqualTo("path\n0");
    assertThat(run("case local:x in /*) echo no ;; *) echo other; esac && echo on"))
        .isEqualTo("other\non\n0");
    assertThat(run("echo a >&2 2>/dev/null")).isEqualTo("a\n0");
  }

  @Test
  void filesThatAreOnlyForAMomentAreMeasuredAndRemoved() {
    assertThat(
            run(
                "new=$(mktemp /etc/x.XXXXXX)\ntrap 'rm -f \"$new\"' EXIT\ncat > \"$new\"\nwc -c < \"$new\"; sha256sum < \"$new\"; echo \"$new\"; exit 4"))
        .isEqualTo(
            "5\n2259e961582c9ae17235db655c751ddb198605c3bea788a4170a8baa3511c614  -\n/etc/x.000001\n4");
    assertThat(run("ls /etc/x.000001")).contains("No such file or directory");
  }

  @Test
  void wordsAreExpandedAsQuoted() {
    assertThat(run("echo a >/x; echo b >/y; ls -d '' $(cat /none) $(echo '/x  /y')"))
        .isEqualTo(
            "/x\n/y\ncat: /none: No such file or directory\nls: cannot access '': No such file or directory\n2");
    assertThat(run("a='it'\\''s $x'; printf %s \"$a\"")).isEqualTo("it's $x0");
    assertThat(
            run(
                "sudo -n sh -c 'p=$(printf %s \"$1\" | base64 -d); echo \"$p.new\"' phoenix L2V0Yw=="))
        .isEqualTo("/etc.new\n0");
    assertThat(run("dpkg-query -W -f='${db:Status-Status} ${Version}' curl"))
        .startsWith("installed 7.88");
  }

  @Test
  void dockerCeComesFromItsRepositoryOnly() {
    assertThat(run("apt-get install -y docker-ce")).contains("Unable to locate package docker-ce");
    run("cat > /etc/apt/sources.list.d/docker.list");
    assertThat(run("apt-get install -q -y -o Dpkg::Options::=--force-confold docker-ce"))
        .contains("Setting up docker-ce");
    assertThat(run("systemctl is-active docker")).isEqualTo("active\n0");
    assertThat(guest.engine().version().path("ApiVersion").asString()).isEqualTo("1.51");
    run("usermod -aG docker joe");
    assertThat(run("getent group docker")).isEqualTo("docker:x:996:joe\n0");
  }
}
