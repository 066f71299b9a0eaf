package dev.phoenix.configuration;

import java.util.Locale;
import java.util.Set;

/** Names of variables that say that the value is a secret. */
final class SecretNames {
  private static final Set<String> WORDS =
      Set.of("PASS", "PASSWD", "PASSWORD", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIALS");

  private SecretNames() {}

  /** One of the words between underscores is such a word, or it ends in "password" or the like. */
  static boolean looksSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (String part : upper.split("[_.-]", -1)) {
      if (WORDS.contains(part)) {
        return true;
      }
    }
    return upper.endsWith("PASSWORD") || upper.endsWith("SECRET") || upper.endsWith("TOKEN");
  }
}
