package dev.phoenix.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the program is started: as the launcher does where its jar and its start-up cache are there
 * and newer than what they were made from, else from the classes that were just compiled.
 */
final class BuiltProgram {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JAR = TARGET.resolve("phoenix.jar");
  private static final List<Path> SOURCES =
      List.of(Path.of("pom.xml"), Path.of("src/main"), Path.of("schemas"));
  private static final List<String> COMMAND = command();

  private BuiltProgram() {}

  /** The words before the program's own. */
  static List<String> start() {
    return COMMAND;
  }

  /** The same program with another way in, one of the tests'. */
  static List<String> start(String main) {
    List<String> command = new ArrayList<>(COMMAND);
    String tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    if (command.remove("-jar")) {
      String jar = command.removeLast();
      command.addAll(List.of("-cp", jar + File.pathSeparator + tests, main));
    } else {
      command.set(command.size() - 1, main);
    }
    return command;
  }

  private static List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "-Xlog:all=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    if (SOURCES.stream().allMatch(sources -> isNewest(JAR, sources))) {
      caches().forEach(cache -> command.add("-XX:AOTCache=" + cache));
      command.addAll(List.of("-jar", JAR.toString()));
    } else {
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              "dev.phoenix.Main"));
    }
    return command;
  }

  private static List<Path> caches() {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().matches("phoenix-lab-.*\\.aot"))
          .filter(file -> isNewest(file, JAR) && isNewest(file, TARGET.resolve("lib")))
          .limit(1)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNewest(Path file, Path than) {
    if (!Files.exists(file) || !Files.exists(than)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(than)) {
      long made = Files.getLastModifiedTime(file).toMillis();
      return files.allMatch(other -> other.toFile().lastModified() <= made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
