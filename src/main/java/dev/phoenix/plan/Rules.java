package dev.phoenix.plan;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.OnChange;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules of one type, by path. */
record Rules(List<Rule> rules) {
  private static final Rule OTHERWISE = Rule.update("*");

  Rules {
    rules = List.copyOf(rules);
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
    if (name.indexOf('*') < 0) {
      return path.equals(name) || path.startsWith(name + ".");
    }
    String[] wanted = name.split("\\.", -1);
    String[] given = path.split("\\.", -1);
    if (given.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals("*") && !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
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

  /** The gravest disruption of these differences. */
  Rule.Disruption disruption(List<AttributeChange> differences) {
    Rule.Disruption gravest = Rule.Disruption.NONE;
    for (AttributeChange difference : differences) {
      Rule.Disruption disruption = of(difference.path()).disruption();
      gravest = disruption.compareTo(gravest) > 0 ? disruption : gravest;
    }
    return gravest;
  }
}
