package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What docs/lab.md tells people to type at the lab in the foreground, typed; the plan that it shows
 * afterwards is what is printed then.
 */
@Tag("long")
final class LabDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "lab.md");

  @ParameterizedTest
  @CsvSource({
    "single-host, PORTAINER=, Portainer web1: (https://[0-9.:]+) ",
    "homelab, PVE=, Proxmox VE proxmox: (https://[0-9.:]+) ",
  })
  void showsTheDriftThatItsCommandsMake(
      String example, String variable, String door, @TempDir Path temporary) throws Exception {
    assumeTrue(hasCurl(), "left out: docs/lab.md needs curl (apt-get install curl)");
    CommandPlayer player = CommandPlayer.withExamples(temporary);
    String text = Files.readString(DOCUMENT);
    Path said = temporary.resolve("lab.txt");
    Process lab =
        PhoenixJvm.start(said, "lab", "-C", "" + player.folder().resolve("examples/" + example));
    try {
      Matcher there =
          Pattern.compile(door)
              .matcher(PhoenixJvm.waitFor(lab, said, "The lab runs until Ctrl-C."));
      assertThat(there.find()).isTrue();
      String at = " --lab -C examples/" + example;
      assertThat(player.play("phoenix apply --auto-approve" + at).exit()).isZero();
      String behind = "\n`./phoenix plan" + at + "` then";
      String block = between(text, "    " + variable, behind);

      type(block.replaceFirst("https://[0-9.:]+", there.group(1)), temporary);

      String plan = player.play("phoenix plan" + at).out();
      assertThat(plan.strip()).isEqualTo(shown(text, behind));
    } finally {
      lab.destroy();
      lab.waitFor();
    }
  }

  /** The plan of the document, which is the block behind a sentence. */
  private static String shown(String text, String sentence) {
    int begin = text.indexOf("\n    ", text.indexOf(sentence));
    int end = text.indexOf('\n', text.indexOf("    Plan: ", begin));
    return text.substring(begin, end < 0 ? text.length() : end).stripIndent().strip();
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

  private static void type(String block, Path folder) throws Exception {
    Path said = folder.resolve("typed.txt");
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", block.stripIndent())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(said)).isZero();
  }
}
