package dev.phoenix.configuration.compose;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of image references, as the registry's distribution project defines it. */
final class ImageReference {
  private static final int LONGEST_NAME = 255;
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
  private static final Pattern PART = Pattern.compile("[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");
  private static final Pattern DIGEST =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,256}");

  private ImageReference() {}

  /** Why the engine would refuse the reference; null if it would not. */
  static @Nullable String problem(String reference) {
    String rest = reference;
    int at = rest.indexOf('@');
    if (at >= 0) {
      if (!DIGEST.matcher(rest.substring(at + 1)).matches()) {
        return "its digest is not algorithm:hex";
      }
      rest = rest.substring(0, at);
    }
    int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
    if (colon >= 0) {
      String tag = rest.substring(colon + 1);
      if (tag.isEmpty()) {
        return "its tag is empty";
      }
      if (!TAG.matcher(tag).matches()) {
        return "its tag may hold letters, digits, \"_\", \".\" and \"-\" only";
      }
      rest = rest.substring(0, colon);
    }
    return nameProblem(rest);
  }

  private static @Nullable String nameProblem(String name) {
    if (name.isEmpty()) {
      return "it has no name";
    }
    if (name.length() > LONGEST_NAME) {
      return "its name is longer than " + LONGEST_NAME + " characters";
    }
    String path = name;
    int slash = name.indexOf('/');
    if (slash > 0 && isDomain(name.substring(0, slash))) {
      if (!DOMAIN.matcher(name.substring(0, slash)).matches()) {
        return "\"" + name.substring(0, slash) + "\" is not a registry";
      }
      path = name.substring(slash + 1);
    }
    for (String part : path.split("/", -1)) {
      if (!PART.matcher(part).matches()) {
        return part.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
            ? "its name must be lower case"
            : "\"" + part + "\" is not a name";
      }
    }
    return null;
  }

  private static boolean isDomain(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.toLowerCase(java.util.Locale.ROOT).equals(first);
  }
}
