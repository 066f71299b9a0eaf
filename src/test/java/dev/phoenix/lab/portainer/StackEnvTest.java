package dev.phoenix.lab.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;

/** The expected values are what compose-go 1.17, 2.1 and 2.10 read of the same file. */
final class StackEnvTest {
  private static Map<String, String> read(String... variables) {
    ArrayNode list = Json.array();
    for (int i = 0; i < variables.length; i += 2) {
      list.addObject().put("name", variables[i]).put("value", variables[i + 1]);
    }
    return StackEnv.read(list);
  }

  @Test
  void readsValuesAsComposeDoes() {
    assertThat(
            read(
                "A",
                "pa$word",
                "B",
                "pa$$word",
                "C",
                "a#b",
                "D",
                "a #b",
                "E",
                "\"quoted\"",
                "F",
                "'single'",
                "G",
                " lead ",
                "H",
                "pa\\ss",
                "I",
                "a\"b'c",
                "J",
                "${A}x",
                "K",
                "pa$1x"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("A", "pa"),
                Map.entry("B", "pa$word"),
                Map.entry("C", "a#b"),
                Map.entry("D", "a"),
                Map.entry("E", "quoted"),
                Map.entry("F", "single"),
                Map.entry("G", "lead"),
                Map.entry("H", "pa\\ss"),
                Map.entry("I", "a\"b'c"),
                Map.entry("J", "pax"),
                Map.entry("K", "pa$1x")));
  }

  @Test
  void readsQuotedValuesOverSeveralLines() {
    assertThat(
            read(
                "A",
                "'two\nlines $1'",
                "B",
                "\"it's \\$5 \\\"x\\\" back\\\\slash\"",
                "C",
                "\"ends \\$1\\\\\"",
                "D",
                "'pa\\$x\\\\y'",
                "E",
                ""))
        .isEqualTo(
            Map.of(
                "A",
                "two\nlines $1",
                "B",
                "it's $5 \"x\" back\\slash",
                "C",
                "ends $1\\",
                "D",
                "pa\\$x\\\\y",
                "E",
                ""));
  }

  @Test
  void longValuesAreNoTrouble() {
    String key = "line of a key\n".repeat(5000);
    assertThat(read("KEY", "'" + key + "'")).containsEntry("KEY", key);
  }
}
