package dev.phoenix.state;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few blocks, where one can be mounted. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Leaves the test out, with the reason, where nobody may mount. */
  static SmallDisk mount(Path folder, String options) throws IOException {
    Files.createDirectories(folder);
    boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    if (!mounted) {
      System.out.println("SmallDisk: left out, a tmpfs cannot be mounted here (needs root)");
    }
    assumeTrue(mounted);
    return new SmallDisk(folder);
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  void remount(String options) {
    if (!run("mount", "-o", "remount," + options, folder.toString())) {
      throw new AssertionError("cannot remount " + folder);
    }
  }

  /** Takes all the room there is left, as somebody else's log would. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("somebody-elses.log"))) {
      byte[] block = new byte[1];
      byte[] large = new byte[4096];
      for (byte[] size : List.of(large, block)) {
        try {
          while (true) {
            out.write(size);
          }
        } catch (IOException full) {
          // That is the point.
        }
      }
    }
  }

  void empty() throws IOException {
    Files.delete(folder.resolve("somebody-elses.log"));
  }

  @Override
  public void close() {
    if (!run("umount", folder.toString())) {
      throw new AssertionError("cannot unmount " + folder);
    }
  }
}
