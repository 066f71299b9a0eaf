package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Portainer server of one version does not do with a file that is in order. Only what is
 * known for certain: a version of which nothing is known, or none, is not held against a file.
 */
final class Shortcomings {
  private static final Pattern FORM = Pattern.compile("2\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /**
   * The version of Compose that first knew a property: older ones refuse the file. Source: what
   * docs.docker.com says each requires (develop, hooks, provider, models), and
   * portainer/portainer#11206 for those of configs.
   */
  private static final Map<String, Integer> FILE = Map.of("models", 238);

  private static final Map<String, Integer> SERVICE =
      Map.of(
          "develop", 222,
          "gpus", 230,
          "models", 238,
          "post_start", 230,
          "pre_stop", 230,
          "provider", 236);

  /** Of these no source was found that says since when: only what is believed. */
  private static final Set<String> BELIEVED = Set.of("gpus");

  private static final Map<String, Integer> CONFIG = Map.of("content", 223, "environment", 223);

  private final Mapping file;
  private final String version;
  private final int minor;
  private final int patch;
  private final List<String> found = new ArrayList<>();

  private Shortcomings(Mapping file, String version, int minor, int patch) {
    this.file = file;
    this.version = version;
    this.minor = minor;
    this.patch = patch;
  }

  /** A line each; none if the server does what the file says. */
  static List<String> of(Mapping file, Map<String, String> variables, String version) {
    Matcher form = FORM.matcher(version);
    if (!form.matches()) {
      return List.of();
    }
    String patch = form.group(2);
    Shortcomings shortcomings =
        new Shortcomings(
            file,
            version,
            Integer.parseInt(form.group(1)),
            patch == null ? 0 : Integer.parseInt(patch));
    shortcomings.unknown();
    shortcomings.unprovided();
    shortcomings.profiles(variables.getOrDefault("COMPOSE_PROFILES", ""));
    return shortcomings.found;
  }

  /**
   * The Compose in a server, as 229 for 2.29; more than any where it is not known, which is where
   * it is new enough for all that was found to fail. Source: 2.19.4 has 2.20.2
   * (portainer/portainer#11206), 2.20.3 has 2.26.1 (its release notes), 2.23.0 has 2.29.2 (seen).
   */
  private int compose() {
    if (minor < 20) {
      return 220;
    }
    return minor == 20 ? 226 : minor < 24 ? 229 : Integer.MAX_VALUE;
  }

  private void unknown() {
    unknown(file, FILE, "");
    each("services", (name, body) -> unknown(body, SERVICE, " of service " + name));
    each("configs", (name, body) -> unknown(body, CONFIG, " of config " + name));
  }

  private void unknown(Mapping body, Map<String, Integer> since, String where) {
    new TreeMap<>(since)
        .forEach((property, first) -> {
          if (body.entries().containsKey(property) && compose() < first) {
            found.add(
                "Portainer %s %s know %s%s, which needs Compose 2.%d: update the server"
                    .formatted(
                        version,
                        BELIEVED.contains(property) ? "may not" : "does not",
                        property,
                        where,
                        first - 200));
          }
        });
  }

  /**
   * Configs and secrets are not put into containers, without a word. Source:
   * portainer/portainer#12909, seen with 2.33.3 to 2.33.5 and 2.36.0, and the release notes of
   * 2.33.6.
   */
  private void unprovided() {
    if ((minor == 33 && patch >= 3 && patch <= 5) || (minor == 36 && patch == 0)) {
      each(
          "services",
          (name, body) -> {
            for (String kind : List.of("configs", "secrets")) {
              if (body.get(kind) instanceof Sequence named && !named.items().isEmpty()) {
                found.add(
                    "Portainer %s starts the containers of service %s without its %s: update the server to 2.33.6 or 2.37"
                        .formatted(version, name, kind));
              }
            }
          });
    }
  }

  /**
   * 2.24 ignores the profiles (portainer/portainer#12416), and later ones activate none of a list
   * (portainer/portainer#13033, seen with 2.33.6 and to be mended by 2.46).
   */
  private void profiles(String active) {
    if (active.isBlank() || minor < 24 || minor > 45 || !isProfiled(active)) {
      return;
    }
    if (minor == 24) {
      found.add("Portainer %s ignores COMPOSE_PROFILES: update the server".formatted(version));
    } else if (active.contains(",")) {
      found.add(
          "Portainer %s activates none of several COMPOSE_PROFILES (%s): name one, or * for all, or give services that always run no profile"
              .formatted(version, active));
    }
  }

  /** Whether a service runs only because of the profiles. */
  private boolean isProfiled(String active) {
    Set<String> on = new HashSet<>(Arrays.asList(active.split(" *, *", -1)));
    List<String> profiled = new ArrayList<>();
    each(
        "services",
        (name, body) -> {
          if (body.get("profiles") instanceof Sequence named
              && named.items().stream()
                  .anyMatch(it ->
                      it instanceof Yaml.Scalar one
                          && (on.contains("*") || on.contains(one.text())))) {
            profiled.add(name);
          }
        });
    return !profiled.isEmpty();
  }

  private void each(String section, Part part) {
    Mapping parts = file.mapping(section);
    if (parts != null) {
      parts
          .entries()
          .forEach((name, entry) -> {
            if (entry.value() instanceof Mapping body) {
              part.take(name, body);
            }
          });
    }
  }

  /** Takes the body of one service or config. */
  private interface Part {
    void take(String name, Mapping body);
  }
}
