package dev.phoenix.provider.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens a session: connects, checks the host key, logs in, and says what to do if that fails. */
final class SshLogin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A far end that is silent for four of these is gone. */
  private static final Duration ALIVE = Duration.ofSeconds(15);

  /** One connection shows one kind of key, so a pinned key may need a second try. */
  private static final List<String> KINDS =
      List.of(
          "",
          "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521",
          "rsa-sha2-512,rsa-sha2-256");

  private final SshTarget target;
  private final Network network;
  private final SshHome home;
  private final com.jcraft.jsch.SocketFactory sockets;
  private final Voucher voucher;
  private final Rejection rejection;

  SshLogin(
      SshTarget target,
      Network network,
      SshHome home,
      com.jcraft.jsch.SocketFactory sockets,
      Voucher voucher) {
    this.target = target;
    this.network = network;
    this.home = home;
    this.sockets = sockets;
    this.voucher = voucher;
    this.rejection = new Rejection(target, PATIENCE);
  }

  Session open() throws RouteFailure {
    TrustedHostKeys trusted = trusted();
    try {
      return open(trusted);
    } catch (RouteFailure failure) {
      // A key that the files name is the user's word, and nobody else's counts beside it.
      if (trusted.isPinned() || !(failure.getCause() instanceof JSchHostKeyException)) {
        throw failure;
      }
      return open(vouched(failure, trusted.shown()));
    }
  }

  private TrustedHostKeys vouched(RouteFailure failure, String shown) throws RouteFailure {
    try {
      Set<String> fingerprints = voucher.fingerprints();
      if (fingerprints.isEmpty() && !voucher.introduce(shown)) {
        throw failure;
      }
      return fingerprints.isEmpty()
          ? TrustedHostKeys.vouched(Set.of(shown))
          : TrustedHostKeys.vouched(fingerprints);
    } catch (ResourceFailure silent) {
      throw new RouteFailure(
          failure.getMessage() + ". Nor could its own be asked for: " + silent.getMessage(),
          failure);
    }
  }

  private Session open(TrustedHostKeys trusted) throws RouteFailure {
    RouteFailure first = null;
    for (String kind : trusted.isPinned() ? KINDS : KINDS.subList(0, 1)) {
      Credentials credentials = new Credentials(target, home);
      try {
        return open(trusted, credentials, kind);
      } catch (JSchHostKeyException failure) {
        first = first == null ? rejection.explain(failure, trusted, credentials) : first;
      } catch (JSchException failure) {
        throw first == null ? rejection.explain(failure, trusted, credentials) : first;
      }
    }
    throw first == null ? new RouteFailure("cannot connect to " + target.name(), null) : first;
  }

  private TrustedHostKeys trusted() throws RouteFailure {
    Network.Sandbox sandbox = network.sandbox();
    String pinned = target.hostKey();
    String file = target.knownHosts();
    try {
      if (sandbox != null) {
        return TrustedHostKeys.pinned(sandbox.fingerprints());
      }
      if (pinned != null) {
        return TrustedHostKeys.pinned(Set.of(pinned.replaceFirst("=+$", "")));
      }
      return TrustedHostKeys.of(
          file == null ? home.usualKnownHosts() : List.of(home.resolve(file)));
    } catch (IOException | JSchException failure) {
      throw new RouteFailure(
          "the known hosts for " + target.name() + " cannot be read: " + failure.getMessage(),
          failure);
    }
  }

  private Session open(TrustedHostKeys trusted, Credentials credentials, String kind)
      throws JSchException, RouteFailure {
    JSch jsch = new JSch();
    Session session = jsch.getSession(target.user(), target.address(), target.port());
    session.setHostKeyRepository(trusted);
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
    if (!kind.isEmpty()) {
      session.setConfig("server_host_key", kind);
    }
    session.setSocketFactory(sockets);
    session.setDaemonThread(true);
    session.setServerAliveInterval(Math.toIntExact(ALIVE.toMillis()));
    session.setServerAliveCountMax(4);
    Network.Sandbox sandbox = network.sandbox();
    Secret password = sandbox == null ? target.password() : sandbox.password();
    if (sandbox == null) {
      credentials.offer(jsch);
    }
    if (password != null) {
      session.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
    connect(session);
    return session;
  }

  /** A far end that takes the connection and then stays silent must not hold us for ever. */
  private static void connect(Session session) throws JSchException {
    try (ExecutorService watch = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean barked = new AtomicBoolean();
      var dog =
          watch.submit(() -> {
            Thread.sleep(PATIENCE.plusSeconds(5));
            barked.set(true);
            session.disconnect();
            return true;
          });
      try {
        session.connect(Math.toIntExact(PATIENCE.toMillis()));
      } catch (RuntimeException broken) {
        // JSch stumbles over streams that are gone when it is disconnected while it connects, and
        // over some of what a far end can say that speaks no SSH.
        throw new JSchException(
            barked.get()
                ? "timeout: the far end stayed silent"
                : "the far end broke off, or speaks no SSH",
            broken);
      } finally {
        dog.cancel(true);
      }
    }
  }
}
