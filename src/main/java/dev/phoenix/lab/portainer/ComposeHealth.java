package dev.phoenix.lab.portainer;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The health check of a Compose service. */
final class ComposeHealth {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

  private ComposeHealth() {}

  /** Adds the check to the body of the engine's create call; without one nothing. */
  static void write(Map<String, Object> check, ObjectNode body) {
    if (check.isEmpty()) {
      return;
    }
    ObjectNode health = body.putObject("Healthcheck");
    ArrayNode test = health.putArray("Test");
    if (Boolean.TRUE.equals(check.get("disable"))) {
      test.add("NONE");
    } else if (check.get("test") instanceof List<?> list) {
      list.forEach(word -> test.add(String.valueOf(word)));
    } else {
      test.add("CMD-SHELL").add(String.valueOf(check.getOrDefault("test", "")));
    }
    nanos(health, "Interval", check.getOrDefault("interval", ""));
    nanos(health, "Timeout", check.getOrDefault("timeout", ""));
    if (check.get("retries") instanceof Number retries) {
      health.put("Retries", retries.intValue());
    }
  }

  private static void nanos(ObjectNode health, String key, Object value) {
    Matcher matcher = DURATION.matcher(String.valueOf(value));
    long nanos = 0;
    while (matcher.find()) {
      long unit =
          switch (matcher.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case String _ -> 3_600_000_000_000L;
          };
      nanos += Long.parseLong(matcher.group(1)) * unit;
    }
    if (nanos > 0) {
      health.put(key, nanos);
    }
  }
}
