package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.RouteFailure;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A stream over the standard input and output of a script, from the moment when it says that it has
 * joined them with what they lead to.
 */
final class JoinedStream implements ByteStream {
  /** The line by which a script says so; what a user's shell says before it does not count. */
  static final String JOINED = "phoenix.joined";

  private static final int LONGEST_GREETING = 65_536;

  private final ChannelExec channel;
  private final Runnable left;
  private final Inbox inbox = new Inbox();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final InputStream input = heard(inbox.source());
  private final OutputStream output;
  private boolean closed;

  /**
   * The streams have to be set before the channel connects.
   *
   * @param left told once when the stream is closed
   */
  JoinedStream(ChannelExec channel, String command, Runnable left) throws IOException {
    this.channel = channel;
    this.left = left;
    channel.setCommand(command.getBytes(StandardCharsets.UTF_8));
    channel.setOutputStream(inbox.sink());
    channel.setErrStream(errors);
    this.output = channel.getOutputStream();
  }

  /**
   * Runs the script and waits until it has joined the streams.
   *
   * @throws RouteFailure with what it complained of, if it ends before
   */
  void open(Duration timeout) throws JSchException, IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    channel.connect(millis);
    inbox.patience(millis);
    InputStream greeting = inbox.source();
    StringBuilder line = new StringBuilder();
    int greeted = 0;
    try {
      while (!line.toString().equals(JOINED)) {
        int next = greeting.read();
        if (next < 0 || greeted++ == LONGEST_GREETING) {
          awaitEnd();
          throw new RouteFailure(complaint(), null);
        }
        if (next == '\n') {
          line.setLength(0);
        } else {
          line.append((char) next);
        }
      }
      // The break at the end of that line.
      greeting.read();
    } catch (SocketTimeoutException silent) {
      throw RouteFailure.passing("it did not begin within %d ms".formatted(millis), silent);
    } finally {
      inbox.patience(0);
    }
  }

  /** Its exit status and its last words may come a moment after the end of its output. */
  private void awaitEnd() throws IOException {
    for (int i = 0; i < 100 && !channel.isClosed(); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /** Where it ends before anything came, what the script complained of is said. */
  private InputStream heard(InputStream source) {
    return new FilterInputStream(source) {
      private boolean answered;

      @Override
      public int read() throws IOException {
        return told(super.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return told(super.read(bytes, offset, length));
      }

      private int told(int read) throws IOException {
        if (read < 0 && !answered && errors.size() > 0) {
          throw new IOException(complaint());
        }
        answered = true;
        return read;
      }
    };
  }

  private String complaint() {
    return new ScriptResult(channel.getExitStatus(), "", errors.toString(StandardCharsets.UTF_8))
        .complaint();
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
  public synchronized void close() {
    if (!closed) {
      closed = true;
      inbox.end();
      channel.disconnect();
      left.run();
    }
  }
}
