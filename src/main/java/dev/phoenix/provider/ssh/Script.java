package dev.phoenix.provider.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A fixed shell text that is run on a machine. What varies is never part of the text: arguments go
 * as base64, which the text decodes, and content goes by standard input. The text goes as base64
 * too, for it passes through the user's own shell: csh reads {@code !} and ends lines even between
 * quotes, and fish reads backslashes there.
 *
 * @param what completes "cannot ..." in a message
 * @param text for a POSIX shell
 * @param root whether it needs root: another user goes through {@code sudo -n}
 * @param patience after which it counts as hanging
 * @param through the command that takes it into where it runs, such as a container; empty where
 *     that is the machine itself
 */
public record Script(
    String what,
    String text,
    List<String> arguments,
    String input,
    boolean root,
    Duration patience,
    List<String> through) {
  private static final Duration USUAL = Duration.ofSeconds(60);

  /** Reads the same in every shell: nothing in it but what single quotes keep everywhere. */
  private static final String BEGINNING =
      "sh -c 'text=$(printf %s \"$1\" | base64 -d) || exit; shift; exec sh -c \"$text\" phoenix \"$@\"' phoenix";

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public Script {
    arguments = List.copyOf(arguments);
    through = List.copyOf(through);
  }

  public static Script of(String what, String text, String... arguments) {
    return new Script(what, text, List.of(arguments), "", false, USUAL, List.of());
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
    return new Script(what, text, arguments, input, true, patience, through);
  }

  public Script input(String content) {
    return new Script(what, text, arguments, content, root, patience, through);
  }

  public Script patience(Duration longer) {
    return new Script(what, text, arguments, input, root, longer, through);
  }

  /**
   * The same, run by root in something else. Root's programs are found there whatever the way is.
   *
   * @param command words without anything that a shell would read otherwise
   */
  public Script through(String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("env", "LC_ALL=C", "PATH=" + PATH));
    return new Script(what, text, arguments, input, true, patience, whole);
  }

  /** The one line that is sent; whatever the user's own shell is reads it alike. */
  String command(String user) {
    // Whatever language the machine speaks, what its programs complain of is read here.
    StringBuilder line = new StringBuilder("env LC_ALL=C ");
    if (root && !user.equals("root")) {
      line.append("sudo -n ");
    }
    through.forEach(word -> line.append(word).append(' '));
    line.append(BEGINNING);
    word(line, text);
    arguments.forEach(argument -> word(line, argument));
    return line.toString();
  }

  private static void word(StringBuilder line, String word) {
    String encoded = Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8));
    // An empty word would vanish from the line.
    line.append(' ').append(encoded.isEmpty() ? "''" : encoded);
  }
}
