package dev.phoenix.lab.portainer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * The Compose inside, as 29 for 2.29. Its releases between 2.24 and 2.44 are not known; they
   * count as the newest.
   */
  int compose() {
    if (!since(20)) {
      return 20;
    }
    return !since(21) ? 26 : !since(24) ? 29 : 40;
  }

  /**
   * Which profiles {@code COMPOSE_PROFILES} activates: none in 2.24, one only from then to 2.45.
   */
  Set<String> profiles(String named) {
    if (minor == 24) {
      return Set.of();
    }
    return since(25) && !since(46) ? Set.of(named) : new TreeSet<>(List.of(named.split(",", -1)));
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
