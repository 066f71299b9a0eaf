package dev.phoenix.lab.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads the plain files of a tar archive. */
final class TarFiles {
  private static final int BLOCK = 512;

  private TarFiles() {}

  /** Content by absolute path, below the folder that the archive is unpacked in. */
  static Map<String, byte[]> read(byte[] archive, String folder) {
    Map<String, byte[]> files = new TreeMap<>();
    int at = 0;
    while (at + BLOCK <= archive.length && archive[at] != 0) {
      String size = text(archive, at + 124, 12).strip();
      int length = size.isEmpty() ? 0 : Integer.parseInt(size, 8);
      byte kind = archive[at + 156];
      String prefix = text(archive, at + 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(archive, at, 100);
      int start = at + BLOCK;
      if ((kind == '0' || kind == 0) && start + length <= archive.length) {
        files.put(path(folder, name), Arrays.copyOfRange(archive, start, start + length));
      }
      at = start + (length + BLOCK - 1) / BLOCK * BLOCK;
    }
    return files;
  }

  private static String path(String folder, String name) {
    return (folder + "/" + name).replaceAll("/(\\./)*/*", "/");
  }

  private static String text(byte[] archive, int at, int length) {
    int end = at;
    while (end < at + length && archive[end] != 0) {
      end++;
    }
    return new String(archive, at, end - at, StandardCharsets.UTF_8);
  }
}
