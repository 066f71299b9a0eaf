package dev.phoenix.configuration.compose;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document into a tree, or says why it is none. */
final class YamlReader {
  private YamlReader() {}

  /** The document, or null after an error was reported. */
  static @Nullable Yaml read(String text, String file, Diagnostics diagnostics) {
    if (text.length() > YamlBuilder.MOST_CHARACTERS) {
      diagnostics.add(
          Diagnostic.error(
                  "the Compose file is larger than 1 MiB",
                  "Split it into several stacks, or move data out of it.")
              .at(Position.ofFile(file)));
      return null;
    }
    try {
      return new YamlBuilder(text, file).document();
    } catch (YamlBuilder.Refused refused) {
      diagnostics.add(refused.diagnostic());
    } catch (MarkedYamlEngineException broken) {
      Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
      diagnostics.add(
          Diagnostic.error("the file is not YAML: " + broken.getProblem(), context(broken))
              .at(mark.map(m -> YamlBuilder.position(file, m)).orElse(Position.ofFile(file))));
    } catch (YamlEngineException broken) {
      diagnostics.add(
          Diagnostic.error(
                  "the file is not YAML: " + firstLine(broken.getMessage()),
                  "Remove the character that YAML does not allow.")
              .at(Position.ofFile(file)));
    }
    return null;
  }

  private static String context(MarkedYamlEngineException broken) {
    String context = broken.getContext();
    String hint = "Check the indentation and the quotes at and above this line.";
    return context == null ? hint : "It was read " + context + ". " + hint;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("");
  }
}
