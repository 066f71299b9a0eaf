package dev.phoenix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {

  @Test
  void commandsAreAboutTheSameWorkspaceStateAndWorld() {
    assertThat(
            hint(
                "If it is gone for good: phoenix state forget vm/web. Then phoenix apply makes it.",
                "-C",
                "my fleet",
                "--lab",
                "--lab-version",
                "2.19.5",
                "--state",
                "x.json",
                "--target",
                "vm/web"))
        .isEqualTo(
            "If it is gone for good: phoenix state forget -C 'my fleet' --state x.json --lab vm/web."
                + " Then phoenix apply -C 'my fleet' --state x.json --lab --lab-version 2.19.5 makes"
                + " it.");
  }

  @Test
  void whatACommandDoesNotTakeIsNotToldWithIt() {
    assertThat(hint("phoenix graph shows all.", "--state", "x.json", "--lab"))
        .isEqualTo("phoenix graph --lab shows all.");
    assertThat(hint("phoenix help plan explains it.", "-C", "fleet"))
        .isEqualTo("phoenix help plan explains it.");
  }

  @Test
  void wordsThatAreNoCommandStayAsTheyAre() {
    String text =
        "a phoenix planned it; phoenix plans; phoenix-plan; /usr/bin/phoenix plan; phoenix ";
    assertThat(hint(text, "-C", "fleet")).isEqualTo(text);
  }

  @Test
  void withoutSuchOptionsNothingIsAdded() {
    assertThat(hint("phoenix plan shows it.", "--json")).isEqualTo("phoenix plan shows it.");
  }

  private static String hint(String text, String... options) {
    List<String> line = new ArrayList<>(List.of("plan"));
    line.addAll(List.of(options));
    try {
      return Hints.of(ArgumentParser.parse(line)).apply(text);
    } catch (UsageException e) {
      throw new AssertionError(e);
    }
  }
}
