package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine, for fixtures that start them. */
final class Programs {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private static final Deque<Runnable> CLEANING = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> CLEANING.forEach(Runnable::run)));
  }

  private Programs() {}

  /** Done when this JVM ends: what was begun last is ended first. */
  static void atExit(Runnable cleaning) {
    CLEANING.addFirst(cleaning);
  }

  /** The program's path; empty text if it is not installed. */
  static String find(String name) {
    return Stream.concat(
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1)),
            Stream.of("/usr/sbin", "/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse("");
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Leaves the test out unless it holds, and says so in one line, once. */
  static void assume(boolean holds, String leftOut) {
    if (!holds && SAID.add(leftOut)) {
      System.out.println("left out: " + leftOut);
    }
    Assumptions.assumeTrue(holds, leftOut);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs to the end; what it printed. */
  static String run(String... command) {
    return run(List.of(command));
  }

  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + output);
      }
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Starts a server that ends with this JVM at the latest. */
  static Process start(Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      atExit(() -> stop(process));
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it is so; fails with the server's log. */
  static void await(BooleanSupplier so, Process process, Path log) {
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      if (so.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    try {
      throw new IllegalStateException("does not start: " + Files.readString(log));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether something listens at this port of loopback. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  static Path folder(String prefix) {
    try {
      Path folder = Files.createTempDirectory(prefix);
      atExit(() -> remove(folder));
      return folder;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What a server still writes while it goes may stay; the folder is a temporary one. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException failure) {
      System.err.println("cannot remove " + folder + ": " + failure);
    }
  }
}
