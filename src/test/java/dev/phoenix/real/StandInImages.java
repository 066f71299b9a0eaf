package dev.phoenix.real;

import dev.phoenix.standin.StandIn;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images that hold a small Java and the {@link StandIn}: they are called like Portainer's server
 * and agent, listen where those do and know their flags, but their software is the lab's.
 */
public final class StandInImages {
  private static final String BASE = "phoenix-stand-in:base";

  private final RealHost host;

  private StandInImages(RealHost host) {
    this.host = host;
  }

  /** Gives the machine's engine the image that the others are made of. */
  public static StandInImages on(RealHost host) {
    try {
      Path folder = Programs.folder("phoenix-stand-in");
      Path root = Files.createDirectories(folder.resolve("root"));
      List<String> classPath = java(root);
      Path archive = folder.resolve("root.tar");
      Programs.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
      List<String> entry = new ArrayList<>(List.of("/jre/bin/java", "-XX:+UseSerialGC"));
      entry.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp"));
      entry.add(String.join(":", classPath));
      entry.add(StandIn.class.getName());
      EngineFiles.load(host.socket(), archive, BASE, List.of("ENTRYPOINT " + json(entry)));
      return new StandInImages(host);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A busybox under any name that runs the command. */
  public static void busybox(RealHost host, String reference, String... command) {
    try {
      Path root = Programs.folder("phoenix-busybox");
      Path bin = Files.createDirectories(root.resolve("bin"));
      Files.copy(Path.of(Programs.find("busybox")), bin.resolve("busybox"));
      for (String applet : List.of("sh", "sleep", "httpd", "cat", "echo")) {
        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
      }
      Files.writeString(root.resolve("index.html"), "hello\n");
      Path archive = root.resolveSibling(root.getFileName() + ".tar");
      Programs.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
      EngineFiles.load(host.socket(), archive, reference, List.of("CMD " + json(List.of(command))));
      Files.delete(archive);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Makes the image of a server or an agent; the role is its first argument. */
  public String make(String role, String reference) {
    String tag = reference.substring(reference.lastIndexOf(':') + 1);
    String id =
        host.engine()
            .post("containers/create", "{\"Image\":\"%s\"}".formatted(BASE))
            .path("Id")
            .asString("");
    String repository = reference.substring(0, reference.lastIndexOf(':'));
    List<String> entry = new ArrayList<>();
    host.engine()
        .get("images/" + BASE + "/json")
        .at("/Config/Entrypoint")
        .forEach(word -> entry.add(word.asString("")));
    entry.add(role);
    host.engine()
        .post(
            "commit?container=%s&repo=%s&tag=%s&changes=%s&changes=%s"
                .formatted(
                    id,
                    URLEncoder.encode(repository, StandardCharsets.UTF_8),
                    tag,
                    URLEncoder.encode("ENV STANDIN_VERSION=" + tag, StandardCharsets.UTF_8),
                    URLEncoder.encode("ENTRYPOINT " + json(entry), StandardCharsets.UTF_8)),
            "");
    host.engine().delete("containers/" + id);
    return reference;
  }

  /** Pushes an image of the machine and forgets it there, so that it has to be pulled. */
  public static void publish(RealHost host, String reference) {
    EngineFiles.pushOnly(host.socket(), reference, RealRegistry.USER, RealRegistry.PASSWORD);
  }

  private static List<String> java(Path root) throws IOException {
    String home = System.getProperty("java.home");
    Programs.run(
        home + "/bin/jlink",
        "--add-modules",
        "java.base,java.logging,java.naming,java.xml,jdk.httpserver,jdk.unsupported",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        root.resolve("jre").toString());
    libraries(root);
    Files.createDirectories(root.resolve("tmp"));
    Files.createDirectories(root.resolve("data"));
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path to = root.resolve("app/" + classPath.size() + "-" + Path.of(entry).getFileName());
      if (Files.exists(Path.of(entry)) && !entry.contains("wiremock")) {
        Files.createDirectories(to.getParent());
        Programs.run("cp", "-r", entry, to.toString());
        classPath.add("/" + root.relativize(to));
      }
    }
    return classPath;
  }

  /** The C library that this machine's Java is linked with, at the same places. */
  private static void libraries(Path root) throws IOException {
    List<String> command = new ArrayList<>(List.of("ldd", root + "/jre/bin/java"));
    try (Stream<Path> files = Files.walk(root.resolve("jre/lib"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".so")).forEach(command::add);
    }
    List<String> needed =
        Programs.run(command)
            .lines()
            .flatMap(line -> Stream.of(line.strip().split("\\s+", -1)))
            .filter(word -> word.startsWith("/") && !word.endsWith(":"))
            .filter(word -> !word.startsWith(root.toString()))
            .distinct()
            .toList();
    for (String library : needed) {
      Path to = root.resolve(library.substring(1));
      Files.createDirectories(to.getParent());
      if (!Files.exists(to)) {
        Programs.run("cp", "-L", library, to.toString());
      }
    }
  }

  private static String json(List<String> words) {
    return "[\"" + String.join("\",\"", words) + "\"]";
  }
}
