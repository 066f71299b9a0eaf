package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A config or a secret: Compose wants to know where its content comes from. */
record FileObject(Kind kind, String name, Entry declared, Problems problems) {
  /** Only configs may have their content in the file. */
  @SuppressWarnings("ImmutableEnumChecker") // The vocabulary is a constant.
  enum Kind {
    CONFIG("configs", Vocabulary.CONFIG, "content: or environment: with a variable of the stack"),
    SECRET("secrets", Vocabulary.SECRET, "environment: with a variable of the stack");

    private final String section;
    private final Map<String, Vocabulary.Shape> known;
    private final String instead;

    Kind(String section, Map<String, Vocabulary.Shape> known, String instead) {
      this.section = section;
      this.known = known;
      this.instead = instead;
    }

    String section() {
      return section;
    }

    Map<String, Vocabulary.Shape> known() {
      return known;
    }
  }

  String pointer() {
    return "/" + kind.section + "/" + name;
  }

  private String words() {
    return "the " + kind.section.substring(0, kind.section.length() - 1) + " \"" + name + "\"";
  }

  /**
   * Reports what Compose would refuse, or could not find on a server that is sent only the text.
   *
   * @param body null where nothing is declared of it
   */
  void check(@Nullable Mapping body, Variables variables) {
    Entry file = entry(body, "file");
    Entry content = entry(body, "content");
    Entry environment = entry(body, "environment");
    if (file != null) {
      problems.error(
          file.value(),
          pointer() + "/file",
          words() + " is read from a file",
          "Portainer is sent only the text of the Compose file: the file does not exist on the"
              + " server. Use "
              + kind.instead
              + ".");
    } else if (body != null && body.flag("external")) {
      problems.error(
          body,
          pointer() + "/external",
          words() + " is external",
          "Only swarms keep configs and secrets; a single host cannot. Use " + kind.instead + ".");
    } else if (content != null && kind == Kind.SECRET) {
      problems.error(
          content.key(),
          pointer() + "/content",
          words() + " has its content in the file",
          "Compose takes content: for configs alone. Use " + kind.instead + ".");
    } else if (content != null && environment != null) {
      problems.error(
          content.key(),
          pointer() + "/content",
          words() + " has both content and environment",
          "Compose refuses the pair. Remove one.");
    } else if (environment != null) {
      isSet(environment, variables);
    } else if (content == null) {
      problems.error(
          declared.key(),
          pointer(),
          words() + " has no content",
          "Compose refuses it. Use " + kind.instead + ".");
    }
  }

  private static @Nullable Entry entry(@Nullable Mapping body, String name) {
    return body == null ? null : body.entries().get(name);
  }

  private void isSet(Entry environment, Variables variables) {
    String variable =
        environment.value() instanceof Yaml.Scalar scalar && !scalar.isNull() ? scalar.text() : "";
    if (!variables.values().containsKey(variable)) {
      problems.error(
          environment.value(),
          pointer() + "/environment",
          "the variable \"" + variable + "\" of " + words() + " is not set",
          "Compose refuses it then. Give the stack a variable of that name in its phoenix.json.");
    }
  }
}
