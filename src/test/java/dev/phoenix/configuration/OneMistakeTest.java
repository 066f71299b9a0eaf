package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good workspace with one value broken, one name misspelt or one member gone, each in turn: what
 * is said is said of that place, and nothing of what only follows from it.
 */
class OneMistakeTest {
  private static final Path GOOD = Path.of("src/test/resources/mistakes");

  @TempDir Path workspace;

  /** Names that a person chooses; another one is no mistake of this place. */
  private static final Pattern CHOSEN = Pattern.compile("/environments/[^/]+(/services/[^/]+)?");

  private interface Mistake {
    void make(ObjectNode parent, String member);
  }

  @BeforeEach
  void copyTheGoodOne() throws IOException {
    try (Stream<Path> files = Files.walk(GOOD)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path copy = workspace.resolve(GOOD.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    assertThat(errors()).isEmpty();
  }

  @Test
  void aValueOfAnotherKind() throws IOException {
    JsonNode other = JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.nullNode());

    assertThat(noise((parent, member) -> parent.set(member, other))).isEmpty();
  }

  @Test
  void aNameWithALetterTooMany() throws IOException {
    assertThat(noise((parent, member) -> parent.set(member + "e", parent.remove(member))))
        .filteredOn(noise -> !CHOSEN.matcher(noise.split(" ", 3)[1]).matches())
        .isEmpty();
  }

  /** What is said of places that have nothing to do with the mistake. */
  private List<String> noise(Mistake mistake) throws IOException {
    List<String> noise = new ArrayList<>();
    for (String file :
        List.of(
            "phoenix_hypervisor_config.json",
            "phoenix_vm_configs.json",
            "phoenix_lxc_configs.json",
            "stacks/db/phoenix.json")) {
      String good = Files.readString(workspace.resolve(file));
      List<String> members = new ArrayList<>();
      members(JsonMapper.shared().readTree(good), "", members);
      for (String pointer : members) {
        JsonNode tree = JsonMapper.shared().readTree(good);
        int slash = pointer.lastIndexOf('/');
        String parent = pointer.substring(0, slash);
        mistake.make((ObjectNode) tree.at(parent), pointer.substring(slash + 1));
        Files.writeString(workspace.resolve(file), tree.toString());
        for (Diagnostic error : errors()) {
          if (!isOf(error, file, parent)) {
            noise.add(file + " " + pointer + " -> " + error.position() + " " + error.summary());
          }
        }
      }
      Files.writeString(workspace.resolve(file), good);
    }
    return noise;
  }

  private static boolean isOf(Diagnostic error, String file, String parent) {
    String subject = error.subject() == null ? "" : error.subject();
    boolean same = error.position() != null && error.position().file().equals(file);
    return same && !subject.isEmpty() && subject.startsWith(parent);
  }

  private static void members(JsonNode node, String pointer, List<String> members) {
    node.properties()
        .forEach(entry -> {
          String below = JsonFile.below(pointer, entry.getKey());
          members.add(below);
          members(entry.getValue(), below, members);
        });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        members(node.get(i), pointer + '/' + i, members);
      }
    }
  }

  private List<Diagnostic> errors() {
    Diagnostics diagnostics = new Diagnostics();
    new ConfigurationReader(SecretSource.of(Map.of("PASSWORD", "from-the-test")))
        .read(workspace, diagnostics);
    return diagnostics.sorted().stream().filter(Diagnostic::isError).toList();
  }
}
