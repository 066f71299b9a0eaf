package dev.phoenix.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import dev.phoenix.world.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an embedded SSH server that some connections do not reach. */
final class SshConnectionsTest {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final LossyNetwork network = new LossyNetwork();
  private SshConnections connections;
  private final AtomicInteger breaking = new AtomicInteger();
  private KeyPair key;

  @TempDir Path home;

  @BeforeEach
  void start() throws Exception {
    key = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator((name, password, session) -> password.equals("let me in"));
    server.setCommandFactory((channel, command) -> new Silent(command));
    server.start();
    connections =
        new SshConnections(
            network, new SshHome(home, null), new Repetition(new Patience(), new Random(1)));
  }

  @AfterEach
  void stop() throws Exception {
    connections.close();
    server.stop(true);
  }

  private SshTarget target(String password) {
    return new SshTarget(
        "127.0.0.1",
        server.getPort(),
        "root",
        null,
        false,
        null,
        KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic()),
        new Secret(password),
        null,
        null);
  }

  private ScriptResult run(String password) throws ResourceFailure {
    return connections.host(target(password)).run(Script.of("say nothing", "true"));
  }

  @Test
  void connectsAgainAfterAFaultThatPasses() throws Exception {
    network.lost = 2;
    assertThat(run("let me in").exit()).isZero();
    assertThat(network.connections).isEqualTo(3);
  }

  /** A name is what the files give to a machine whose address nobody knows beforehand. */
  @Test
  void aMachineWithoutAnAddressIsLookedForEachTimeItIsConnectedTo() throws Exception {
    SshTarget named = named("no-such-name.invalid");
    List<String> seen = new ArrayList<>(List.of("127.0.0.1"));
    Voucher voucher =
        new Voucher() {
          @Override
          public Set<String> fingerprints() {
            return Set.of();
          }

          @Override
          public String address() {
            return seen.getFirst();
          }
        };
    assertThat(connections.host(named, voucher).run(Script.of("say nothing", "true")).exit())
        .isZero();
    seen.set(0, "");
    connections.close();
    assertThatThrownBy(() -> connections.host(named, voucher).run(Script.of("say nothing", "true")))
        .hasMessageContaining("no-such-name.invalid");
    seen.set(0, "192.0.2.1");
    assertThat(connections.host(target("let me in"), voucher).run(Script.of("s", "true")).exit())
        .isZero();
  }

  private SshTarget named(String name) {
    SshTarget target = target("let me in");
    return new SshTarget(
        name,
        target.port(),
        target.user(),
        null,
        false,
        null,
        target.hostKey(),
        target.password(),
        null,
        null);
  }

  @Test
  void looksAgainWhereTheConnectionBroke() throws Exception {
    breaking.set(1);
    Script script = Script.of("look around", "true");
    assertThat(connections.host(target("let me in")).look(script).exit()).isZero();
    assertThat(network.connections).isEqualTo(2);
  }

  @Test
  void whatMayHaveChangedSomethingIsNotRunAgain() {
    breaking.set(1);
    assertThatThrownBy(() -> run("let me in"))
        .isInstanceOfSatisfying(
            ResourceFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.AMBIGUOUS));
    assertThat(network.connections).isEqualTo(1);
  }

  @Test
  void givesUpAfterFourAttempts() {
    network.lost = Integer.MAX_VALUE;
    assertThatThrownBy(() -> run("let me in"))
        .isInstanceOfSatisfying(
            ResourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessage(
            "cannot connect to root@127.0.0.1 port %d: connection refused; is the machine up and its SSH server running on that port?"
                .formatted(server.getPort()));
    assertThat(network.connections).isEqualTo(4);
  }

  /** A second wrong log-in would bring this machine nearer to a ban. */
  @Test
  void isRefusedOnlyOnce() {
    assertThatThrownBy(() -> run("wrong")).hasMessageContaining("does not let us in");
    assertThat(network.connections).isEqualTo(1);
  }

  private ScriptResult run(String known, Voucher voucher) throws Exception {
    Path ssh = Files.createDirectories(home.resolve(".ssh"));
    Files.writeString(
        ssh.resolve("known_hosts"),
        known.isEmpty() ? "" : "[127.0.0.1]:%d %s\n".formatted(server.getPort(), known));
    SshTarget unpinned =
        new SshTarget(
            "127.0.0.1",
            server.getPort(),
            "root",
            null,
            false,
            null,
            null,
            new Secret("let me in"),
            null,
            null);
    return connections.host(unpinned, voucher).run(Script.of("say nothing", "true"));
  }

  private String own() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
  }

  private static String other() throws Exception {
    return PublicKeyEntry.toString(
        KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256).getPublic());
  }

  /** A machine that was made anew has another key than the one of before. */
  @Test
  void whoSeesAMachineFromOutsideAnswersForItsKey() throws Exception {
    assertThat(run(other(), () -> Set.of("SHA256:another", own())).exit()).isZero();
  }

  @Test
  void aKeyThatNobodyKnewIsAnsweredForTheSame() throws Exception {
    assertThat(run("", () -> Set.of(own())).exit()).isZero();
  }

  /** Whoever stands in between has not the key that is on the disk. */
  @Test
  void anotherKeyThanTheOneOnTheDiskIsRefused() {
    assertThatThrownBy(() -> run("", () -> Set.of("SHA256:another")))
        .hasMessageContaining("IS NOT THE ONE THAT IS TRUSTED: it shows " + own())
        .hasMessageContaining("what is known of the machine that phoenix made there");
  }

  @Test
  void aMachineForWhichNobodyAnswersIsHeldAgainstTheKnownHosts() throws Exception {
    String other = other();
    assertThatThrownBy(() -> run(other, Voucher.NONE))
        .hasMessageContaining("IS NOT THE ONE THAT IS TRUSTED");
    connections.close();
    assertThatThrownBy(() -> run("", Voucher.NONE)).hasMessageContaining("is not known");
    connections.close();
    assertThatThrownBy(() ->
            run(
                "",
                () -> {
                  throw new ResourceFailure(Kind.PERMANENT, "no right to look into it");
                }))
        .hasMessageContaining("is not known")
        .hasMessageContaining("Nor could its own be asked for: no right to look into it");
  }

  /** A machine that phoenix made and into which nobody looks introduces itself, once. */
  @Test
  void aKeyThatMayIntroduceItselfIsBelieved() throws Exception {
    List<String> met = new ArrayList<>();
    Voucher first =
        new Voucher() {
          @Override
          public Set<String> fingerprints() {
            return Set.of();
          }

          @Override
          public boolean introduce(String fingerprint) {
            return met.add(fingerprint);
          }
        };
    assertThat(run("", first).exit()).isZero();
    assertThat(met).containsExactly(own());
  }

  /** Whoever stands in between shows a key of which the known hosts know better. */
  @Test
  void aKeyThatMayNotIntroduceItselfIsRefused() throws Exception {
    String other = other();
    assertThatThrownBy(() -> run(other, Set::of))
        .hasMessageContaining("IS NOT THE ONE THAT IS TRUSTED: it shows " + own());
  }

  /** Neither a known key nor one that the files name has anybody asked. */
  @Test
  void nobodyIsAskedAboutAKeyThatIsKnownOrPinned() throws Exception {
    Voucher never =
        () -> {
          throw new AssertionError("asked");
        };
    assertThat(run(PublicKeyEntry.toString(key.getPublic()), never).exit()).isZero();
    SshTarget pinned = target("let me in");
    SshTarget wrong =
        new SshTarget(
            "127.0.0.1",
            server.getPort(),
            "root",
            null,
            false,
            null,
            "SHA256:wrong",
            pinned.password(),
            null,
            null);
    assertThatThrownBy(() -> connections.host(wrong, never).run(Script.of("say nothing", "true")))
        .hasMessageContaining("IS NOT THE ONE THAT IS TRUSTED");
  }

  /** The first connections go to a port where nobody listens. */
  private static final class LossyNetwork implements Network {
    private int lost;
    private int connections;

    @Override
    public SocketAddress tcp(String host, int port) {
      connections++;
      if (connections > lost) {
        return Network.real().tcp(host, port);
      }
      try (ServerSocket free = new ServerSocket(0)) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public SocketAddress unix(String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public @Nullable Sandbox sandbox() {
      return null;
    }
  }

  /** A command that says nothing and ends well, unless the connection is to break. */
  private final class Silent extends AbstractCommandSupport {
    private Silent(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      if (breaking.getAndDecrement() > 0) {
        getServerSession().close(true);
        return;
      }
      onExit(0);
    }
  }
}
