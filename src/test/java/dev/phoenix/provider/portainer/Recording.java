package dev.phoenix.provider.portainer;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges recorded from a running server, by scenario and name. */
final class Recording {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Recording() {}

  static JsonNode response(String scenario, String name) {
    try (InputStream in = Recording.class.getResourceAsStream("/portainer/" + scenario + ".json")) {
      for (JsonNode entry : MAPPER.readTree(in)) {
        if (entry.path("name").asString("").equals(name)) {
          return entry.path("response");
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    throw new IllegalArgumentException(scenario + ": " + name);
  }

  static String body(String scenario, String name) {
    JsonNode body = response(scenario, name).path("body");
    return body.isString() ? body.asString() : body.toString();
  }
}
