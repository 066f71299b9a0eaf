package dev.phoenix.provider.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.Session;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

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
        first = first == null ? explain(failure, trusted, credentials) : first;
      } catch (JSchException failure) {
        throw first == null ? explain(failure, trusted, credentials) : first;
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
      var dog =
          watch.submit(() -> {
            Thread.sleep(PATIENCE.plusSeconds(5));
            session.disconnect();
            return true;
          });
      try {
        session.connect(Math.toIntExact(PATIENCE.toMillis()));
      } finally {
        dog.cancel(true);
      }
    }
  }

  private RouteFailure explain(
      JSchException failure, TrustedHostKeys trusted, Credentials credentials) {
    RouteFailure own = cause(failure, RouteFailure.class);
    if (own != null && !(own.getCause() instanceof IOException)) {
      return own;
    }
    if (failure instanceof JSchUnknownHostKeyException) {
      return new RouteFailure(unknown(trusted), failure);
    }
    if (failure instanceof JSchChangedHostKeyException) {
      return new RouteFailure(changed(trusted), failure);
    }
    String text = String.valueOf(failure.getMessage());
    if (text.startsWith("Auth ")
        || text.startsWith("USERAUTH")
        || text.contains("Too many authentication failures")) {
      return new RouteFailure(notLetIn(text, credentials), failure);
    }
    String why = "cannot connect to " + target.name() + ": " + why(failure);
    return cause(failure, UnknownHostException.class) == null
        ? RouteFailure.passing(why, failure)
        : new RouteFailure(why, failure);
  }

  private String unknown(TrustedHostKeys trusted) {
    return "the host key of %s is not known: it shows %s, and %s does not have it. If that is its own (on the machine: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), pin it in its connection: \"host_key\": \"%s\"; or run: ssh-keyscan -p %d %s >> %s"
        .formatted(
            target.name(),
            trusted.shown(),
            trusted.source(),
            trusted.shown(),
            target.port(),
            target.address(),
            trusted.source());
  }

  private String changed(TrustedHostKeys trusted) {
    return "THE HOST KEY OF %s IS NOT THE ONE THAT IS TRUSTED: it shows %s, which is not what %s says. Somebody may be in between, or the machine was set up anew; phoenix does not connect. If it was set up anew, %s"
        .formatted(
            target.name(),
            trusted.shown(),
            trusted.source(),
            trusted.isVouched()
                ? "it may have made new keys: compare it on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and if it is its own run: ssh-keyscan -p %d %s >> ~/.ssh/known_hosts"
                    .formatted(target.port(), target.address())
                : trusted.isPinned()
                    ? "put the new fingerprint in its host_key"
                    : "run: ssh-keygen -R '%s' -f %s"
                        .formatted(
                            target.port() == 22
                                ? target.address()
                                : "[" + target.address() + "]:" + target.port(),
                            trusted.source()));
  }

  private String notLetIn(String text, Credentials credentials) {
    String methods = text.replaceFirst("^Auth (fail|cancel) for methods '(.*)'$", "it takes $2");
    return "%s does not let us in (%s); tried: %s. %s the public key into ~%s/.ssh/authorized_keys there, or name another key by identity_file"
        .formatted(
            target.name(),
            methods.replaceAll(",(?! )", ", "),
            credentials.tried(),
            target.password() == null ? "Put" : "Correct the password of its connection, or put",
            target.user());
  }

  private static String why(JSchException failure) {
    UnknownHostException nameless = cause(failure, UnknownHostException.class);
    if (nameless != null) {
      return "its name has no address; check the spelling or the DNS";
    }
    if (cause(failure, SocketTimeoutException.class) != null) {
      return "no answer within "
          + PATIENCE.toSeconds()
          + " s; is the machine up and its firewall open?";
    }
    IOException broken = cause(failure, IOException.class);
    String text = String.valueOf(broken == null ? failure.getMessage() : broken.getMessage());
    return text.contains("refused")
        ? "connection refused; is the machine up and its SSH server running on that port?"
        : text;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (kind.isInstance(link)) {
        return kind.cast(link);
      }
    }
    return null;
  }
}
