package dev.phoenix.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that nobody but their owner may read, from the moment on at which they are there: rights
 * that are taken away afterwards come too late for somebody who has the file open by then. A file
 * that is there already keeps the rights that it has.
 */
public final class OwnFile {
  private static final FileAttribute<?>[] RIGHTS = rights();

  private OwnFile() {}

  private static FileAttribute<?>[] rights() {
    // Others have access lists, which a new file takes from its folder.
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), RIGHTS);
  }

  /** In the place of what is there. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(
        file,
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  public static void write(Path file, byte[] bytes, OpenOption... options) throws IOException {
    try (FileChannel channel = open(file, options)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        int _ = channel.write(left);
      }
    }
  }
}
