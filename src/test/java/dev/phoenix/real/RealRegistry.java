package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real image registry on loopback that lets only one user in. */
public final class RealRegistry implements AutoCloseable {
  public static final String USER = "puller";
  public static final String PASSWORD = "registry-pass-71";

  /** Of the password, as {@code htpasswd -B} makes it. */
  private static final String LINE =
      USER + ":$2y$05$abcdefghijklmnopqrstuutLUcWPIyRRZOnAXmybsOPBjeZdvNHAW\n";

  private final int port;
  private final Process process;

  private RealRegistry(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one, or leaves the test out where it is not installed. */
  public static RealRegistry start() {
    return start("auth: {htpasswd: {realm: test, path: %s/htpasswd}}");
  }

  /** Starts one that lets everybody in. */
  public static RealRegistry open() {
    return start("");
  }

  private static RealRegistry start(String login) {
    String program = Programs.find("docker-registry");
    Programs.assume(
        !program.isEmpty(),
        "tests against a real image registry; to have them: apt install docker-registry");
    Path folder = Programs.folder("phoenix-registry");
    int port = Programs.freePort();
    try {
      Files.writeString(folder.resolve("htpasswd"), LINE);
      Path configuration =
          Files.writeString(
              folder.resolve("config.yml"),
              """
              version: 0.1
              storage: {filesystem: {rootdirectory: %1$s/data}}
              http: {addr: "127.0.0.1:%2$d"}
              %3$s
              """
                  .formatted(folder, port, login.formatted(folder)));
      Path log = folder.resolve("log");
      Process process = Programs.start(log, List.of(program, "serve", configuration.toString()));
      Programs.await(() -> Programs.answers(port), process, log);
      return new RealRegistry(port, process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As in front of an image's name. */
  public String name() {
    return "127.0.0.1:" + port;
  }

  /** Pushes the test image under a name of this registry, which then is only here. */
  public String publish(RealDocker docker, String repository, String tag) {
    EngineFiles.push(
        docker.socket(), RealDocker.IMAGE, name() + "/" + repository, tag, USER, PASSWORD);
    return name() + "/" + repository + ":" + tag;
  }

  @Override
  public void close() {
    Programs.stop(process);
  }
}
