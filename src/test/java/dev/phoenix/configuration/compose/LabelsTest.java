package dev.phoenix.configuration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.compose.Labels.Label;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  private static final Position PLACE = new Position("stacks/web/phoenix.json", 7, 9);

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void addsToAServiceWithoutLabels() {
    assertThat(merge("services:\n  # the site\n  web:\n    # pinned\n    image: n # :1\n", "a=b"))
        .isEqualTo(
            """
            services:
              # the site
              web:
                # pinned
                labels:
                  - "a=b"
                image: n # :1
            """);
  }

  @Test
  void addsToAList() {
    assertThat(merge("services:\n  web:\n    image: n\n    labels:\n    - x=y # z\n", "a=b", "c"))
        .isEqualTo(
            """
            services:
              web:
                image: n
                labels:
                - "a=b"
                - "c="
                - x=y # z
            """);
  }

  @Test
  void addsToAMapAndReplaces() {
    assertThat(
            merge("services:\n  web:\n    labels:\n      x: y # z\n    image: n\n", "a=b", "x=1"))
        .isEqualTo(
            """
            services:
              web:
                labels:
                  "a": "b"
                  x: "1" # z
                image: n
            """);
    assertThat(diagnostics.sorted())
        .containsExactly(
            Diagnostic.warning(
                    "the label x replaces one of the Compose file",
                    "The Compose file gives it another value. Remove it from one of the two.")
                .at(PLACE));
  }

  @Test
  void addsToBracketsAndBraces() {
    assertThat(merge("services:\n  web:\n    labels: [x=y]\n    image: n\n", "a=b"))
        .isEqualTo("services:\n  web:\n    labels: [\"a=b\", x=y]\n    image: n\n");
    assertThat(merge("services:\n  web: {image: n}\n", "a=b")).contains("labels:", "\"a=b\"");
    assertThat(merge("services:\n  web:\n    image: n\n    labels: {}\n", "a=b"))
        .isEqualTo("services:\n  web:\n    image: n\n    labels: {\"a\": \"b\"}\n");
    assertThat(merge("services:\n  web:\n    labels:\n    image: n\n", "a=b"))
        .isEqualTo("services:\n  web:\n    labels:\n      - \"a=b\"\n    image: n\n");
  }

  @Test
  void leavesTheTextAloneWhereNothingIsNew() {
    String text = "services: {web: {image: n, labels: {a: b}}}";
    assertThat(merge(text, "a=b")).isEqualTo(text);
  }

  @Test
  void doesNotLabelOtherServicesThroughAnchors() {
    String merged =
        merge(
            """
            services:
              web: &web
                image: n
              twin: *web
              kin:
                <<: *web
                restart: always
            """,
            "a=b");
    Mapping services = services(merged);
    assertThat(labels(services, "web")).isEqualTo(Map.of("a", "b"));
    assertThat(labels(services, "twin")).isEmpty();
    assertThat(labels(services, "kin")).isEmpty();
    assertThat(Objects.requireNonNull(services.mapping("kin")).text("image")).isEqualTo("n");
  }

  @Test
  void keepsLabelsThatAMergeKeyBrings() {
    String text =
        """
        x-base: &base
          labels: {x: y}
        services:
          web:
            <<: *base
            image: n
        """;
    assertThat(merge(text, "a=b"))
        .isEqualTo(
            """
            x-base: &base
              labels: {x: y}
            services:
              web:
                <<: *base
                labels:
                  "a": "b"
                  x: y
                image: n
            """);
  }

  @Test
  void refusesAServiceThatIsNotThere() {
    Labels.merge(
        "services: {webs: {image: n}}",
        Map.of("web", List.of(Label.parse("a=b", PLACE))),
        diagnostics);
    assertThat(diagnostics.sorted())
        .map(d -> d.position() + " " + d.summary() + ". " + d.detail())
        .containsExactly(
            PLACE
                + " there is no service \"web\" in the Compose file. Did you mean \"webs\"? Labels"
                + " can be given to its services only: webs.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "services: [", "a: 1", "services: {web: 1}"})
  void leavesWhatIsNotComposeToTheReader(String text) {
    assertThat(merge(text, "a=b")).isEqualTo(text);
  }

  /** Whatever the style, the merged file holds what it held before and the labels. */
  @Test
  void holdsForRandomFiles() {
    for (int seed = 0; seed < 2000; seed++) {
      RandomCompose random = new RandomCompose(new Random(seed));
      String text = random.text();
      Map<String, List<Label>> wanted = random.wanted();
      String merged = Labels.merge(text, wanted, new Diagnostics());
      Mapping before = services(text);
      Mapping after = services(merged);
      assertThat(after.entries().keySet()).as("seed %d", seed).isEqualTo(before.entries().keySet());
      for (String name : before.entries().keySet()) {
        Map<String, String> expected = labels(before, name);
        wanted.getOrDefault(name, List.of()).forEach(l -> expected.put(l.key(), l.value()));
        assertThat(labels(after, name))
            .as("seed %d: %s\n%s", seed, name, merged)
            .isEqualTo(expected);
        assertThat(Yaml.same(withoutLabels(before, name), withoutLabels(after, name)))
            .as("seed %d: %s", seed, name)
            .isTrue();
      }
      assertThat(Labels.merge(merged, wanted, new Diagnostics())).isEqualTo(merged);
    }
  }

  private String merge(String text, String... labels) {
    List<Label> parsed = new ArrayList<>();
    for (String label : labels) {
      parsed.add(Label.parse(label, PLACE));
    }
    return Labels.merge(text, Map.of("web", parsed), diagnostics);
  }

  private static Mapping services(String text) {
    Diagnostics problems = new Diagnostics();
    Mapping root = (Mapping) YamlReader.read(text, "x", problems);
    assertThat(problems.sorted()).as(text).isEmpty();
    return Objects.requireNonNull(Objects.requireNonNull(root).mapping("services"));
  }

  private static Yaml withoutLabels(Mapping services, String name) {
    Mapping body = Objects.requireNonNull(services.mapping(name));
    Map<String, Yaml.Entry> entries = new TreeMap<>(body.entries());
    entries.remove("labels");
    return new Mapping(entries, false, body.span());
  }

  private static String text(Scalar scalar) {
    return scalar.isNull() ? "" : scalar.text();
  }

  private static Map<String, String> labels(Mapping services, String name) {
    Map<String, String> labels = new TreeMap<>();
    switch (Objects.requireNonNull(services.mapping(name)).get("labels")) {
      case null -> {}
      case Mapping map -> map.entries().forEach((k, v) -> labels.put(k, text((Scalar) v.value())));
      case Sequence list ->
          list.items()
              .forEach(item -> {
                Label label = Label.parse(((Scalar) item).text(), PLACE);
                labels.put(label.key(), label.value());
              });
      case Scalar nothing -> assertThat(nothing.isNull()).isTrue();
    }
    return labels;
  }
}
