package dev.phoenix.git;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program {@code git} in one folder.
 *
 * @param variables what else its environment is to say
 * @param withheld names of variables that neither it nor its hooks are to see
 */
record Git(Path folder, Map<String, String> variables, Set<String> withheld) {
  Git {
    variables = Map.copyOf(variables);
    withheld = Set.copyOf(withheld);
  }

  /** How a call ended and what it printed. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Answer(int exit, byte[] bytes, String problem) {
    boolean isGood() {
      return exit == 0;
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }

  /** The same with one more variable. */
  Git with(String variable, String value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(variable, value);
    return new Git(folder, more, withheld);
  }

  Git in(Path other) {
    return new Git(other, variables, withheld);
  }

  /** What it printed where it went well; empty where it did not. */
  String ask(String... words) throws InterruptedException {
    Answer answer = run(words);
    return answer.isGood() ? answer.text() : "";
  }

  Answer run(String... words) throws InterruptedException {
    return feed(new byte[0], words);
  }

  /**
   * The same with something to read.
   *
   * @throws UncheckedIOException if there is no such program
   */
  Answer feed(byte[] input, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(variables);
    builder.environment().keySet().removeAll(withheld);
    if (input.length == 0) {
      builder.redirectInput(new File("/dev/null"));
    }
    try {
      Process process = builder.start();
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      Thread listening = Thread.startVirtualThread(() -> drain(process.getErrorStream(), said));
      if (input.length > 0) {
        try (OutputStream out = process.getOutputStream()) {
          out.write(input);
        }
      }
      byte[] printed = process.getInputStream().readAllBytes();
      listening.join();
      return new Answer(process.waitFor(), printed, problem(said.toString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without passwords that stand in addresses. */
  private static String problem(String said) {
    return said.strip().replaceAll("://[^/@\\s]+@", "://");
  }
}
