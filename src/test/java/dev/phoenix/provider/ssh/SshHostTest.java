package dev.phoenix.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.real.RealSshd;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real OpenSSH server. */
class SshHostTest {
  private static RealSshd sshd;

  @TempDir Path folder;
  private SshConnections connections;

  @BeforeAll
  static void start() {
    sshd = RealSshd.start();
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void open() {
    connections = new SshConnections(Network.real(), new SshHome(folder, null));
  }

  @AfterEach
  void close() {
    connections.close();
  }

  private static SshTarget target(Path key) {
    return target(sshd, key);
  }

  private static SshTarget target(RealSshd server, Path key) {
    return new SshTarget(
        "127.0.0.1",
        server.port(),
        server.user(),
        key.toString(),
        null,
        null,
        server.fingerprint("ed25519"),
        null,
        null,
        null);
  }

  private SshHost host() {
    return connections.host(target(key()));
  }

  private Path key() {
    Path key = folder.resolve("key");
    if (!Files.exists(key)) {
      try {
        Path made = sshd.key("ed25519", "");
        Files.copy(made, key);
        Files.delete(made);
        Files.delete(Path.of(made + ".pub"));
      } catch (java.io.IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }
    return key;
  }

  @Test
  void tellsExitStatusOutputAndErrorsApart() throws Exception {
    ScriptResult result = host().run(Script.of("try", "echo out; echo err >&2; exit 7"));

    assertThat(result).isEqualTo(new ScriptResult(7, "out\n", "err\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "two words",
        "it's",
        "\"; rm -rf /tmp/nothing; \"",
        "$(id) `id` $HOME",
        "back\\slash",
        "line\nbreak",
        "grün 🚀",
        "-n"
      })
  void sendsAnArgumentAsItIs(String argument) throws Exception {
    Script script =
        Script.of(
            "try", "printf %s \"$(printf %s \"$1\" | base64 -d)\"; echo \"|$2\"", argument, "");

    assertThat(host().must(script).output()).isEqualTo(argument + "|\n");
  }

  @Test
  void sendsInputAndReadsMuchOutput() throws Exception {
    String much = "0123456789abcdef\n".repeat(200_000);

    assertThat(host().must(Script.of("copy", "cat").input(much)).output()).isEqualTo(much);
  }

  @Test
  void replacesAFileInOneStroke() throws Exception {
    Path file = folder.resolve("new/daemon 'x'.json");

    host().write(file.toString(), "0640", "{}\n");
    host().write(file.toString(), "0640", "{\"a\": \"'$x'\"}\n");

    assertThat(file).hasContent("{\"a\": \"'$x'\"}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (var beside = Files.list(file.getParent())) {
      assertThat(beside).containsExactly(file);
    }
  }

  @Test
  void runsManyScriptsOverOneSession() throws Exception {
    SshHost host = host();
    Callable<String> task = () -> host.must(Script.of("ask", "sleep 0.05; echo $PPID")).output();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> task).toList());
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo(answers.getFirst().get());
      }
    }
  }

  @Test
  void opensAnotherSessionWhenTheOldOneIsGone() throws Exception {
    SshHost host = host();
    String before = host.must(Script.of("ask", "echo $PPID")).output().strip();
    assertThatThrownBy(() -> host.run(Script.of("end the session", "kill $PPID")))
        .hasMessageContaining("cannot end the session: ");

    assertThat(host.must(Script.of("ask", "echo $PPID")).output().strip()).isNotEqualTo(before);
  }

  @Test
  void givesUpOnAScriptThatHangs() {
    Script script = Script.of("wait", "sleep 60").patience(Duration.ofMillis(300));

    assertThatThrownBy(() -> host().run(script))
        .isInstanceOfSatisfying(
            ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.AMBIGUOUS))
        .hasMessageContaining("cannot wait: no end within 0 s");
  }

  @Test
  void saysWhatFailed() {
    assertThatThrownBy(() -> host().must(Script.of("look", "echo no such thing >&2; exit 1")))
        .isInstanceOf(ResourceFailure.class)
        .hasMessage(
            "%s@127.0.0.1 port %d: cannot look: no such thing".formatted(sshd.user(), sshd.port()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void logsInWithEachKindOfKeyAndPassphrase(String type) throws Exception {
    Path key = sshd.key(type, "open sesame");
    SshTarget locked = target(key);
    SshTarget opened =
        new SshTarget(
            locked.address(),
            locked.port(),
            locked.user(),
            key.toString(),
            false,
            null,
            locked.hostKey(),
            null,
            new Secret("open sesame"),
            null);

    assertThat(connections.host(opened).must(Script.of("ask", "echo in")).output())
        .isEqualTo("in\n");
    assertUnreachable(connections.host(locked), "is encrypted: give its passphrase");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void trustsEachKindOfHostKey(String type) throws Exception {
    SshTarget base = target(key());
    SshTarget pinned = with(base, null, sshd.fingerprint(type));
    SshTarget known = with(base, sshd.knownHosts(type).toString(), null);

    assertThat(connections.host(pinned).must(Script.of("ask", "echo in")).output())
        .isEqualTo("in\n");
    assertThat(connections.host(known).must(Script.of("ask", "echo in")).output())
        .isEqualTo("in\n");
  }

  private static SshTarget with(
      SshTarget base, @Nullable String knownHosts, @Nullable String hostKey) {
    return new SshTarget(
        base.address(),
        base.port(),
        base.user(),
        base.identityFile(),
        null,
        knownHosts,
        hostKey,
        null,
        null,
        base.jump());
  }

  @Test
  void refusesAnUnknownHostKeyAndSaysHowToPinIt() {
    SshTarget unknown = with(target(key()), folder.resolve("nothing").toString(), null);

    assertUnreachable(
        connections.host(unknown),
        "the host key of %s@127.0.0.1 port %d is not known".formatted(sshd.user(), sshd.port()),
        "\"host_key\": \"SHA256:",
        "ssh-keyscan -p " + sshd.port() + " 127.0.0.1 >> ");
  }

  @Test
  void refusesAnotherHostKeyLoudly() throws Exception {
    Path file = Files.copy(sshd.knownHosts("ed25519"), folder.resolve("changed"));
    String other =
        Files.readString(sshd.key("ed25519", "of another").resolveSibling("user_ed25519_10.pub"))
            .split(" ", -1)[1];
    Files.writeString(file, "[127.0.0.1]:%d ssh-ed25519 %s%n".formatted(sshd.port(), other));

    assertUnreachable(
        connections.host(with(target(key()), file.toString(), null)),
        "IS NOT THE ONE THAT IS TRUSTED",
        sshd.fingerprint("ed25519"),
        "ssh-keygen -R '[127.0.0.1]:" + sshd.port() + "'");
    assertUnreachable(
        connections.host(
            with(target(key()), null, "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        "IS NOT THE ONE THAT IS TRUSTED",
        "put the new fingerprint in its host_key");
  }

  @Test
  void saysWhichKeysWereTried() throws Exception {
    Files.createDirectories(folder.resolve(".ssh"));
    Path stranger = folder.resolve(".ssh/id_ed25519");
    new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger.toString())
        .start()
        .waitFor();
    SshTarget target =
        new SshTarget(
            "127.0.0.1",
            sshd.port(),
            sshd.user(),
            null,
            null,
            null,
            sshd.fingerprint("ed25519"),
            new Secret("wrong password"),
            null,
            null);

    assertUnreachable(
        connections.host(target),
        "does not let us in",
        "(it takes ",
        "tried: key " + stranger + ", password. Correct the password of its connection, or put",
        "authorized_keys");
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    SshTarget nobody =
        new SshTarget(
            "127.0.0.1", free, "root", key().toString(), null, null, null, null, null, null);

    assertUnreachable(connections.host(nobody), "connection refused; is the machine up");
  }

  @Test
  void goesThroughAJumpHost() throws Exception {
    try (RealSshd second = RealSshd.start()) {
      SshTarget behind =
          new SshTarget(
              "127.0.0.1",
              second.port(),
              second.user(),
              second.key("ed25519", "").toString(),
              null,
              null,
              second.fingerprint("ed25519"),
              null,
              null,
              target(key()));

      String seen =
          connections.host(behind).must(Script.of("ask", "echo $SSH_CONNECTION")).output();

      assertThat(seen.strip()).endsWith(" " + second.port());
    }
  }

  @Test
  void saysWhyASocketIsNotOpened() {
    Path nothing = folder.resolve("nothing.sock");

    assertThatThrownBy(() -> host().unix(nothing.toString()).open(Duration.ofSeconds(5)))
        .isInstanceOf(RouteFailure.class)
        .hasMessageContaining("does not open its socket " + nothing)
        .hasMessageContaining("AllowStreamLocalForwarding");
  }

  @Test
  void usesTheKeysOfAnAgent() throws Exception {
    Path socket = folder.resolve("agent");
    Process agent = agent(socket, key());
    try {
      assertThat(throughAgent(socket, null, true)).isEqualTo("in\n");
    } finally {
      agent.destroy();
    }
  }

  /** As OpenSSH does it: the file says which key is meant, and the agent has it open. */
  @Test
  void aLockedKeyThatIsNamedIsTheOneOfTheAgent() throws Exception {
    Path socket = folder.resolve("agent2");
    Path locked = Files.copy(key(), folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rw-------"));
    assertThat(
            new ProcessBuilder(
                    "ssh-keygen", "-q", "-p", "-P", "", "-N", "a phrase", "-f", locked.toString())
                .start()
                .waitFor())
        .isZero();
    Process agent = agent(socket, key());
    try {
      assertThat(throughAgent(socket, locked, null)).isEqualTo("in\n");
      assertThatThrownBy(() -> throughAgent(socket, locked, false))
          .hasMessageContaining("is encrypted: give its passphrase");
    } finally {
      agent.destroy();
    }
  }

  private static Process agent(Path socket, Path key) throws Exception {
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .start();
    while (!Files.exists(socket)) {
      Thread.sleep(20);
    }
    ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(add.start().waitFor()).isZero();
    return agent;
  }

  private String throughAgent(Path socket, @Nullable Path file, @Nullable Boolean agent)
      throws Exception {
    SshTarget base = target(key());
    SshTarget byAgent =
        new SshTarget(
            base.address(),
            base.port(),
            base.user(),
            file == null ? null : file.toString(),
            agent,
            null,
            base.hostKey(),
            null,
            null,
            null);
    try (SshConnections withAgent =
        new SshConnections(Network.real(), new SshHome(folder, socket))) {
      return withAgent.host(byAgent).must(Script.of("ask", "echo in")).output();
    }
  }

  private static void assertUnreachable(SshHost host, String... parts) {
    var thrown =
        assertThatThrownBy(() -> host.run(Script.of("ask", "true")))
            .isInstanceOfSatisfying(
                ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.UNREACHABLE));
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "bsd-csh", "tcsh", "fish", "busybox sh"})
  void scriptsAreReadAlikeWhateverTheShellOfTheUserIs(String shell) throws Exception {
    try (RealSshd server = RealSshd.ofUserWith(shell);
        SshConnections others = new SshConnections(Network.real(), new SshHome(folder, null))) {
      Script script =
          Script.of(
                  "see what arrives",
                  """
                  set -e
                  if ! false; then printf '%s\\n' "a\\\\b !! \\$1 it's"; fi
                  printf '%s' "$1" | base64 -d
                  cat
                  exit 3
                  """,
                  "one! 'two'\n\\three",
                  "")
              .input("four!\n");

      ScriptResult result = others.host(target(server, server.key("ed25519", ""))).run(script);

      assertThat(result.output()).isEqualTo("a\\b !! $1 it's\none! 'two'\n\\threefour!\n");
      assertThat(result.exit()).isEqualTo(3);
    }
  }
}
