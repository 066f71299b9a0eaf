package dev.phoenix.provider.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that came in on a channel and were not read yet. The client library's own pipe breaks when
 * the thread that read last has ended, and lets one slow reader stop the whole session.
 */
final class Inbox {
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private int taken;
  private boolean closed;
  private volatile int patienceMillis;

  /** Where the session puts what comes in. */
  OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        byte[] piece = new byte[length];
        System.arraycopy(bytes, offset, piece, 0, length);
        put(piece);
      }

      @Override
      public void close() {
        end();
      }
    };
  }

  /** Where the reader takes it. */
  InputStream source() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : take(bytes, offset, length);
      }
    };
  }

  /** How long a read waits; 0 for as long as it takes. */
  void patience(int millis) {
    patienceMillis = millis;
  }

  private synchronized void put(byte[] piece) {
    if (piece.length > 0 && !closed) {
      pieces.add(piece);
      notifyAll();
    }
  }

  /** Nothing more comes in; what did can still be read. */
  synchronized void end() {
    closed = true;
    notifyAll();
  }

  private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
    byte[] first = await();
    if (first == null) {
      return -1;
    }
    int count = Math.min(length, first.length - taken);
    System.arraycopy(first, taken, bytes, offset, count);
    taken += count;
    if (taken == first.length) {
      pieces.remove();
      taken = 0;
    }
    return count;
  }

  /** The first piece; null at the end. */
  private synchronized byte @Nullable [] await() throws IOException {
    long start = System.nanoTime();
    while (pieces.isEmpty() && !closed) {
      long left = patienceMillis - (System.nanoTime() - start) / 1_000_000;
      if (patienceMillis > 0 && left <= 0) {
        throw new SocketTimeoutException("no answer within " + patienceMillis + " ms");
      }
      try {
        wait(patienceMillis > 0 ? left : 0);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    return pieces.peek();
  }
}
