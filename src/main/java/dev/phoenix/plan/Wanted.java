package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is wanted of an object once its lifecycle is minded: of an attribute that somebody else
 * looks after, what it has; and whether it is protected, which the state remembers.
 */
final class Wanted {
  private final Lifecycles lifecycles;
  private final Diagnostics diagnostics;

  Wanted(Lifecycles lifecycles, Diagnostics diagnostics) {
    this.lifecycles = lifecycles;
    this.diagnostics = diagnostics;
  }

  Subject of(Subject subject, Observation observed) {
    Resource desired = subject.desired();
    Recorded recorded = subject.recorded();
    if (desired == null || (lifecycles.all().isEmpty() && !isProtected(recorded))) {
      return subject;
    }
    boolean protect = lifecycles.protect(subject.address()).orElseGet(() -> isProtected(recorded));
    List<String> ignored = lifecycles.ignored(subject.address());
    ignored.stream().filter(subject::isSecret).forEach(path -> cannotIgnore(path, desired));
    desired.secrets().keySet().stream()
        .filter(secret -> ignored.stream().anyMatch(path -> secret.startsWith(path + ".")))
        .forEach(secret -> isNotIgnored(secret, desired));
    Attributes known = known(observed, recorded);
    Attributes attributes =
        ignored.isEmpty() || known == null
            ? desired.attributes()
            : Attributes.of(kept(ignored, desired.attributes(), known));
    return new Subject(subject.address(), desired.with(attributes, protect), recorded);
  }

  private static boolean isProtected(@Nullable Recorded recorded) {
    return recorded != null && recorded.isProtected();
  }

  private void cannotIgnore(String path, Resource desired) {
    diagnostics.add(
        Diagnostic.error(
                "changes of " + path + " of " + desired.address() + " cannot be ignored",
                "It is a secret, and what it is now cannot be kept without knowing it. Take it out"
                    + " of \"ignore_changes\".")
            .about(desired.address().toString()));
  }

  private void isNotIgnored(String secret, Resource desired) {
    diagnostics.add(
        Diagnostic.warning(
                "changes of " + secret + " of " + desired.address() + " are not ignored",
                "It is a secret below something whose changes are, and what it is now cannot be"
                    + " kept without knowing it.")
            .about(desired.address().toString()));
  }

  /** What there is, where it shows itself, else what was recorded; null of what is to be made. */
  private static @Nullable Attributes known(Observation observed, @Nullable Recorded recorded) {
    Attributes remembered = recorded == null ? Attributes.NONE : recorded.attributes();
    return switch (observed) {
      case Observation.Absent _ -> null;
      case Observation.Unreachable _ -> recorded == null ? null : remembered;
      case Observation.Present present -> {
        ObjectNode both = remembered.toJson();
        present.attributes().values().forEach(both::set);
        yield Attributes.of(both);
      }
    };
  }

  private static ObjectNode kept(List<String> ignored, Attributes desired, Attributes known) {
    ObjectNode kept = desired.toJson().deepCopy();
    for (String path : ignored) {
      if (path.equals("*")) {
        known
            .values()
            .forEach((name, value) -> {
              if (kept.has(name)) {
                kept.set(name, value);
              }
            });
      } else if (path.indexOf('.') > 0 || known.has(path)) {
        keep(kept, known.toJson(), path);
      }
    }
    return kept;
  }

  /** Gives the wanted object what the known one has at the path. */
  private static void keep(ObjectNode wanted, ObjectNode known, String path) {
    JsonNode value = known.get(path);
    if (value != null) {
      wanted.set(path, value);
      return;
    }
    // A member may have dots in its name, as the path of a folder has.
    for (Map.Entry<String, JsonNode> member : List.copyOf(known.properties())) {
      String name = member.getKey();
      if (path.startsWith(name + ".") && member.getValue() instanceof ObjectNode inner) {
        ObjectNode below =
            wanted.get(name) instanceof ObjectNode own
                ? own
                : JsonNodeFactory.instance.objectNode();
        keep(below, inner, path.substring(name.length() + 1));
        wanted.set(name, below);
        return;
      }
    }
    // It is there without it, and stays so.
    wanted.remove(path);
  }
}
