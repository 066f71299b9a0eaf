package dev.phoenix.provider.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Writes files as a tar archive of the ustar form, which is how the engine takes files. */
final class Tar {
  private static final int BLOCK = 512;

  /** The archive ends with two empty blocks. */
  private static final int END = 2 * BLOCK;

  private Tar() {}

  static byte[] of(Collection<ContainerFile> files) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (ContainerFile file : files) {
      byte[] content = file.content().reveal().getBytes(StandardCharsets.UTF_8);
      archive.writeBytes(head(file, content.length));
      archive.writeBytes(content);
      archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
    archive.writeBytes(new byte[END]);
    return archive.toByteArray();
  }

  private static byte[] head(ContainerFile file, int size) {
    byte[] name = file.path().substring(1).getBytes(StandardCharsets.UTF_8);
    if (name.length > 100) {
      throw new IllegalArgumentException("the path is longer than 100 bytes: " + file.path());
    }
    byte[] head = new byte[BLOCK];
    put(head, 0, name);
    octal(head, 100, 8, file.mode());
    octal(head, 108, 8, 0);
    octal(head, 116, 8, 0);
    octal(head, 124, 12, size);
    octal(head, 136, 12, 0);
    head[156] = '0';
    put(head, 257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    checksum(head);
    return head;
  }

  /** The sum is taken with its own field full of spaces. */
  private static void checksum(byte[] head) {
    Arrays.fill(head, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : head) {
      sum += b & 0xff;
    }
    put(head, 148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
  }

  private static void octal(byte[] head, int at, int width, int value) {
    String digits = Integer.toOctalString(value);
    put(
        head,
        at,
        ("0".repeat(width - 1 - digits.length()) + digits + "\0")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void put(byte[] head, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, head, at, bytes.length);
  }
}
