package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/lab.md tells people to type at the lab in the foreground, typed; the plan that it shows
 * afterwards is what is printed then.
 */
@Tag("long")
final class LabDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "lab.md");
  private static final Pattern DOOR = Pattern.compile("Portainer web1: (https://[0-9.:]+) ");

  @Test
  void showsTheDriftThatItsCommandsMake(@TempDir Path temporary) throws Exception {
    assumeTrue(hasCurl(), "left out: docs/lab.md needs curl (apt-get install curl)");
    CommandPlayer player = CommandPlayer.withExamples(temporary);
    String text = Files.readString(DOCUMENT);
    Path said = temporary.resolve("lab.txt");
    Process lab = PhoenixJvm.start(said, "lab", "-C", "" + example(player));
    try {
      Matcher door = DOOR.matcher(PhoenixJvm.waitFor(lab, said, "The lab runs until Ctrl-C."));
      assertThat(door.find()).isTrue();
      assertThat(player.play("phoenix apply --lab --auto-approve -C examples/single-host").exit())
          .isZero();

      type(between(text, "    PORTAINER=", "\n`./phoenix plan"), door.group(1), temporary);

      String plan = player.play("phoenix plan --lab -C examples/single-host").out();
      assertThat(between(text, "    web1\n", "Plan: ") + "    " + lastLine(plan))
          .isEqualTo(plan.strip().indent(4).replaceAll("(?m)^ +$", "").stripTrailing());
    } finally {
      lab.destroy();
      lab.waitFor();
    }
  }

  private static Path example(CommandPlayer player) {
    return player.folder().resolve("examples/single-host");
  }

  private static boolean hasCurl() throws InterruptedException {
    try {
      return new ProcessBuilder("curl", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** The lines from the one that begins so up to the one that does not belong to them. */
  private static String between(String text, String first, String after) {
    int begin = text.indexOf("\n" + first) + 1;
    int end = text.indexOf(after, begin);
    return text.substring(begin, text.lastIndexOf('\n', end) + 1);
  }

  private static String lastLine(String text) {
    return List.of(text.strip().split("\n", -1)).getLast();
  }

  private static void type(String block, String portainer, Path folder) throws Exception {
    String script =
        block
            .stripIndent()
            .replaceFirst("PORTAINER=.*", Matcher.quoteReplacement("PORTAINER=" + portainer));
    Path said = folder.resolve("typed.txt");
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(said)).isZero();
  }
}
