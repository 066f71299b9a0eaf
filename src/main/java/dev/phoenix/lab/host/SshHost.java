package dev.phoenix.lab.host;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Way;
import dev.phoenix.resource.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/**
 * The SSH server of a machine on a loopback port: every user gets in with the lab's password, runs
 * command lines, and forwards to the engine's socket and to the ports of the world.
 */
public final class SshHost implements AutoCloseable {
  private final SshServer server;

  /**
   * Begins to listen.
   *
   * @param routes where a host and port of the world really are
   * @param way of each command line, as a request with the method {@code RUN}; what is answered in
   *     its place is an error of the command
   */
  public SshHost(
      Guest guest,
      KeyPair hostKey,
      Secret password,
      BiFunction<String, Integer, SocketAddress> routes,
      Way way)
      throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator((user, given, session) -> new Secret(given).equals(password));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setChannelFactories(
        List.of(
            ChannelSessionFactory.INSTANCE,
            new ForwardedChannel.ToSocket(guest::engineSocket),
            new ForwardedChannel.ToPort(routes)));
    Commands commands = new Commands(guest);
    server.setCommandFactory((channel, text) -> new Run(commands, guest, way, text));
    server.start();
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** One command line. */
  private static final class Run implements Command {
    private final Commands commands;
    private final Guest guest;
    private final Way way;
    private final String text;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback end;

    Run(Commands commands, Guest guest, Way way, String text) {
      this.commands = commands;
      this.guest = guest;
      this.way = way;
      this.text = text;
    }

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      end = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual().name("lab " + guest.name()).start(() -> run(channel));
    }

    private void run(ChannelSession channel) {
      Request command =
          new Request("RUN", "/", "", Map.of(), text.getBytes(StandardCharsets.UTF_8));
      String user = channel.getSession().getUsername();
      Reply reply =
          way.go(
              command,
              _ ->
                  Reply.text(
                      200, "text/plain", Integer.toString(run(user, way.said(command, out)))));
      if (reply.status() == Reply.HANG_UP) {
        CloseFuture _ = channel.getSession().close(true);
      } else if (reply.ok()) {
        end(Integer.parseInt(reply.text()));
      } else {
        end(complain(reply.body()) ? 1 : 255);
      }
    }

    /** Its exit status. */
    private int run(String user, OutputStream caller) {
      Output written = new Output(caller);
      ByteArrayOutputStream complained = new ByteArrayOutputStream();
      int status =
          new Shell(commands, guest, user, List.of("sh"))
              .run(text, new Streams(in, written, complained));
      try {
        written.flush();
      } catch (IOException gone) {
        return 255;
      }
      return complain(complained.toByteArray()) ? status : 255;
    }

    /** Whether somebody still listens. */
    private boolean complain(byte[] words) {
      try {
        err.write(words);
        err.flush();
        return true;
      } catch (IOException gone) {
        return false;
      }
    }

    private void end(int status) {
      ExitCallback callback = end;
      if (callback != null) {
        callback.onExit(status);
      }
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
