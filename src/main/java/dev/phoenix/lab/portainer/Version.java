package dev.phoenix.lab.portainer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Portainer, and what changed with it. */
record Version(String text, int minor, int patch) {
  private static final Pattern FORM = Pattern.compile("2\\.(\\d+)(?:\\.(\\d+))?.*");

  /** What the tags {@code latest}, {@code lts} and {@code sts} stand for. */
  private static final String NEWEST = "2.45.0";

  static Version of(String tag) {
    Matcher matcher = FORM.matcher(tag);
    if (!matcher.matches()) {
      return of(NEWEST);
    }
    String patch = matcher.group(2) == null ? "0" : matcher.group(2);
    int minor = Integer.parseInt(matcher.group(1));
    return new Version("2." + minor + "." + patch, minor, Integer.parseInt(patch));
  }

  private boolean since(int other) {
    return minor >= other;
  }

  /** A deployment answers at once and goes on in the background. */
  boolean deploysLater() {
    return since(41);
  }

  boolean asksSetupToken() {
    return since(43) || (minor == 39 && patch >= 4);
  }

  boolean hasContainerEngine() {
    return since(22);
  }

  boolean sendsCsrfToken() {
    return since(20) && !since(41);
  }

  boolean prunes() {
    return since(40);
  }

  /** {@code RepullImageAndRedeploy} takes the place of {@code PullImage}. */
  boolean repulls() {
    return since(36);
  }

  /** The answer to a create through the docker proxy. */
  int proxiedCreate() {
    return since(39) ? 201 : 200;
  }

  /** The list shows the default check-in interval of environments of every type. */
  boolean showsCheckinInterval() {
    return !since(27);
  }

  boolean hasRawSnapshots() {
    return !since(34) && !(minor == 33 && patch >= 5);
  }

  boolean hasSaferDefaults() {
    return since(38);
  }
}
