package dev.phoenix.configuration.compose;

import java.util.Locale;

/**
 * How Portainer stores the name of a stack: lower case, and every character dropped that is not a
 * letter, a digit, "_" or "-". Measured: "My_Web.App" becomes "my_webapp".
 */
public final class StackName {
  private StackName() {}

  public static String normalise(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Compose wants a letter or digit in front, and something at all. */
  public static boolean isUsable(String normalised) {
    return !normalised.isEmpty() && Character.isLetterOrDigit(normalised.charAt(0));
  }

  /**
   * The name of the stack of a folder in an environment: the folder's for production, with the
   * environment behind it for every other, so that both can run on one host.
   */
  public static String of(String folder, String environment) {
    return normalise(environment.equals("production") ? folder : folder + "-" + environment);
  }
}
