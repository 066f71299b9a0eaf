package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Refusal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The published ports of a Compose service, in both spellings. */
final class ComposePorts {
  private static final Pattern PORT =
      Pattern.compile(
          "(?:(?:([\\d.]+|\\[[^]]+\\]):)?(\\d*)(?:-\\d+)?:)?(\\d+)(?:-\\d+)?(?:/(tcp|udp))?");

  private ComposePorts() {}

  /** What the engine's create call binds of the {@code ports} of a service. */
  static ObjectNode bindings(List<?> ports) {
    ObjectNode bindings = Json.object();
    for (Object port : ports) {
      Map<String, Object> given = ComposeText.map(port);
      if (!given.isEmpty()) {
        bind(
            bindings,
            given.getOrDefault("target", "") + "/" + given.getOrDefault("protocol", "tcp"),
            String.valueOf(given.getOrDefault("host_ip", "")),
            String.valueOf(given.getOrDefault("published", "")));
        continue;
      }
      Matcher matcher = PORT.matcher(String.valueOf(port));
      if (!matcher.matches()) {
        throw new Refusal(500, "invalid containerPort: %s\n".formatted(port));
      }
      String protocol = matcher.group(4) == null ? "tcp" : matcher.group(4);
      bind(
          bindings,
          matcher.group(3) + "/" + protocol,
          matcher.group(1) == null ? "" : matcher.group(1),
          matcher.group(2) == null ? "" : matcher.group(2));
    }
    return bindings;
  }

  private static void bind(ObjectNode bindings, String key, String address, String hostPort) {
    bindings.withArray(key).addObject().put("HostIp", address).put("HostPort", hostPort);
  }
}
