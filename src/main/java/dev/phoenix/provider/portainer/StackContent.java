package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stack is deployed with: its compose file and variables, secret ones included. The server
 * clears the variables where they are left out, so they are always sent.
 */
record StackContent(String compose, SortedMap<String, String> variables) {
  private static final String PREFIX = "env.";

  static StackContent wanted(Resource desired) {
    Attributes attributes = desired.attributes();
    SortedMap<String, String> variables = new TreeMap<>();
    attributes
        .object("env")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asString("")));
    desired
        .secrets()
        .forEach((path, value) -> {
          if (path.startsWith(PREFIX)) {
            variables.put(path.substring(PREFIX.length()), value.reveal());
          }
        });
    return new StackContent(attributes.text("compose"), variables);
  }

  /** As the server has it now. */
  static StackContent stored(Server server, JsonNode record) throws ResourceFailure {
    return new StackContent(
        normal(server.file(record.path("Id").asInt(0))), variables(record.path("Env")));
  }

  static SortedMap<String, String> variables(JsonNode env) {
    SortedMap<String, String> variables = new TreeMap<>();
    env.forEach(entry ->
        variables.put(
            entry.path("name").asString(""),
            DotEnv.read(entry.path("value").asString(""), variables)));
    return variables;
  }

  /** Where a secret variable stands among the secrets of a stack. */
  static String path(String variable) {
    return PREFIX + variable;
  }

  static String normal(String compose) {
    return compose.replace("\r\n", "\n");
  }

  boolean same(StackContent other) {
    return sameText(other) && variables.equals(other.variables);
  }

  /** Whether the compose file is the same, whatever the variables. */
  boolean sameText(StackContent other) {
    return normal(compose).strip().equals(normal(other.compose).strip());
  }

  SortedMap<String, Secret> secrets() {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    variables.forEach((name, value) -> secrets.put(path(name), new Secret(value)));
    return secrets;
  }

  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("StackFileContent", compose);
    ArrayNode env = body.putArray("Env");
    variables.forEach(
        (name, value) -> env.addObject().put("name", name).put("value", DotEnv.write(value)));
    return body;
  }

  /** Without the variables, which may be secret. */
  @Override
  public String toString() {
    return "compose file of " + compose.length() + " characters";
  }
}
