package dev.phoenix.configuration;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs found in files, by a digest of their content: it need not be found again while
 * nothing has changed. One file, which holds what the last run used and no more, no content and no
 * secret. It can be deleted at any time; one that is damaged, or of another program, counts as
 * none, and where it cannot be written the next run just reads everything. Safe for threads.
 */
public final class ReadingCache {
  private final @Nullable Path file;
  private final byte[] program;
  private final Map<String, byte[]> known;
  private final Map<String, byte[]> used = new ConcurrentHashMap<>();

  private ReadingCache(@Nullable Path file, byte[] program) {
    this.file = file;
    this.program = program;
    this.known = file == null ? Map.of() : read(file, program);
  }

  /** Remembers nothing. */
  public static ReadingCache none() {
    return new ReadingCache(null, new byte[0]);
  }

  /**
   * What was kept in a folder.
   *
   * @param program tells the program that reads the files from every other version of it
   */
  public static ReadingCache in(Path folder, String program) {
    return new ReadingCache(folder.resolve("reading"), program.getBytes(StandardCharsets.UTF_8));
  }

  byte @Nullable [] get(String key) {
    byte[] value = known.get(key);
    if (value != null) {
      used.put(key, value);
    }
    return value;
  }

  void put(String key, byte[] value) {
    if (file != null) {
      used.put(key, value);
    }
  }

  /** Keeps what this run used, unless that is what is kept already. */
  public void save() {
    if (file == null || used.keySet().equals(known.keySet())) {
      return;
    }
    try {
      write(file, bytes());
    } catch (IOException | UnsupportedOperationException unwritable) {
      // The next run is slower, and nothing else.
    }
  }

  private byte[] bytes() {
    int size = Integer.BYTES + program.length + Integer.BYTES + Long.BYTES;
    for (byte[] value : used.values()) {
      size += ContentKey.LENGTH + Integer.BYTES + value.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(program.length).put(program).putInt(used.size());
    used.forEach((key, value) ->
        out.put(key.getBytes(StandardCharsets.ISO_8859_1)).putInt(value.length).put(value));
    return out.putLong(checksum(out.array())).array();
  }

  private static Map<String, byte[]> read(Path file, byte[] program) {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
      return in.limit() < Long.BYTES
              || in.getLong(in.limit() - Long.BYTES) != checksum(in.array())
              || !ByteBuffer.wrap(program).equals(ByteBuffer.wrap(bytes(in, in.getInt())))
          ? Map.of()
          : entries(in);
    } catch (IOException | BufferUnderflowException | NegativeArraySizeException unreadable) {
      return Map.of();
    }
  }

  private static Map<String, byte[]> entries(ByteBuffer in) {
    int count = in.getInt();
    Map<String, byte[]> entries = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String key = new String(bytes(in, ContentKey.LENGTH), StandardCharsets.ISO_8859_1);
      entries.put(key, bytes(in, in.getInt()));
    }
    return entries;
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  /** Of all but the last bytes, where it stands itself. */
  private static long checksum(byte[] all) {
    CRC32C checksum = new CRC32C();
    checksum.update(all, 0, all.length - Long.BYTES);
    return checksum.getValue();
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path ignored = folder.resolve(".gitignore");
    if (!Files.exists(ignored)) {
      Files.writeString(ignored, "*\n");
    }
    Path fresh = folder.resolve("reading-" + ProcessHandle.current().pid() + ".tmp");
    try {
      OwnFile.write(fresh, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
