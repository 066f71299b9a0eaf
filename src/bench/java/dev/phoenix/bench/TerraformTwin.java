package dev.phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The graph that phoenix makes of a fleet, as {@code terraform_data}: the same resources with the
 * same dependencies, and nothing remote either.
 */
final class TerraformTwin {
  private final JsonNode resources;

  /** Reads what {@code phoenix graph --format json} printed. */
  TerraformTwin(String graph) {
    this.resources = JsonMapper.shared().readTree(graph).get("resources");
  }

  int size() {
    return resources.size();
  }

  void writeConfiguration(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JsonNode resource : resources) {
      String address = resource.get("address").asString();
      text.append("resource \"terraform_data\" \"%s\" {\n".formatted(name(address)))
          .append("  input = \"%s\"\n  depends_on = [".formatted(address));
      String comma = "";
      for (JsonNode dependency : resource.get("dependencies")) {
        text.append(comma).append("terraform_data.").append(name(dependency.asString()));
        comma = ", ";
      }
      text.append("]\n}\n");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("main.tf"), text);
  }

  /** The state that an apply would leave, where an apply would take hours. */
  void writeState(Path folder, String version) throws IOException {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("version", 4).put("terraform_version", version).put("serial", 1);
    state.put("lineage", UUID.randomUUID().toString()).putObject("outputs");
    ArrayNode all = state.putArray("resources");
    for (JsonNode resource : resources) {
      String address = resource.get("address").asString();
      ObjectNode one = all.addObject().put("mode", "managed").put("type", "terraform_data");
      one.put("name", name(address));
      one.put("provider", "provider[\"terraform.io/builtin/terraform\"]");
      ObjectNode instance = one.putArray("instances").addObject().put("schema_version", 0);
      ObjectNode attributes = instance.putObject("attributes");
      attributes.put("id", UUID.randomUUID().toString());
      attributes.putObject("input").put("value", address).put("type", "string");
      attributes.putObject("output").put("value", address).put("type", "string");
      attributes.putNull("triggers_replace");
      instance.putArray("sensitive_attributes");
      ArrayNode dependencies = instance.putArray("dependencies");
      resource
          .get("dependencies")
          .forEach(d -> dependencies.add("terraform_data." + name(d.asString())));
    }
    Files.writeString(folder.resolve("terraform.tfstate"), state.toString());
  }

  private static String name(String address) {
    return address.replace('/', '_').replace('.', '_');
  }
}
