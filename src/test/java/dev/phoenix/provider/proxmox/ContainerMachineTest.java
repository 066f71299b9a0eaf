package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.docker.DockerApi;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.real.RealDocker;
import dev.phoenix.real.RealNode;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real OpenSSH server and Docker's real command; only {@code pct} is a stand-in. */
final class ContainerMachineTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static RealNode node;

  @TempDir Path folder;
  private FakeCluster cluster;

  @BeforeAll
  static void start() {
    node = RealNode.start();
    node.has(103, true);
    node.has(104, false);
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @BeforeEach
  void open() {
    cluster =
        new FakeCluster(
            "{'url':'http://127.0.0.1:%d','tls':{'mode':'insecure'},'user':'automation@pve','token':'phoenix','ssh':"
                + node.ssh()
                + "}",
            Map.of("token_secret", FakeCluster.TOKEN));
    List.of(103, 104, 105).forEach(vmid -> cluster.guest(vmid, "lxc").running = true);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private Machine machine() {
    return cluster.inside(103);
  }

  @Test
  void tellsExitStatusOutputAndErrorsApart() throws Exception {
    assertThat(machine().run(Script.of("try", "echo out; echo err >&2; exit 7")))
        .isEqualTo(new ScriptResult(7, "out\n", "err\n"));
    assertThatThrownBy(() -> machine().must(Script.of("try", "echo none >&2; exit 255")))
        .isInstanceOfSatisfying(
            ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.PERMANENT))
        .hasMessage("CT 103: cannot try: none");
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
        "--",
        "-n"
      })
  void sendsAnArgumentAsItIs(String argument) throws Exception {
    Script script =
        Script.of(
            "try", "printf %s \"$(printf %s \"$1\" | base64 -d)\"; echo \"|$2\"", argument, "");

    assertThat(machine().must(script).output()).isEqualTo(argument + "|\n");
  }

  /** The stand-in keeps nothing of the node's, as Proxmox VE 9 does. */
  @Test
  void findsRootsProgramsWhateverTheNodeHandsOn() throws Exception {
    assertThat(machine().must(Script.of("ask", "echo $LC_ALL $PATH")).output())
        .isEqualTo("C /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
  }

  /** {@code pct} reads its words in the locale C, so that any other character would be lost. */
  @Test
  void scriptsAreAscii() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/dev/phoenix/provider"))) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".sh")).toList();
      assertThat(scripts).hasSizeGreaterThan(10);
      for (Path script : scripts) {
        assertThat(Files.readString(script)).as(script.toString()).matches("(?s)\\p{ASCII}*");
      }
    }
  }

  @Test
  void sendsInputAndWritesFiles() throws Exception {
    String much = "0123456789abcdef\n".repeat(200_000);
    assertThat(machine().must(Script.of("copy", "cat").input(much)).output()).isEqualTo(much);

    Path file = folder.resolve("new/daemon 'x'.json");
    machine().write(file.toString(), "0640", "{\"a\": \"'$x' grün\"}\n");
    assertThat(file).hasContent("{\"a\": \"'$x' grün\"}\n");
  }

  @Test
  void saysThatTheContainerDoesNotRunOrIsGone() {
    assertUnreachable(104, "CT 104: cannot ask: container '104' not running!");
    assertUnreachable(
        105, "CT 105: cannot ask: Configuration file 'nodes/pve/lxc/105.conf' does not exist");
    assertUnreachable(106, "CT 106: cannot ask: it is not in the cluster");
    assertThatThrownBy(() -> cluster.inside(104).unix("/var/run/docker.sock").open(SOON))
        .isInstanceOf(RouteFailure.class)
        .hasMessage("CT 104: container '104' not running!");
  }

  private void assertUnreachable(int vmid, String message) {
    assertThatThrownBy(() -> cluster.inside(vmid).run(Script.of("ask", "true")))
        .isInstanceOfSatisfying(
            ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessage(message);
  }

  /** Found out before the container is made, on the only node that there is. */
  @Test
  void saysWhereThereIsNoWayToTheNode() throws Exception {
    machine().checkWay();
    cluster.inside(999).checkWay();
    try (FakeCluster closed = new FakeCluster()) {
      for (int vmid : List.of(103, 999)) {
        closed.guest(103, "lxc");
        assertThatThrownBy(() -> closed.inside(vmid).checkWay())
            .isInstanceOf(ResourceFailure.class)
            .hasMessageStartingWith(
                "CT "
                    + vmid
                    + ": cannot enter it: the way into it is SSH to its node: add \"ssh\"");
      }
    }
  }

  @Test
  void saysWhyTheEngineIsNotReached() {
    RealNode.needsDocker();
    Path socket = folder.resolve("none.sock");
    assertThatThrownBy(() -> machine().unix(socket.toString()).open(SOON))
        .isInstanceOf(RouteFailure.class)
        .hasMessage("CT 103: there is no socket %s in it; the engine must run".formatted(socket));
  }

  /** A socket that somebody has left behind lets nobody in. */
  @Test
  void saysWhatDockersCommandComplainsOf() throws Exception {
    RealNode.needsDocker();
    Path socket = folder.resolve("left.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    DockerApi engine = new DockerApi("docker/web1", machine().unix(socket.toString()));

    assertThatThrownBy(engine::ping)
        .isInstanceOfSatisfying(
            ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("docker/web1: cannot ping the engine: ")
        .hasMessageContaining("connection refused");
  }

  @Test
  void carriesAnyBytesBothWaysForMoreStreamsThanASessionTakes() throws Exception {
    RealNode.needsDocker();
    Path socket = folder.resolve("echo.sock");
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    List<ByteStream> open = new ArrayList<>();
    // The server is closed first, or whoever waits for its threads waits for ever.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Future<?> _ = threads.submit(() -> echo(server, threads));
      Machine machine = machine();
      Callable<ByteStream> task = () -> machine.unix(socket.toString()).open(SOON);
      for (var stream : threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> task).toList())) {
        open.add(stream.get());
      }
      List<Future<byte[]>> back = new ArrayList<>();
      for (ByteStream stream : open) {
        Future<?> _ =
            threads.submit(() -> {
              stream.output().write(bytes);
              stream.output().flush();
              return true;
            });
        back.add(threads.submit(() -> stream.input().readNBytes(bytes.length)));
      }
      for (Future<byte[]> one : back) {
        assertThat(one.get()).isEqualTo(bytes);
      }
      for (ByteStream stream : open) {
        stream.close();
      }
    }
  }

  private static boolean echo(ServerSocketChannel server, ExecutorService threads)
      throws IOException {
    while (true) {
      SocketChannel channel = server.accept();
      Future<?> _ =
          threads.submit(() -> {
            try (channel) {
              return Channels.newInputStream(channel).transferTo(Channels.newOutputStream(channel));
            }
          });
    }
  }

  @Test
  void speaksToARealEngine() throws Exception {
    RealNode.needsDocker();
    Path socket = RealDocker.get().socket();
    DockerApi engine = new DockerApi("docker/web1", machine().unix(socket.toString()));

    assertThat(engine.info().version()).isNotEmpty();
    // Other tests may have theirs on it at the same time.
    assertThat(engine.containers().list()).allMatch(it -> !it.id().isEmpty());
    assertThat(engine.networks().list().toString()).contains("bridge");
    assertThat(Files.exists(socket)).isTrue();
  }
}
