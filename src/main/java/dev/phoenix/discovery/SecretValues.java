package dev.phoenix.discovery;

import dev.phoenix.configuration.SecretNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by name and look what must not stand in a file. In doubt a value is a secret. */
final class SecretValues {
  private static final int LONG = 20;

  private static final List<Pattern> LOOKS =
      List.of(
          Pattern.compile("-----BEGIN"),
          Pattern.compile(
              "^(ghp_|gho_|ghs_|github_pat_|glpat-|sk-|sk_|pk_|rk_|xox[abpr]-|AKIA|ey[JK])\\S{8,}"),
          Pattern.compile("^\\$2[aby]\\$|^\\$argon2|^\\$[156y]\\$|^\\{SHA\\}|^\\$apr1\\$"),
          Pattern.compile("://[^/\\s:@]+:[^/\\s@$]+@"));

  /** One word of letters and digits as machines make them up. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_=-]{" + LONG + ",}");

  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*(?:-\\s*)?[\"']?([A-Za-z_][A-Za-z0-9_.-]*)[\"']?\\s*(?::\\s|=)\\s*(\\S.*?)\\s*$");

  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)true|false|yes|no|on|off|null|~|\\d{1,5}[smhd]?|/.*|[|>][+-]?|\\{\\}|\\[\\]");

  private SecretValues() {}

  static boolean isSecret(String name, String value) {
    return !value.isEmpty()
        && ((SecretNames.looksSecret(name) && !isOfAFile(name)) || looksSecret(value));
  }

  private static boolean isOfAFile(String name) {
    return name.endsWith("_FILE");
  }

  static boolean looksSecret(String value) {
    return LOOKS.stream().anyMatch(look -> look.matcher(value).find())
        || (WORD.matcher(value).matches()
            && value.chars().anyMatch(Character::isDigit)
            && value.chars().anyMatch(Character::isLetter)
            && value.chars().filter(c -> c == '/').count() < 2
            && isMixed(value));
  }

  /** Words with hyphens between them are names; what is made up by machines goes on and on. */
  private static boolean isMixed(String value) {
    for (String part : value.split("[_/=-]", -1)) {
      if (part.length() >= 12
          && part.chars().anyMatch(Character::isDigit)
          && part.chars().anyMatch(Character::isLetter)) {
        return true;
      }
    }
    return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  /** The first line of a Compose file in which a secret seems to stand; empty if none does. */
  static Optional<String> inCompose(String compose) {
    int number = 0;
    for (String line : compose.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!line.strip().startsWith("#") && matcher.matches() && isLiteral(matcher)) {
        return Optional.of("line " + number + ", " + matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static boolean isLiteral(Matcher line) {
    String value = bare(line.group(2));
    if (value.isEmpty() || HARMLESS.matcher(value).matches()) {
      return false;
    }
    String rest = value.replaceAll("\\$\\{[A-Za-z_]\\w*(:?\\?[^}]*|:?-)?\\}|\\$[A-Za-z_]\\w*", "");
    if (LOOKS.stream().anyMatch(look -> look.matcher(value).find())) {
      return true;
    }
    boolean image = line.group(1).equals("image");
    return !rest.isBlank()
        && !image
        && isSecret(line.group(1), rest.strip())
        && (!rest.equals(value) ? looksSecret(rest.strip()) : true);
  }

  private static String bare(String text) {
    String value = text.replaceFirst("\\s+#.*$", "").strip();
    boolean quoted =
        value.length() > 1
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(value.length() - 1) == value.charAt(0);
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return inner.replaceFirst("[\"']$", "");
  }
}
