package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces the variables in every value of a document, not in its keys, as Compose does. */
final class InterpolatedTree {
  /** What of a file shows in plan and state, and so may not hold a secret. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "/services/[^/]+/(image|container_name|ports/.*)|/(volumes|networks)/[^/]+/.*");

  private static final Pattern IMAGE = Pattern.compile("/services/[^/]+/image");

  private final Variables variables;
  private final Problems problems;

  InterpolatedTree(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  Mapping of(Mapping file) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    file.entries()
        .forEach((name, entry) ->
            entries.put(name, name.startsWith("x-") ? entry : entry(entry, "/" + name)));
    return new Mapping(entries, file.flow(), file.span());
  }

  private Entry entry(Entry entry, String pointer) {
    return new Entry(entry.key(), value(entry.value(), pointer), entry.merged());
  }

  private Yaml value(Yaml value, String pointer) {
    if (value instanceof Sequence list) {
      List<Yaml> items = new ArrayList<>();
      for (int i = 0; i < list.items().size(); i++) {
        items.add(value(list.items().get(i), pointer + "/" + i));
      }
      return new Sequence(items, list.flow(), list.span());
    }
    if (value instanceof Mapping map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.entries().forEach((name, entry) -> entries.put(name, entry(entry, pointer + "/" + name)));
      return new Mapping(entries, map.flow(), map.span());
    }
    return value instanceof Scalar scalar ? scalar(scalar, pointer) : value;
  }

  private Scalar scalar(Scalar scalar, String pointer) {
    if (scalar.text().indexOf('$') < 0) {
      return scalar;
    }
    Interpolation.Result result = Interpolation.apply(scalar.text(), variables);
    if (result.problem() != null) {
      problems.error(
          scalar,
          pointer,
          result.problem(),
          "Compose stops here. Set the variable in the stack's phoenix.json, or correct the text.");
    } else {
      report(scalar, pointer, result);
    }
    return new Scalar(result.text(), scalar.plain(), scalar.span());
  }

  private void report(Scalar scalar, String pointer, Interpolation.Result result) {
    for (String name : result.unset()) {
      String detail =
          "Compose takes the empty text. Set it under \"variables\" in the stack's phoenix.json,"
              + " or give a default: ${"
              + name
              + ":-value}.";
      if (IMAGE.matcher(pointer).matches()) {
        problems.error(
            scalar, pointer, "the image needs the variable " + name + ", which is not set", detail);
      } else {
        problems.warning(scalar, pointer, "the variable " + name + " is not set", detail);
      }
    }
    if (!result.sensitive().isEmpty() && SHOWN.matcher(pointer).matches()) {
      problems.error(
          scalar,
          pointer,
          "the secret " + String.join(", ", result.sensitive()) + " cannot be used here",
          "Images, ports, volumes and networks show in the plan and in the state file. Give the"
              + " variable a plain value.");
    }
  }
}
