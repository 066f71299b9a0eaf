package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Labels.Label;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Compose files in all the styles that people write, and labels to put into them. */
final class RandomCompose {
  private static final List<String> VALUES =
      List.of("b", "80", "true", "a: b", "x # y", "Host(`a.b`)", "q\"q", "it's", "", "ä€😀", "$$x");

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  RandomCompose(Random random) {
    this.random = random;
  }

  String text() {
    out.append(pick("", "# a comment\n", "---\n"));
    boolean base = random.nextBoolean();
    if (base) {
      out.append("x-base: &base\n  restart: always\n");
      out.append(pick("", "  labels: [from=base]\n", "  labels:\n    from: base\n"));
    }
    out.append("services:").append(pick("", " # all of them")).append('\n');
    String indent = pick("  ", "    ", " ");
    for (int i = 0; i <= random.nextInt(3); i++) {
      service("s" + i, indent, base && random.nextBoolean());
    }
    out.append(pick("", "\nvolumes:\n  data:\n", "\n# the end"));
    return out.toString();
  }

  Map<String, List<Label>> wanted() {
    Map<String, List<Label>> wanted = new TreeMap<>();
    for (int i = 0; i < 3; i++) {
      if (out.indexOf("s" + i + ":") >= 0 && random.nextInt(3) > 0) {
        List<Label> labels = new ArrayList<>();
        for (String key : List.of("l0", "l1", "new.one", "new two")) {
          if (random.nextBoolean()) {
            labels.add(new Label(key, pick(VALUES), Position.ofFile("phoenix.json")));
          }
        }
        wanted.put("s" + i, labels);
      }
    }
    return wanted;
  }

  private void service(String name, String indent, boolean merge) {
    String anchor = pick("", "", "", " &" + name);
    if (random.nextInt(6) == 0) {
      out.append(indent).append(name).append(":").append(anchor).append(" {image: n");
      out.append(pick("", ", labels: [l0]", ", labels: {l0: 1}", ", labels: ")).append("}\n");
      return;
    }
    out.append(indent)
        .append(name)
        .append(":")
        .append(anchor)
        .append(pick("", " # why"))
        .append('\n');
    String inner = indent + pick("  ", "    ");
    if (merge) {
      out.append(inner).append("<<: *base\n");
    }
    out.append(inner).append("image: n").append(pick("", "   # pinned")).append('\n');
    if (random.nextBoolean()) {
      labels(inner);
    }
    out.append(pick("", "\n", inner + "# inside\n"));
    if (random.nextBoolean()) {
      out.append(inner).append("command: |\n").append(inner).append("  two\n").append(inner);
      out.append("  lines\n");
    }
  }

  private void labels(String inner) {
    out.append(inner).append("labels:");
    switch (random.nextInt(7)) {
      case 0 -> out.append(pick("", " # none", " ~", " null", " []", " {}")).append('\n');
      case 1 -> out.append(" [").append(pick("l0=1", "\"l0=a,b\", 'x=y'")).append("]\n");
      case 2 -> out.append(" {").append(pick("l0: 1", "\"l0\": 'a', x: y,")).append("}\n");
      case 3 ->
          out.append(" &l" + random.nextInt(9)).append("\n").append(inner).append("  l1: v\n");
      case 4 ->
          out.append('\n').append(inner).append("- l0=1 # c\n").append(inner).append("- 'x'\n");
      case 5 ->
          out.append("\n\n").append(inner).append("  # first\n").append(inner).append("  - l1\n");
      default -> {
        out.append('\n').append(inner).append("  l0: ").append(pick("1", "\"a # b\"", "", "'x'"));
        out.append(pick("", " # c")).append('\n').append(inner).append("  l1: >-\n");
        out.append(inner).append("    folded\n").append(inner).append("    text\n");
      }
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
