package dev.phoenix.acceptance;

import dev.phoenix.SameProcess;
import dev.phoenix.state.Writing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that runs phoenix until somebody kills it, or until it has written so often, when it
 * sends itself SIGKILL.
 */
final class Doomed {
  private static final int SIGKILL = 9;

  private Doomed() {}

  /** Starts one that does not write beyond the given part of a write; never if that is 0. */
  static Process start(Path folder, int write, double part, Path said, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(BuiltProgram.start("dev.phoenix.acceptance.Doomed"));
    command.addAll(List.of(Integer.toString(write), Double.toString(part), folder.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  public static void main(String[] arguments) {
    Last last =
        new Last(
            new AtomicInteger(Integer.parseInt(arguments[0])), Double.parseDouble(arguments[1]));
    List<String> words = List.of(arguments).subList(3, arguments.length);
    System.exit(SameProcess.run(System.out, last, Path.of(arguments[2]), words));
  }

  /** A disk on which one write is the last. */
  private record Last(AtomicInteger left, double part) implements Writing {
    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
      if (left.decrementAndGet() == 0) {
        Writing.TO_DISK.write(file, bytes.slice(0, (int) (bytes.remaining() * part)));
        die();
      }
      Writing.TO_DISK.write(file, bytes);
    }
  }

  @SuppressWarnings("restricted")
  private static void die() {
    Linker linker = Linker.nativeLinker();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int refused = (int) kill.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
      throw new IllegalStateException("kill says " + refused);
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable unexpected) {
      throw new UncheckedIOException(new IOException(unexpected));
    }
  }
}
