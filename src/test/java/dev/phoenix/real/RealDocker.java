package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real Docker Engine: the one whose socket {@code PHOENIX_TEST_DOCKER_SOCKET} names, else one of
 * its own that is started once for this JVM. It holds the image {@code demo/idle:1}, a busybox that
 * sleeps.
 */
public final class RealDocker {
  public static final String IMAGE = "demo/idle:1";

  private static final String LEFT_OUT =
      "tests against a real Docker Engine; to have them: apt install docker.io busybox-static and run as root, or set PHOENIX_TEST_DOCKER_SOCKET";

  private static @Nullable RealDocker only;

  private final Path socket;

  private RealDocker(Path socket) {
    this.socket = socket;
  }

  /** The engine, or leaves the test out where none can be had. */
  public static synchronized RealDocker get() {
    RealDocker known = only;
    if (known == null) {
      known = new RealDocker(open());
      known.importImage();
      only = known;
    }
    return known;
  }

  public Path socket() {
    return socket;
  }

  private static Path open() {
    Programs.assume(!Programs.find("busybox").isEmpty(), LEFT_OUT);
    String given = System.getenv("PHOENIX_TEST_DOCKER_SOCKET");
    if (given != null && !given.isEmpty()) {
      return Path.of(given);
    }
    String program = Programs.find("dockerd");
    Programs.assume(!program.isEmpty() && Programs.isRoot(), LEFT_OUT);
    return start(program);
  }

  /** With folders of its own, and without the firewall and the bridge of another engine. */
  private static Path start(String program) {
    Path folder = Programs.folder("phoenix-dockerd");
    Path socket = folder.resolve("docker.sock");
    Path log = folder.resolve("log");
    int part = (int) (ProcessHandle.current().pid() % 250);
    String bridge = "phx" + ProcessHandle.current().pid();
    Programs.run("ip", "link", "add", "name", bridge, "type", "bridge");
    Programs.atExit(() -> Programs.run("ip", "link", "del", bridge));
    Programs.run("ip", "addr", "add", "10.213." + part + ".1/24", "dev", bridge);
    Programs.run("ip", "link", "set", bridge, "up");
    Process process =
        Programs.start(
            log,
            List.of(
                program,
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=unix://" + socket,
                "--bridge=" + bridge,
                "--default-address-pool=base=10.214." + part + ".0/24,size=28",
                "--iptables=false",
                "--ip6tables=false"));
    Programs.await(() -> Files.exists(socket) && EngineFiles.answers(socket), process, log);
    return socket;
  }

  private void importImage() {
    try {
      Path root = Programs.folder("phoenix-image");
      Path bin = Files.createDirectories(root.resolve("bin"));
      Files.copy(Path.of(Programs.find("busybox")), bin.resolve("busybox"));
      for (String applet : List.of("sh", "sleep", "cat", "echo", "httpd", "true", "false", "ls")) {
        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
      }
      Files.createDirectories(root.resolve("tmp"));
      Path archive = root.resolveSibling(root.getFileName() + ".tar");
      Programs.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
      EngineFiles.importImage(socket, archive, IMAGE);
      Files.delete(archive);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
