package dev.phoenix.lab.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What a command has written, until it is flushed to whoever is at the other end. */
final class Output extends ByteArrayOutputStream {
  private final OutputStream end;

  Output(OutputStream end) {
    this.end = end;
  }

  @Override
  public synchronized void flush() throws IOException {
    writeTo(end);
    reset();
    end.flush();
  }
}
