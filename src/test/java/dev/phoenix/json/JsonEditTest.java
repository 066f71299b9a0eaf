package dev.phoenix.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonEditTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void leavesAllElseAsItStands() {
    String text =
        """
        // Ours.
        {
            "a": 1,   /* one } */
            "b": { "c": [1, 2] } // and "more"
        }
        """;

    assertThat(JsonEdit.member(text, List.of(), "d", NODES.stringNode("x")))
        .isEqualTo(
            """
            // Ours.
            {
                "a": 1,   /* one } */
                "b": { "c": [1, 2] }, // and "more"
              "d": "x"
            }
            """);
    assertThat(JsonEdit.element(text, List.of("b", "c"), NODES.numberNode(3)))
        .isEqualTo(text.replace("[1, 2]", "[1, 2, 3]"));
  }

  @Test
  void fillsWhatIsEmpty() {
    assertThat(JsonEdit.member("{}", List.of(), "a", NODES.numberNode(1)))
        .isEqualTo("{\n  \"a\": 1\n}");
    assertThat(JsonEdit.element("{\"a\": []}", List.of("a"), NODES.numberNode(1)))
        .satisfies(text -> assertThat(JsonText.read(text).path("a").path(0).asInt()).isEqualTo(1));
    assertThat(JsonEdit.member("{\n}\n", List.of(), "a", NODES.numberNode(1)))
        .isEqualTo("{\n  \"a\": 1\n}\n");
  }

  @Test
  void laysAnObjectOfOneLineOutAnew() {
    ObjectNode more = NODES.objectNode().put("role", "agent");
    more.putObject("agent").put("port", 9002);
    assertThat(
            JsonEdit.members(
                "{\n  \"hosts\": [\n    {\"name\": \"a\"},\n    {\"name\": \"b\"}\n  ]\n}\n",
                List.of("hosts", "0"),
                more))
        .isEqualTo(
            """
            {
              "hosts": [
                {
                  "name": "a",
                  "role": "agent",
                  "agent": { "port": 9002 }
                },
                {"name": "b"}
              ]
            }
            """);
  }

  @Test
  void findsNamesThatAreEscapedAndSaysWhatIsNotThere() {
    String text = "{\"a\\\"b\": {\"x\": \"} ] ,\"}, \"n\": -1.5e3, \"t\": true}";
    assertThat(JsonEdit.has(text, List.of("a\"b", "x"))).isTrue();
    assertThat(JsonEdit.has(text, List.of("a\"b", "y"))).isFalse();
    assertThat(JsonEdit.has(text, List.of("t"))).isTrue();
    assertThat(JsonText.read(JsonEdit.member(text, List.of(), "z", NODES.numberNode(7))).size())
        .isEqualTo(4);
  }
}
