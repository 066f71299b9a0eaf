package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One machine over SSH: a single session, opened on first use and again after it broke, shared by
 * all commands and streams but those that count as commands too. Safe for threads.
 */
public final class SshHost implements Machine {
  private final SshTarget target;
  private final SshLogin login;
  private final Repetition repetition;
  private final Commands commands = new Commands();
  private final StreamSessions streams = new StreamSessions(this::connect);
  private @Nullable Session session;

  SshHost(SshTarget target, SshLogin login, Repetition repetition) {
    this.target = target;
    this.login = login;
    this.repetition = repetition;
  }

  /** User and address. */
  @Override
  public String name() {
    return target.name();
  }

  @Override
  public String user() {
    return target.user();
  }

  @Override
  public ScriptResult run(Script script) throws ResourceFailure {
    Session open;
    try {
      open = session();
    } catch (RouteFailure failure) {
      throw new ResourceFailure(Kind.UNREACHABLE, String.valueOf(failure.getMessage()), failure);
    }
    ScriptResult result = commands.run(open, target, script);
    if (!result.succeeded() && script.root() && result.refusedBySudo()) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: cannot %s: that needs root, and sudo refuses user %s (%s). Allow it there without a password (file in /etc/sudoers.d: %s ALL=(ALL) NOPASSWD: ALL), or connect as root"
              .formatted(name(), script.what(), target.user(), result.complaint(), target.user()));
    }
    return result;
  }

  @Override
  public Repetition repetition() {
    return repetition;
  }

  @Override
  public Route unix(String path) {
    return timeout -> {
      Session open = session();
      try {
        ChannelDirectStreamLocal channel =
            (ChannelDirectStreamLocal) open.openChannel("direct-streamlocal@openssh.com");
        channel.setSocketPath(path);
        return connected(channel, timeout);
      } catch (JSchException failure) {
        throw refused(
            open,
            "%s does not open its socket %s for us (%s). Docker must run there, user %s must be root or in group docker, and sshd must allow it (AllowStreamLocalForwarding yes)"
                .formatted(name(), path, failure.getMessage(), target.user()),
            failure);
      }
    };
  }

  /**
   * The way along the standard input and output of a script, which says {@code phoenix.joined} on a
   * line of its own as soon as it has joined them with something.
   *
   * @return a route whose failure is what the script complained of
   */
  public Route joined(Script script) {
    return timeout -> {
      Session open = streams.enter();
      JoinedStream stream = null;
      try {
        stream =
            new JoinedStream(
                (ChannelExec) open.openChannel("exec"),
                script.command(target.user()),
                () -> streams.leave(open));
        stream.open(timeout);
        return stream;
      } catch (JSchException | IOException failure) {
        if (stream == null) {
          streams.leave(open);
        } else {
          stream.close();
        }
        throw failure instanceof RouteFailure known
            ? known
            : refused(
                open,
                "%s: cannot %s: %s".formatted(name(), script.what(), failure.getMessage()),
                failure);
      }
    };
  }

  /** The way to a port that the machine can reach. */
  Route tcp(String address, int port) {
    return timeout -> {
      Session open = session();
      try {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) open.getStreamForwarder(address, port);
        return connected(channel, timeout);
      } catch (JSchException failure) {
        throw refused(
            open,
            "%s, through which the way goes, does not connect to %s port %d (%s)"
                .formatted(name(), address, port, failure.getMessage()),
            failure);
      }
    };
  }

  /** What a living session refuses stays refused; a session that broke is opened again. */
  private static RouteFailure refused(Session session, String why, Exception failure) {
    return session.isConnected()
        ? new RouteFailure(why, failure)
        : RouteFailure.passing(why, failure);
  }

  private static ByteStream connected(ChannelDirectTCPIP channel, Duration timeout)
      throws JSchException, IOException {
    ChannelByteStream stream = new ChannelByteStream(channel);
    channel.connect(Math.toIntExact(timeout.toMillis()));
    return stream;
  }

  private synchronized Session session() throws RouteFailure {
    Session open = session;
    if (open == null || !open.isConnected()) {
      open = connect();
      session = open;
    }
    return open;
  }

  /** Tried more than once here, so that nobody who goes through this host tries all over again. */
  private Session connect() throws RouteFailure {
    Repetition.Round round = repetition.begin();
    while (true) {
      try {
        return login.open();
      } catch (RouteFailure failure) {
        if (!failure.isPassing()) {
          throw failure;
        }
        if (!round.again()) {
          throw new RouteFailure(String.valueOf(failure.getMessage()), failure);
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    streams.close();
    Session open = session;
    session = null;
    if (open != null) {
      open.disconnect();
    }
  }
}
