package dev.phoenix.plan;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Rule;
import java.util.List;

/** The rules of one type, by path. */
record Rules(List<Rule> rules) {
  private static final Rule OTHERWISE = Rule.update("*");

  Rules {
    rules = List.copyOf(rules);
  }

  /** The first rule for the path, for an object that it lies in, or for everything. */
  Rule of(String path) {
    for (Rule rule : rules) {
      String name = rule.attribute();
      if (name.equals("*") || path.equals(name) || path.startsWith(name + ".")) {
        return rule;
      }
    }
    return OTHERWISE;
  }

  /** Whether an attribute that nobody knows may be set without harm to what is there. */
  boolean mayBeSetUnseen(String name) {
    return switch (of(name).onChange()) {
      case UPDATE, RECORD -> true;
      case REPLACE, REFUSE -> false;
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
