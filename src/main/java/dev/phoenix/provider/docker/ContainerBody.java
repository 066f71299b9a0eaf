package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a wanted container as the engine's create call takes it. */
final class ContainerBody {
  private ContainerBody() {}

  static ObjectNode of(ContainerSpec spec, Address owner) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Image", spec.image());
    Map<String, String> variables = new TreeMap<>(spec.environment());
    spec.secretEnvironment().forEach((name, value) -> variables.put(name, value.reveal()));
    if (!variables.isEmpty()) {
      var list = body.putArray("Env");
      variables.forEach((name, value) -> list.add(name + "=" + value));
    }
    if (!spec.arguments().isEmpty()) {
      spec.arguments().forEach(body.putArray("Cmd")::add);
    }
    ObjectNode labels = body.putObject("Labels");
    spec.labels().forEach(labels::put);
    labels.put(Ownership.LABEL, owner.toString());
    ObjectNode host = body.putObject("HostConfig");
    spec.mounts().forEach(host.putArray("Binds")::add);
    host.putObject("RestartPolicy").put("Name", spec.restart());
    ports(spec, body.putObject("ExposedPorts"), host.putObject("PortBindings"));
    return body;
  }

  private static void ports(ContainerSpec spec, ObjectNode exposed, ObjectNode bindings) {
    spec.publish()
        .forEach((inside, outside) -> {
          String port = inside.contains("/") ? inside : inside + "/tcp";
          int colon = outside.lastIndexOf(':');
          exposed.putObject(port);
          bindings
              .putArray(port)
              .addObject()
              .put("HostIp", colon < 0 ? "" : bare(outside.substring(0, colon)))
              .put("HostPort", outside.substring(colon + 1));
        });
  }

  /** {@code [::1]} without its brackets. */
  private static String bare(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }
}
