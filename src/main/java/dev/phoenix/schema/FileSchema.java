package dev.phoenix.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One compiled schema. */
final class FileSchema {
  private final JsonNode text;
  private final Schema compiled;

  private FileSchema(JsonNode text) {
    this.text = text;
    this.compiled = Draft.registry().getSchema(text);
  }

  static FileSchema load(String name) {
    String resource = "/schemas/" + name + ".schema.json";
    try (InputStream in = FileSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no schema " + resource + " in this build");
      }
      return new FileSchema(JsonText.read(in));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Finding> errors(JsonNode tree) {
    List<Finding> findings = new MisplacedReferences(text).find(tree);
    Set<String> replaced = findings.stream().map(Finding::pointer).collect(Collectors.toSet());
    Set<String> blamed = new HashSet<>();
    Explanation explanation = new Explanation(text, tree);
    for (Error error : compiled.validate(tree)) {
      Finding finding = explanation.of(error);
      // A value of the wrong type breaks its pattern and its range too: one message is enough.
      // Nor does it matter what form a reference has that may not stand there at all.
      if (!replaced.contains(finding.pointer())
          && blamed.add(finding.pointer() + ' ' + finding.diagnostic().summary())) {
        findings.add(finding);
      }
    }
    return withoutMisspelt(findings);
  }

  /** What is missing only because its name is misspelt is not missing. */
  private static List<Finding> withoutMisspelt(List<Finding> findings) {
    Set<String> meant =
        findings.stream()
            .filter(Finding::isMisspelling)
            .map(Finding::refused)
            .collect(Collectors.toSet());
    return findings.stream()
        .filter(found -> found.isMisspelling() || !meant.contains(found.refused()))
        .toList();
  }

  List<Finding> unknownNames(JsonNode tree, Function<String, @Nullable Position> positions) {
    return new UnknownNames(text).find(tree, positions);
  }

  List<Finding> withoutEffect(JsonNode tree, Function<String, @Nullable Position> positions) {
    return new WithoutEffect(text).find(tree, positions);
  }
}
