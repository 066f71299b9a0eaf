package dev.phoenix.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.json.JsonText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The engine's answers have the field names and types of those recorded from Docker 20.10. */
class RecordedShapeTest {
  /** Maps whose names are data, and what only some containers have. */
  private static final Set<String> FREE =
      Set.of(
          "Labels",
          "Networks",
          "Ports",
          "Portainer",
          "ResourceID",
          "Log",
          "StopTimeout",
          "Healthcheck");

  private final Engine engine = Engine.inMemory("web1");

  @Test
  void containersVolumesImagesAndVersionAreShapedAsRecorded() throws Exception {
    String compose =
        "{\"Image\":\"demo/idle:7\",\"Healthcheck\":{\"Test\":[\"CMD\",\"ls\",\"/none\"]}}";
    engine.compose().up(project(compose));

    List<String> wrong = new ArrayList<>();
    JsonNode listed = engine.containers().list(true, Filters.NONE);
    same("list", recorded("containers", "containers of the stack").get(0), listed.get(0), wrong);
    same(
        "inspect",
        recorded("containers", "inspect an unhealthy container"),
        engine.containers().inspect("mixed-sick-1"),
        wrong);
    same(
        "volume",
        recorded("containers", "volume by proxy"),
        engine
            .volumes()
            .create(
                JsonText.read(
                    "{\"Name\":\"v\",\"Labels\":{\"a\":\"b\"},\"DriverOpts\":{\"device\":\"d\",\"o\":\"o\",\"type\":\"t\"}}")),
        wrong);
    same("version", recorded("environments", "docker proxy: version"), engine.version(), wrong);
    assertThat(wrong).isEmpty();
  }

  private static ComposeProject project(String body) {
    return new ComposeProject(
        "mixed",
        "/data/compose/166/docker-compose.yml",
        List.of(
            new ComposeProject.Service(
                "sick",
                "",
                1,
                JsonText.read(body),
                List.of("default"),
                List.of(),
                "missing",
                null)),
        Map.of("default", new ComposeProject.Network("mixed_default", false, Json.object())),
        Map.of());
  }

  private static JsonNode recorded(String file, String name) throws Exception {
    try (InputStream in =
        RecordedShapeTest.class.getResourceAsStream("/portainer/" + file + ".json")) {
      for (JsonNode exchange : JsonText.read(in)) {
        if (exchange.path("name").asString().equals(name)) {
          return exchange.at("/response/body");
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static void same(String where, JsonNode recorded, JsonNode given, List<String> wrong) {
    if (recorded.isNull() || given.isNull()) {
      return;
    }
    if (recorded.getNodeType() != given.getNodeType()) {
      wrong.add(where + ": " + recorded.getNodeType() + " became " + given.getNodeType());
      return;
    }
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      if (FREE.contains(field.getKey())) {
        continue;
      }
      if (given.has(field.getKey())) {
        same(where + "." + field.getKey(), field.getValue(), given.get(field.getKey()), wrong);
      } else {
        wrong.add(where + "." + field.getKey() + " is missing");
      }
    }
    for (String name : given.propertyNames()) {
      if (!recorded.has(name) && !FREE.contains(name)) {
        wrong.add(where + "." + name + " is not in the recording");
      }
    }
  }
}
