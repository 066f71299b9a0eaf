package dev.phoenix.configuration;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of variables that say that the value is a secret. */
public final class SecretNames {
  private static final Set<String> WORDS =
      Set.of("PASS", "PASSWD", "PASSWORD", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIALS");

  private static final Pattern BETWEEN = Pattern.compile("[_.-]");

  private SecretNames() {}

  /** One of the words between underscores is such a word, or it ends in "password" or the like. */
  public static boolean looksSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (String part : BETWEEN.split(upper, -1)) {
      if (WORDS.contains(part)) {
        return true;
      }
    }
    return upper.endsWith("PASSWORD") || upper.endsWith("SECRET") || upper.endsWith("TOKEN");
  }
}
