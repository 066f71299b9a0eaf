package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import dev.phoenix.provider.connection.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream over one channel of a session. */
final class ChannelByteStream implements ByteStream {
  private final ChannelDirectTCPIP channel;
  private final InputStream input;
  private final OutputStream output;

  /** The streams have to be taken before the channel connects. */
  ChannelByteStream(ChannelDirectTCPIP channel) throws IOException {
    this.channel = channel;
    this.input = channel.getInputStream();
    this.output = channel.getOutputStream();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    channel.disconnect();
  }
}
