package dev.phoenix.configuration.compose;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $VAR}, {@code ${VAR:-default}} and their kin as Compose does: names are letters,
 * digits and underscores, defaults may hold variables themselves, {@code $$} is one dollar sign.
 */
final class Interpolation {
  private static final int DEEPEST = 20;

  private final Variables variables;
  private final Set<String> unset = new LinkedHashSet<>();
  private final SortedSet<String> sensitive = new TreeSet<>();
  private @Nullable String problem;

  private Interpolation(Variables variables) {
    this.variables = variables;
  }

  /**
   * What became of a text.
   *
   * @param text with variables replaced
   * @param unset names that stood plain and have no value: Compose takes the empty text
   * @param sensitive names of the secrets that are part of the text
   * @param problem why Compose would stop here; null if it would not
   */
  record Result(String text, Set<String> unset, Set<String> sensitive, @Nullable String problem) {}

  static Result apply(String template, Variables variables) {
    if (template.indexOf('$') < 0) {
      return new Result(template, Set.of(), Set.of(), null);
    }
    Interpolation interpolation = new Interpolation(variables);
    String text = interpolation.expand(template, 0);
    return new Result(text, interpolation.unset, interpolation.sensitive, interpolation.problem);
  }

  private String expand(String template, int depth) {
    if (depth > DEEPEST) {
      fail("variables are nested deeper than " + DEEPEST + " levels");
      return "";
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < template.length() && problem == null) {
      char c = template.charAt(at);
      if (c != '$') {
        out.append(c);
        at++;
      } else if (template.startsWith("$$", at)) {
        out.append('$');
        at += 2;
      } else if (template.startsWith("${", at)) {
        int end = closingBrace(template, at + 2);
        if (end < 0) {
          fail("\"" + template.substring(at) + "\" has no closing brace");
          return "";
        }
        out.append(braced(template.substring(at + 2, end), depth));
        at = end + 1;
      } else {
        int end = endOfName(template, at + 1);
        if (end == at + 1) {
          fail("a \"$\" that begins no variable must be written \"$$\"");
          return "";
        }
        out.append(plain(template.substring(at + 1, end)));
        at = end;
      }
    }
    return out.toString();
  }

  private static int closingBrace(String template, int from) {
    int open = 1;
    for (int i = from; i < template.length(); i++) {
      if (template.startsWith("${", i)) {
        open++;
        i++;
      } else if (template.charAt(i) == '}' && --open == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int endOfName(String template, int from) {
    int end = from;
    while (end < template.length() && isNamePart(template.charAt(end), end == from)) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  private String braced(String inside, int depth) {
    int end = endOfName(inside, 0);
    String name = inside.substring(0, end);
    String rest = inside.substring(end);
    if (name.isEmpty()) {
      fail("\"${" + inside + "}\" names no variable");
      return "";
    }
    if (rest.isEmpty()) {
      return plain(name);
    }
    boolean emptyIsUnset = rest.startsWith(":");
    String operator = emptyIsUnset ? rest.substring(1) : rest;
    String value = variables.values().get(name);
    boolean set = value != null && !(emptyIsUnset && value.isEmpty());
    char kind = operator.isEmpty() ? ' ' : operator.charAt(0);
    String argument = operator.isEmpty() ? "" : operator.substring(1);
    return switch (kind) {
      case '-' -> set ? use(name) : expand(argument, depth + 1);
      case '+' -> set ? expand(argument, depth + 1) : "";
      case '?' -> {
        if (set) {
          yield use(name);
        }
        String message = expand(argument, depth + 1);
        fail(
            "required variable "
                + name
                + " is missing a value"
                + (message.isEmpty() ? "" : ": " + message));
        yield "";
      }
      default -> {
        fail("\"${" + inside + "}\" is not a form that Compose knows");
        yield "";
      }
    };
  }

  private String plain(String name) {
    if (!variables.values().containsKey(name)) {
      unset.add(name);
      return "";
    }
    return use(name);
  }

  private String use(String name) {
    if (variables.sensitive().contains(name)) {
      sensitive.add(name);
    }
    return variables.values().getOrDefault(name, "");
  }

  private void fail(String why) {
    if (problem == null) {
      problem = why;
    }
  }
}
