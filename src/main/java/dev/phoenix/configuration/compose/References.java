package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What services name of one another and of the top level: all of it must be there. */
final class References {
  private static final Set<String> CONDITIONS =
      Set.of("service_started", "service_healthy", "service_completed_successfully");

  private final Map<String, Mapping> services;
  private final Set<String> off;
  private final Declarations declarations;
  private final Problems problems;
  private final Map<String, List<String>> waitsFor = new TreeMap<>();

  /**
   * The references of one file.
   *
   * @param off services that their profiles keep back
   */
  References(
      Map<String, Mapping> services,
      Set<String> off,
      Declarations declarations,
      Problems problems) {
    this.services = services;
    this.off = off;
    this.declarations = declarations;
    this.problems = problems;
  }

  /** The services that another waits for to end well. */
  static Set<String> awaited(Map<String, Mapping> services) {
    Set<String> awaited = new HashSet<>();
    for (Mapping service : services.values()) {
      Mapping dependsOn = service.mapping("depends_on");
      if (dependsOn != null) {
        dependsOn
            .entries()
            .forEach((name, entry) -> {
              if (entry.value() instanceof Mapping how
                  && "service_completed_successfully".equals(how.text("condition"))) {
                awaited.add(name);
              }
            });
      }
    }
    return awaited;
  }

  void check() {
    services.forEach((name, service) -> {
      String at = "/services/" + name;
      dependsOn(name, service, at + "/depends_on");
      mode(name, service, at + "/network_mode");
      others(name, service, "links");
      others(name, service, "volumes_from");
      named(name, service, "networks", "network", declarations.networks());
      named(name, service, "configs", "config", declarations.configs());
      named(name, service, "secrets", "secret", declarations.secrets());
    });
    cycles();
  }

  private void dependsOn(String name, Mapping service, String at) {
    names(service.get("depends_on"))
        .forEach((other, where) -> {
          Mapping how = service.mapping("depends_on");
          Mapping body = how == null ? null : how.mapping(other);
          if (body != null) {
            condition(body, at + "/" + other);
          }
          boolean optional = body != null && "false".equals(body.text("required"));
          if (services.containsKey(other)) {
            waitsFor.computeIfAbsent(name, key -> new ArrayList<>()).add(other);
          } else if (!optional) {
            undefined(name, other, where, at);
          }
          if (!optional && off.contains(other) && !off.contains(name)) {
            keptBack(name, other, where, at);
          }
        });
  }

  private void keptBack(String name, String other, Yaml where, String at) {
    problems.error(
        where,
        at,
        "service \"" + other + "\" is required by \"" + name + "\" but is disabled",
        "Its profiles are not switched on. Set COMPOSE_PROFILES in the stack's variables, or write"
            + " required: false at this dependency.");
  }

  private void condition(Mapping body, String at) {
    Vocabulary.check(body, Vocabulary.DEPENDENCY, at, problems);
    String condition = body.text("condition");
    if (condition == null || !CONDITIONS.contains(condition)) {
      problems.error(
          body,
          at + "/condition",
          condition == null
              ? "the dependency has no condition"
              : "unknown condition \"" + condition + "\"",
          "Write condition: service_started, service_healthy or service_completed_successfully.");
    }
  }

  private void undefined(String name, String other, Yaml where, String at) {
    problems.error(
        where,
        at,
        "service \"" + name + "\" depends on undefined service \"" + other + "\"",
        Suggestion.sentence(other, services.keySet()) + "Every service must be in this file.");
  }

  /** Lists of {@code service:more}; {@code container:name} is outside the file. */
  private void others(String name, Mapping service, String property) {
    names(service.get(property))
        .forEach((text, where) -> {
          int colon = text.indexOf(':');
          String other = colon < 0 ? text : text.substring(0, colon);
          if (!other.equals("container") && !services.containsKey(other)) {
            undefined(name, other, where, "/services/" + name + "/" + property);
          }
        });
  }

  private void mode(String name, Mapping service, String at) {
    String mode = service.text("network_mode");
    Yaml where = service.get("network_mode");
    if (mode == null || where == null) {
      return;
    }
    if (mode.startsWith("service:") && !services.containsKey(mode.substring(8))) {
      undefined(name, mode.substring(8), where, at);
    }
    if (service.entries().containsKey("networks")) {
      problems.error(
          where,
          at,
          "service \"" + name + "\" has both network_mode and networks",
          "Compose refuses the pair. Remove one.");
    }
  }

  private void named(
      String name, Mapping service, String property, String what, Set<String> declared) {
    names(service.get(property))
        .forEach((other, where) -> {
          if (!declared.contains(other)) {
            problems.error(
                where,
                "/services/" + name + "/" + property,
                "service \"" + name + "\" refers to undefined " + what + " " + other,
                Suggestion.sentence(other, declared)
                    + "Declare it under the top-level \""
                    + property
                    + "\".");
          }
        });
  }

  /** The names of a list of texts, of a list of maps with a source, or of a map's keys. */
  private static Map<String, Yaml> names(@Nullable Yaml value) {
    Map<String, Yaml> names = new LinkedHashMap<>();
    if (value instanceof Mapping map) {
      map.entries().forEach((name, entry) -> names.put(name, entry.key()));
    } else if (value instanceof Sequence list) {
      for (Yaml item : list.items()) {
        if (item instanceof Scalar scalar) {
          names.put(scalar.text(), scalar);
        } else if (item instanceof Mapping map) {
          String source = map.text("source");
          if (source != null) {
            names.put(source, map);
          }
        }
      }
    }
    return names;
  }

  /** Takes away what waits for nothing until the rest waits in a circle. */
  private void cycles() {
    Map<String, Set<String>> left = new TreeMap<>();
    waitsFor.forEach((name, others) -> left.put(name, new HashSet<>(others)));
    boolean moved = true;
    while (moved) {
      Set<String> free = new HashSet<>();
      left.values().forEach(others -> others.removeIf(other -> !left.containsKey(other)));
      left.forEach((name, others) -> {
        if (others.isEmpty()) {
          free.add(name);
        }
      });
      left.keySet().removeAll(free);
      moved = !free.isEmpty();
    }
    if (left.isEmpty()) {
      return;
    }
    String first = left.keySet().iterator().next();
    List<String> path = circle(left, first);
    Mapping service = services.get(path.getFirst());
    Yaml where = service == null ? null : service.get("depends_on");
    if (where != null) {
      problems.error(
          where,
          "/services/" + path.getFirst() + "/depends_on",
          "dependency cycle: " + String.join(" -> ", path),
          "Remove one of these depends_on.");
    }
  }

  private static List<String> circle(Map<String, Set<String>> left, String start) {
    List<String> walked = new ArrayList<>();
    String at = start;
    while (!walked.contains(at)) {
      walked.add(at);
      at = left.getOrDefault(at, Set.of()).stream().sorted().findFirst().orElseThrow();
    }
    List<String> circle = new ArrayList<>(walked.subList(walked.indexOf(at), walked.size()));
    circle.add(at);
    return circle;
  }
}
