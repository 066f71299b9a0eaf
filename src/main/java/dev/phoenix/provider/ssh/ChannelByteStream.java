package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import dev.phoenix.provider.connection.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream over one channel of a session. */
final class ChannelByteStream implements ByteStream {
  private final ChannelDirectTCPIP channel;
  private final Inbox inbox = new Inbox();
  private final InputStream input = inbox.source();
  private final OutputStream output;

  /** The streams have to be set before the channel connects. */
  ChannelByteStream(ChannelDirectTCPIP channel) throws IOException {
    this.channel = channel;
    channel.setOutputStream(inbox.sink());
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
  public void silence(int millis) {
    inbox.patience(millis);
  }

  @Override
  public void close() {
    inbox.end();
    channel.disconnect();
  }
}
