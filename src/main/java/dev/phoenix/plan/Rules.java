package dev.phoenix.plan;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.OnChange;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of one type, by path.
 *
 * @param restless names of attributes that change by themselves
 */
record Rules(List<Rule> rules, Set<String> restless) {
  private static final Rule OTHERWISE = Rule.update("*");

  Rules {
    rules = List.copyOf(rules);
    restless = Set.copyOf(restless);
  }

  static Rules of(ResourceType type) {
    return new Rules(type.rules(), type.volatileAttributes());
  }

  /** Whether what lies there changes by itself. */
  boolean isRestless(String path) {
    int dot = path.indexOf('.');
    return restless.contains(dot < 0 ? path : path.substring(0, dot));
  }

  /** The first rule for the path, for an object that it lies in, or for everything. */
  Rule of(String path) {
    for (Rule rule : rules) {
      if (covers(rule.attribute(), path)) {
        return rule;
      }
    }
    return OTHERWISE;
  }

  private static boolean covers(String name, String path) {
    int star = name.indexOf('*');
    if (star < 0) {
      return path.equals(name) || path.startsWith(name + ".");
    }
    String begin = name.substring(0, star);
    String end = name.substring(star + 1);
    // A member may have dots in its name, as the path of a folder has: the star is all of it.
    return path.length() > begin.length() + end.length()
        && path.startsWith(begin)
        && (path.endsWith(end) || path.indexOf(end + ".", begin.length() + 1) > 0);
  }

  /** What a difference of this attribute leads to; never {@link OnChange#GROW}. */
  OnChange onChange(String path, @Nullable JsonNode seen, @Nullable JsonNode wanted) {
    OnChange rule = of(path).onChange();
    if (rule != OnChange.GROW) {
      return rule;
    }
    boolean shrinks =
        seen != null
            && wanted != null
            && wanted.isNumber()
            && wanted.decimalValue().compareTo(seen.decimalValue(BigDecimal.ZERO)) < 0;
    return shrinks ? OnChange.REFUSE : OnChange.UPDATE;
  }

  /** Whether an attribute that nobody knows may be set without harm to what is there. */
  boolean mayBeSetUnseen(String name) {
    return switch (of(name).onChange()) {
      case UPDATE, RECORD -> true;
      case REPLACE, REFUSE, GROW -> false;
    };
  }

  /** What the files want, the world does not show, and nobody may set to be sure of it. */
  List<String> unseen(Attributes desired, Attributes observed) {
    return desired.values().keySet().stream()
        .filter(name -> observed.get(name) == null && !mayBeSetUnseen(name))
        .toList();
  }

  /**
   * What a difference does to what runs: what was observed knows better than the rule, but for what
   * is made anew.
   *
   * @param observed disruptions of attributes and of the objects that they lie in
   */
  Rule.Disruption disruption(String path, SortedMap<String, Rule.Disruption> observed) {
    Rule.Disruption usual = of(path).disruption();
    if (usual == Rule.Disruption.RECREATE) {
      return usual;
    }
    for (String around = path; !around.isEmpty(); around = parent(around)) {
      Rule.Disruption known = observed.get(around);
      if (known != null) {
        return known;
      }
    }
    return usual;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** The gravest disruption of these differences. */
  static Rule.Disruption gravest(List<AttributeChange> differences) {
    return differences.stream()
        .map(AttributeChange::disruption)
        .max(Comparator.naturalOrder())
        .orElse(Rule.Disruption.NONE);
  }
}
