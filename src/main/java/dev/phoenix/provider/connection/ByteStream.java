package dev.phoenix.provider.connection;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** Two directions of bytes to some far end. Closing it wakes whoever reads. */
public interface ByteStream extends Closeable {
  InputStream input();

  OutputStream output();
}
