package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.diagnostic.Suggestion;
import java.util.Set;

/** The {@code volumes} of a service, in the short and the long form. */
final class Mounts {
  private static final Set<String> TYPES =
      Set.of("volume", "bind", "tmpfs", "npipe", "cluster", "image");
  private static final String FORM =
      "Write name:/path, /host/path:/path or /path, with :ro behind it for reading only.";

  private final Set<String> declared;
  private final Problems problems;

  Mounts(Set<String> declaredVolumes, Problems problems) {
    this.declared = declaredVolumes;
    this.problems = problems;
  }

  void check(String service, Sequence list) {
    for (int i = 0; i < list.items().size(); i++) {
      String at = "/services/" + service + "/volumes/" + i;
      Yaml item = list.items().get(i);
      if (item instanceof Scalar scalar) {
        shortForm(service, scalar, at);
      } else if (item instanceof Mapping map) {
        longForm(service, map, at);
      } else {
        problems.error(item, at, "a volume must be a text or a map", FORM);
      }
    }
  }

  private void shortForm(String service, Scalar scalar, String at) {
    String[] parts = scalar.text().split(":", -1);
    boolean hole = false;
    for (String part : parts) {
      hole |= part.isEmpty();
    }
    if (hole || parts.length > 3) {
      problems.error(scalar, at, "invalid volume \"" + scalar.text() + "\"", FORM);
      return;
    }
    if (parts.length == 1) {
      target(scalar, parts[0], at);
      return;
    }
    target(scalar, parts[1], at);
    if (isPath(parts[0])) {
      bind(scalar, parts[0], at);
    } else {
      named(service, scalar, parts[0], at);
    }
  }

  private void longForm(String service, Mapping map, String at) {
    Vocabulary.check(map, Vocabulary.MOUNT, at, problems);
    String type = map.text("type");
    String source = map.text("source");
    if (type == null || !TYPES.contains(type)) {
      problems.error(map, at, "the volume has no known type", "Write type: volume, bind or tmpfs.");
      return;
    }
    if (map.text("target") == null) {
      problems.error(map, at, "the volume has no target", "target is the path in the container.");
    }
    if (type.equals("bind") && source == null) {
      problems.error(map, at, "the bind mount has no source", "source is the path on the host.");
    } else if (type.equals("bind") && source != null) {
      bind(sourceOf(map), source, at);
    } else if (type.equals("volume") && source != null) {
      named(service, sourceOf(map), source, at);
    }
  }

  private static Yaml sourceOf(Mapping map) {
    Yaml source = map.get("source");
    return source == null ? map : source;
  }

  private void target(Yaml where, String target, String at) {
    if (!target.startsWith("/")) {
      problems.error(
          where, at, "the path in the container must be absolute: \"" + target + "\"", FORM);
    }
  }

  private static boolean isPath(String source) {
    return source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
  }

  private void bind(Yaml where, String source, String at) {
    if (source.startsWith("/")) {
      return;
    }
    problems.error(
        where,
        at,
        "bind mount of the relative path \"" + source + "\"",
        "Portainer is sent only the text of the file: there is no such folder beside it on the"
            + " host. Write an absolute path of the host, or use a volume.");
  }

  private void named(String service, Yaml where, String name, String at) {
    if (!declared.contains(name)) {
      problems.error(
          where,
          at,
          "service \"" + service + "\" refers to undefined volume " + name,
          Suggestion.sentence(name, declared)
              + "Declare it under the top-level \"volumes\", with external: true if it exists"
              + " already.");
    }
  }
}
