package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Labels.Label;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a Compose file, parsed once for all environments and hosts that use it. */
public final class ComposeSource {
  private final String text;
  private final String file;
  private final Mapping root;

  private ComposeSource(String text, String file, Mapping root) {
    this.text = text;
    this.file = file;
    this.root = root;
  }

  /**
   * Parses the text.
   *
   * @param file as the user would type it
   * @return null after an error that leaves nothing to go on with
   */
  public static @Nullable ComposeSource parse(String text, String file, Diagnostics diagnostics) {
    String normal = normalise(text);
    Yaml root = YamlReader.read(normal, file, diagnostics);
    if (root == null) {
      return null;
    }
    if (root instanceof Mapping mapping) {
      return new ComposeSource(normal, file, mapping);
    }
    diagnostics.add(
        Diagnostic.error("empty compose file", "It must be a map with \"services\" at the top.")
            .at(Position.ofFile(file)));
    return null;
  }

  /** What the file says with these variables; null after an error that leaves nothing of it. */
  public @Nullable ComposeFile read(Variables variables, Diagnostics diagnostics) {
    return new ComposeReader(file, diagnostics).read(root, variables);
  }

  /** What a server of that version does not do with the file, a line each. */
  List<String> shortcomings(Map<String, String> variables, String version) {
    return Shortcomings.of(root, variables, version);
  }

  /** Whether another value of a secret could make another file of it. */
  public boolean dependsOnSecrets(Variables variables) {
    return SecretUses.matter(root, variables);
  }

  /** The text with the labels in it. */
  public String labelled(Map<String, List<Label>> byService, Diagnostics diagnostics) {
    return Labels.merge(text, root, byService, diagnostics);
  }

  /** One line break for all, and no byte order mark: what is compared and sent. */
  public static String normalise(String text) {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return bare.replace("\r\n", "\n").replace('\r', '\n');
  }
}
