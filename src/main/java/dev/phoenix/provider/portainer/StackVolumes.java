package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import java.util.List;
import java.util.regex.Pattern;

/** The volumes that a stack declares: Portainer takes its containers away and leaves these. */
final class StackVolumes {
  private static final Pattern DECLARED = Pattern.compile("(?m)^[\"']?volumes[\"']?\\s*:");

  private StackVolumes() {}

  static List<String> remains(Attributes attributes) {
    return DECLARED.matcher(attributes.text("compose", "")).find()
        ? List.of(
            "data stays: its volumes (docker volume ls -f label=com.docker.compose.project=%s lists them)"
                .formatted(attributes.text("name")))
        : List.of();
  }
}
