package dev.phoenix.provider.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A fixed shell text that is run on a machine. What varies is never part of the text: arguments go
 * as base64, which no shell can misread and the text decodes, and content goes by standard input.
 *
 * @param what completes "cannot ..." in a message
 * @param text for a POSIX shell
 * @param root whether it needs root: another user goes through {@code sudo -n}
 * @param patience after which it counts as hanging
 */
public record Script(
    String what,
    String text,
    List<String> arguments,
    String input,
    boolean root,
    Duration patience) {
  private static final Duration USUAL = Duration.ofSeconds(60);

  public Script {
    arguments = List.copyOf(arguments);
  }

  public static Script of(String what, String text, String... arguments) {
    return new Script(what, text, List.of(arguments), "", false, USUAL);
  }

  /** The text of a resource beside the class. */
  public static Script resource(String what, Class<?> beside, String file, String... arguments) {
    try (InputStream stream = beside.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + file + " beside " + beside);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return of(what, text, arguments);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public Script asRoot() {
    return new Script(what, text, arguments, input, true, patience);
  }

  public Script input(String content) {
    return new Script(what, text, arguments, content, root, patience);
  }

  public Script patience(Duration longer) {
    return new Script(what, text, arguments, input, root, longer);
  }

  /** The one line that is sent; whatever the user's own shell is reads it alike. */
  String command(String user) {
    // Whatever language the machine speaks, what its programs complain of is read here.
    StringBuilder line = new StringBuilder("env LC_ALL=C ");
    if (root && !user.equals("root")) {
      line.append("sudo -n ");
    }
    line.append("sh -c '").append(text.replace("'", "'\\''")).append("' phoenix");
    for (String argument : arguments) {
      String encoded =
          Base64.getEncoder().encodeToString(argument.getBytes(StandardCharsets.UTF_8));
      // An empty word would vanish from the line.
      line.append(' ').append(encoded.isEmpty() ? "''" : encoded);
    }
    return line.toString();
  }
}
