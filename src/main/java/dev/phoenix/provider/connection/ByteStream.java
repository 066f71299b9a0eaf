package dev.phoenix.provider.connection;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;

/** Two directions of bytes to some far end. Closing it wakes whoever reads. */
public interface ByteStream extends Closeable {
  InputStream input();

  OutputStream output();

  /** How long a read may wait before it fails with a timeout; ignored where that cannot be had. */
  default void silence(int millis) throws SocketException {}
}
