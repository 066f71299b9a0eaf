package dev.phoenix.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, on a project of one class that is built in a moment. */
@Tag("long")
final class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 1
      echo built >> builds.log
      mkdir -p target/classes target/lib
      "$JAVA_HOME/bin/javac" -d target/classes src/main/java/Main.java || exit 1
      "$JAVA_HOME/bin/jar" --create --file target/phoenix.jar --main-class Main -C target/classes .
      """;

  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void project() throws IOException {
    project = folder.resolve("a project");
    for (String script : List.of("phoenix", "src/main/launcher/train")) {
      Path copy = project.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(project.resolve("schemas"));
    Files.writeString(project.resolve("pom.xml"), "");
    Path maven = Files.writeString(project.resolve("mvnw"), MAVEN);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    says("one");
  }

  @Test
  void showsAChangeOfTheSourcesAtOnceAlsoWithAStartUpCache() throws Exception {
    assertThat(run().out()).isEqualTo("one []\n");
    awaitCache();
    assertThat(run("a b", "c").out()).isEqualTo("one [a b, c]\n");

    says("two");

    assertThat(run().out()).isEqualTo("two []\n");
    awaitCache();
    assertThat(run().out()).isEqualTo("two []\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void dropsACacheThatIsOlderThanAJarBuiltByHand() throws Exception {
    run();
    awaitCache();
    says("two");
    Process build =
        new ProcessBuilder(project.resolve("mvnw").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(build.waitFor()).isZero();

    assertThat(run().out()).isEqualTo("two []\n");
  }

  @Test
  void runsThroughASymbolicLinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("phoenix"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));
    assertThat(link).exists();

    assertThat(start(Map.of(), second.toString()).join().out()).isEqualTo("one []\n");
  }

  @Test
  void buildsOnceWhenStartedTwiceAtOnce() throws Exception {
    Started first = start(Map.of(), project.resolve("phoenix").toString());
    Started second = start(Map.of(), project.resolve("phoenix").toString());

    assertThat(first.join().out()).isEqualTo("one []\n");
    assertThat(second.join().out()).isEqualTo("one []\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesAwayTheLockOfABuildThatDied() throws Exception {
    Path lock = Files.createDirectories(project.resolve("target/.build-lock"));
    Files.writeString(lock.resolve("pid"), "999999999");

    assertThat(run().out()).isEqualTo("one []\n");
  }

  @Test
  void runsWithACacheThatIsCutShort() throws Exception {
    run();
    Files.writeString(awaitCache(), "cut");

    assertThat(run().out()).isEqualTo("one []\n");
  }

  @Test
  void saysInOneSentenceWhatToInstallWithoutAJdk() throws Exception {
    Path none = Files.createDirectories(folder.resolve("none"));
    Map<String, String> environment =
        Map.of("PHOENIX_JVM_FOLDERS", none.toString(), "JAVA_HOME", "", "PATH", "/usr/bin:/bin");

    Result result = start(environment, project.resolve("phoenix").toString(), "plan").join();

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("phoenix needs a JDK of version 25 or newer")
        .contains("PHOENIX_JAVA_HOME");
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertThat(run("exit").exit()).isEqualTo(7);
  }

  private void says(String word) throws IOException {
    Path source = project.resolve("src/main/java/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        public class Main {
          public static void main(String[] arguments) {
            System.out.println("%s " + java.util.List.of(arguments));
            System.exit(arguments.length > 0 && arguments[0].equals("exit") ? 7 : 0);
          }
        }
        """
            .formatted(word));
  }

  private long builds() throws IOException {
    try (Stream<String> lines = Files.lines(project.resolve("builds.log"))) {
      return lines.count();
    }
  }

  private Path awaitCache() throws Exception {
    for (int i = 0; i < 3000; i++) {
      try (Stream<Path> files = Files.list(project.resolve("target"))) {
        List<Path> found = files.filter(file -> file.toString().endsWith(".aot")).toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no start-up cache was made");
  }

  private Result run(String... arguments) throws Exception {
    return start(Map.of(), project.resolve("phoenix").toString(), arguments).join();
  }

  private Started start(Map<String, String> environment, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("PHOENIX_JAVA_HOME");
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }

  /** A run under way. */
  private record Started(Process process, Path out, Path err) {
    Result join() throws Exception {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  /** What a run left. */
  private record Result(int exit, String out, String err) {}
}
