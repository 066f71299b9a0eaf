package dev.phoenix.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bare repository and clones of it, untouched by how git is set up for whoever runs the test. */
public final class Repositories {
  private final Path folder;

  public Repositories(Path folder) {
    this.folder = folder;
  }

  public static boolean isGitThere() {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      System.out.println("There is no program git: what commits the state is not tried.");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What git is to know. */
  public Map<String, String> environment() {
    return Map.of(
        "GIT_CONFIG_GLOBAL",
        folder.resolve("gitconfig").toString(),
        "GIT_CONFIG_NOSYSTEM",
        "1",
        "LC_ALL",
        "C.UTF-8");
  }

  /** Makes the bare one with these files, and gives a clone. */
  public Path begin(Map<String, String> files) {
    git(folder, "init", "-q", "--bare", "-b", "main", "origin.git");
    Path clone = cloned("mine");
    files.forEach((name, text) -> write(clone.resolve(name), text));
    git(clone, "add", "-A");
    git(clone, "commit", "-qm", "Begin");
    git(clone, "push", "-q", "-u", "origin", "main");
    return clone;
  }

  public Path cloned(String name) {
    git(folder, "clone", "-q", folder.resolve("origin.git").toString(), name);
    Path clone = folder.resolve(name);
    git(clone, "symbolic-ref", "HEAD", "refs/heads/main");
    git(clone, "config", "user.name", "A pipeline");
    git(clone, "config", "user.email", "pipeline@example.com");
    return clone;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What git printed. */
  public String git(Path where, String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment());
    try {
      Process process = builder.start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .stripTrailing();
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
