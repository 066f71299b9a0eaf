package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts labels into the services of a Compose file. The text is edited where it stands, so that
 * comments and style stay; where that would not give the right file, such as through aliases, the
 * file is written anew.
 */
public final class Labels {
  private final Diagnostics diagnostics;
  private final Map<String, Entry> services = new LinkedHashMap<>();
  private final List<LabelEdit.Edit> edits = new ArrayList<>();
  private final String text;

  private Labels(String text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  /**
   * One label to put in.
   *
   * @param position where the files ask for it
   */
  public record Label(String key, String value, Position position) {
    /** Reads {@code key=value}; without a sign of equality the value is empty. */
    public static Label parse(String text, Position position) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Label(text, "", position)
          : new Label(text.substring(0, equals), text.substring(equals + 1), position);
    }
  }

  /**
   * The file with the labels in it. A file that is not Compose comes back as it is: {@link
   * ComposeReader} says what is wrong with it.
   */
  public static String merge(
      String compose, Map<String, List<Label>> byService, Diagnostics diagnostics) {
    ComposeSource source = ComposeSource.parse(compose, "", new Diagnostics());
    return source == null
        ? ComposeSource.normalise(compose)
        : source.labelled(byService, diagnostics);
  }

  static String merge(
      String text, Mapping root, Map<String, List<Label>> byService, Diagnostics diagnostics) {
    if (byService.isEmpty() || !(root.get("services") instanceof Mapping services)) {
      return text;
    }
    return new Labels(text, diagnostics).merge(root, services, new TreeMap<>(byService));
  }

  /** Reports variables in labels as Compose would meet them: it replaces those in labels too. */
  public static void checkVariables(
      Map<String, List<Label>> byService, Variables variables, Diagnostics diagnostics) {
    for (List<Label> labels : byService.values()) {
      for (Label label : labels) {
        Interpolation.Result result = Interpolation.apply(label.value(), variables);
        if (result.problem() != null) {
          diagnostics.add(
              Diagnostic.error(
                      "the label " + label.key() + ": " + result.problem(),
                      "Compose replaces variables in labels too, and stops here.")
                  .at(label.position()));
        }
        for (String name : result.unset()) {
          diagnostics.add(
              Diagnostic.warning(
                      "the label " + label.key() + " names " + name + ", which is not set",
                      "Compose takes the empty text. Set the variable, or write $$ for a dollar"
                          + " sign.")
                  .at(label.position()));
        }
      }
    }
  }

  private String merge(Mapping root, Mapping section, SortedMap<String, List<Label>> byService) {
    services.putAll(section.entries());
    byService.forEach(this::service);
    if (edits.isEmpty()) {
      return text;
    }
    Mapping expected = with(root, "services", new Mapping(services, false, section.span()));
    String edited = LabelEdit.apply(text, edits);
    Yaml result = YamlReader.read(edited, "", new Diagnostics());
    return result != null && Yaml.same(expected, result) ? edited : YamlWriter.write(expected);
  }

  private void service(String name, List<Label> labels) {
    Entry entry = services.get(name);
    if (entry == null) {
      labels.stream()
          .map(Label::position)
          .findFirst()
          .ifPresent(place ->
              diagnostics.add(
                  Diagnostic.error(
                          "there is no service \"" + name + "\" in the Compose file",
                          Suggestion.sentence(name, services.keySet())
                              + "Labels can be given to its services only: "
                              + String.join(", ", services.keySet())
                              + ".")
                      .at(place)));
      return;
    }
    if (!(entry.value() instanceof Mapping body)) {
      return;
    }
    Entry own = body.entries().get("labels");
    Map<String, String> wanted = wanted(own == null ? null : own.value(), labels);
    if (!wanted.isEmpty()) {
      Yaml merged = merged(own == null ? null : own.value(), wanted);
      edits.addAll(LabelEdit.of(text, body, own, merged, wanted));
      services.put(name, new Entry(entry.key(), with(body, "labels", merged), entry.merged()));
    }
  }

  /** What is not there already, the last of a name winning. */
  private Map<String, String> wanted(@Nullable Yaml existing, List<Label> labels) {
    Map<String, String> there = pairs(existing);
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Label label : labels) {
      String now = there.get(label.key());
      if (label.value().equals(now)) {
        wanted.remove(label.key());
        continue;
      }
      if (now != null) {
        diagnostics.add(
            Diagnostic.warning(
                    "the label " + label.key() + " replaces one of the Compose file",
                    "The Compose file gives it another value. Remove it from one of the two.")
                .at(label.position()));
      }
      wanted.put(label.key(), label.value());
    }
    return wanted;
  }

  private static Map<String, String> pairs(@Nullable Yaml labels) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (labels instanceof Mapping map) {
      map.entries().forEach((key, entry) -> pairs.put(key, textOf(entry.value())));
    } else if (labels instanceof Sequence list) {
      for (Yaml item : list.items()) {
        String text = textOf(item);
        int equals = text.indexOf('=');
        pairs.put(
            equals < 0 ? text : text.substring(0, equals),
            equals < 0 ? "" : text.substring(equals + 1));
      }
    }
    return pairs;
  }

  private static String textOf(Yaml value) {
    return value instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : "";
  }

  /** The labels as they are to be, new ones first, in the form that the file has. */
  private static Yaml merged(@Nullable Yaml existing, Map<String, String> wanted) {
    Map<String, String> added = new LinkedHashMap<>(wanted);
    added.keySet().removeAll(pairs(existing).keySet());
    if (existing instanceof Mapping map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      added.forEach((key, value) -> entries.put(key, LabelEdit.entry(key, value)));
      map.entries()
          .forEach((key, entry) -> {
            String value = wanted.get(key);
            entries.put(key, value == null ? entry : LabelEdit.entry(key, value));
          });
      return new Mapping(entries, false, map.span());
    }
    List<Yaml> items = new ArrayList<>();
    added.forEach((key, value) -> items.add(LabelEdit.item(key, value)));
    if (existing instanceof Sequence list) {
      for (Yaml item : list.items()) {
        String key = LabelEdit.keyOf(textOf(item));
        String value = wanted.get(key);
        items.add(value == null ? item : LabelEdit.item(key, value));
      }
    }
    return new Sequence(items, false, LabelEdit.NOWHERE);
  }

  private static Mapping with(Mapping map, String key, Yaml value) {
    Map<String, Entry> entries = new LinkedHashMap<>(map.entries());
    Scalar name = new Scalar(key, true, LabelEdit.NOWHERE);
    entries.put(key, new Entry(name, value, false));
    return new Mapping(entries, map.flow(), map.span());
  }
}
