package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One machine over SSH: a single session, opened on first use and again after it broke, shared by
 * all commands and streams. Safe for threads.
 */
public final class SshHost implements AutoCloseable {
  private static final Script WRITE =
      Script.resource("write a file", SshHost.class, "write-file.sh");

  private final SshTarget target;
  private final SshLogin login;
  private final Commands commands = new Commands();
  private @Nullable Session session;

  SshHost(SshTarget target, SshLogin login) {
    this.target = target;
    this.login = login;
  }

  /** User and address, for messages. */
  public String name() {
    return target.name();
  }

  public String user() {
    return target.user();
  }

  /** Runs a script, whatever it exits with. */
  public ScriptResult run(Script script) throws ResourceFailure {
    Session open;
    try {
      open = session();
    } catch (RouteFailure failure) {
      throw new ResourceFailure(Kind.UNREACHABLE, String.valueOf(failure.getMessage()), failure);
    }
    ScriptResult result = commands.run(open, target, script);
    if (!result.succeeded() && script.root() && result.errors().startsWith("sudo: ")) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: cannot %s: that needs root, and sudo refuses user %s (%s). Allow it there without a password (file in /etc/sudoers.d: %s ALL=(ALL) NOPASSWD: ALL), or connect as root"
              .formatted(name(), script.what(), target.user(), result.complaint(), target.user()));
    }
    return result;
  }

  /** Runs a script that must succeed. */
  public ScriptResult must(Script script) throws ResourceFailure {
    ScriptResult result = run(script);
    if (!result.succeeded()) {
      throw new ResourceFailure(
          Kind.PERMANENT, name() + ": cannot " + script.what() + ": " + result.complaint());
    }
    return result;
  }

  /** Replaces a file in one stroke: a reader sees the old content or the new. */
  public void write(String path, String mode, String content) throws ResourceFailure {
    Script script = Script.of("write " + path, WRITE.text(), path, mode).input(content).asRoot();
    must(script);
  }

  /** The way to a unix socket of the machine. */
  public Route unix(String path) {
    return timeout -> {
      try {
        Session open = session();
        ChannelDirectStreamLocal channel =
            (ChannelDirectStreamLocal) open.openChannel("direct-streamlocal@openssh.com");
        channel.setSocketPath(path);
        return connected(channel, timeout);
      } catch (JSchException failure) {
        throw new RouteFailure(
            "%s does not open its socket %s for us (%s). Docker must run there, user %s must be root or in group docker, and sshd must allow it (AllowStreamLocalForwarding yes)"
                .formatted(name(), path, failure.getMessage(), target.user()),
            failure);
      }
    };
  }

  /** The way to a port that the machine can reach. */
  Route tcp(String address, int port) {
    return timeout -> {
      try {
        ChannelDirectTCPIP channel =
            (ChannelDirectTCPIP) session().getStreamForwarder(address, port);
        return connected(channel, timeout);
      } catch (JSchException failure) {
        throw new RouteFailure(
            "%s, through which the way goes, does not connect to %s port %d (%s)"
                .formatted(name(), address, port, failure.getMessage()),
            failure);
      }
    };
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
      open = login.open();
      session = open;
    }
    return open;
  }

  /** Ends the session; the next use opens another, with the groups that the user has by then. */
  @Override
  public synchronized void close() {
    Session open = session;
    session = null;
    if (open != null) {
      open.disconnect();
    }
  }
}
