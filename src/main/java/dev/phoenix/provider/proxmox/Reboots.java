package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Rule.Disruption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether the plan has announced a reboot: one that it has not is never done. */
final class Reboots {
  private static final Pattern SLOT = Pattern.compile("^(disks|nets|mounts)\\.[^.]+");

  private Reboots() {}

  static boolean planned(List<Rule> rules, Resource desired, Attributes observed) {
    return desired.attributes().values().entrySet().stream()
        .anyMatch(wanted ->
            observed.has(wanted.getKey())
                && differs(
                    rules, wanted.getKey(), wanted.getValue(), observed.get(wanted.getKey())));
  }

  private static boolean differs(
      List<Rule> rules, String path, @Nullable JsonNode wanted, @Nullable JsonNode seen) {
    if (Objects.equals(wanted, seen)) {
      return false;
    }
    if (wanted != null && seen != null && wanted.isObject() && seen.isObject()) {
      return Members.names(wanted, seen).stream()
          .anyMatch(name -> differs(rules, path + "." + name, wanted.get(name), seen.get(name)));
    }
    String general = SLOT.matcher(path).replaceFirst("$1.*");
    return rules.stream()
            .filter(rule ->
                rule.attribute().equals("*")
                    || general.equals(rule.attribute())
                    || general.startsWith(rule.attribute() + "."))
            .findFirst()
            .map(Rule::disruption)
            .orElse(Disruption.NONE)
        == Disruption.REBOOT;
  }
}
