package dev.phoenix.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs processes, one at a time, and takes their measure. */
final class Runner {
  private static final int CHILDREN = -1;
  // Of struct rusage: user and system time, each as seconds and microseconds.
  private static final int TIMES = 4;
  private static final int RUSAGE_BYTES = 256;

  private final Path output;
  private final Map<String, String> environment;
  private final MethodHandle getrusage;

  /**
   * A runner that keeps what a process prints until the next one.
   *
   * @param environment what is set for each process besides its own
   */
  Runner(Path output, Map<String, String> environment) {
    this.output = output;
    this.environment = environment;
    Linker linker = Linker.nativeLinker();
    this.getrusage =
        linker.downcallHandle(
            linker.defaultLookup().find("getrusage").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /** What the command printed; it has to end well. */
  String print(Path folder, List<String> command) throws IOException, InterruptedException {
    Sample _ = measure(folder, command, "");
    return Files.readString(output);
  }

  /** What the command took; it has to end well and to have printed a text. */
  Sample measure(Path folder, List<String> command, String expected)
      throws IOException, InterruptedException {
    double before = childSeconds();
    long begun = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    double peak = 0;
    do {
      peak = Math.max(peak, peak(process.pid()));
    } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
    double wall = (System.nanoTime() - begun) / 1e9;
    double cpu = childSeconds() - before;
    String printed = Files.readString(output);
    if (process.exitValue() != 0 || !printed.contains(expected)) {
      throw new IllegalStateException(
          "%s ended with %d and printed, instead of \"%s\":%n%s"
              .formatted(command, process.exitValue(), expected, printed));
    }
    return new Sample(wall, cpu, peak);
  }

  /** The highest so far of a process that runs, in megabytes. */
  private static double peak(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        }
      }
    } catch (IOException ended) {
      return 0;
    }
    return 0;
  }

  /** Processor time of all children that have ended. */
  private double childSeconds() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE_BYTES);
      int _ = (int) getrusage.invokeExact(CHILDREN, usage);
      double seconds = 0;
      for (int i = 0; i < TIMES; i++) {
        seconds += usage.getAtIndex(ValueLayout.JAVA_LONG, i) / (i % 2 == 0 ? 1 : 1e6);
      }
      return seconds;
    } catch (Throwable impossible) {
      throw new IllegalStateException("getrusage cannot be called", impossible);
    }
  }
}
