package dev.phoenix.lab.host;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel that the client wants to a place of the lab's world: the request is rewritten to the
 * loopback port where that place really is.
 */
final class ForwardedChannel extends TcpipServerChannel {
  private final Translation translation;

  /** Reads what is wanted and says where that is; null if nothing listens there. */
  private interface Translation {
    @Nullable InetSocketAddress where(Buffer request);
  }

  private ForwardedChannel(Translation translation) {
    super(TcpForwardingFilter.Type.Direct, null);
    this.translation = translation;
  }

  @Override
  protected OpenFuture doInit(Buffer buffer) {
    InetSocketAddress address = translation.where(buffer);
    if (address == null) {
      OpenFuture refused = new DefaultOpenFuture(this, this);
      refused.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "Connection refused"));
      return refused;
    }
    Buffer rewritten = new ByteArrayBuffer();
    rewritten.putString(address.getAddress().getHostAddress());
    rewritten.putUInt(address.getPort());
    rewritten.putString("127.0.0.1");
    rewritten.putUInt(0);
    return super.doInit(rewritten);
  }

  /** To a socket by its path: the engine's is the only one there is. */
  record ToSocket(Supplier<@Nullable InetSocketAddress> docker) implements ChannelFactory {
    @Override
    public String getName() {
      return "direct-streamlocal@openssh.com";
    }

    @Override
    public Channel createChannel(Session session) {
      return new ForwardedChannel(
          request -> request.getString().endsWith("/docker.sock") ? docker.get() : null);
    }
  }

  /** To a host and port as the machine would reach them. */
  record ToPort(BiFunction<String, Integer, SocketAddress> routes) implements ChannelFactory {
    @Override
    public String getName() {
      return "direct-tcpip";
    }

    @Override
    public Channel createChannel(Session session) {
      return new ForwardedChannel(request ->
          routes.apply(request.getString(), request.getInt()) instanceof InetSocketAddress to
              ? to
              : null);
    }
  }
}
