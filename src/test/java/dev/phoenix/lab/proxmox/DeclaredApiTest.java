package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The calls that the lab answers take the parameters that Proxmox VE 8.4 declares, and no other.
 */
class DeclaredApiTest {
  private static final Path DECLARED = Path.of("../shared/data/proxmox-api-8.4.json");
  private static final Release RELEASE = Release.of("8.4");

  /** Calls that are not in the excerpt of the declared API. */
  private static final Set<String> BESIDE =
      Set.of(
          "GET /access/users",
          "GET /cluster/status",
          "GET /storage",
          "GET /cluster/ha/resources",
          "POST /cluster/ha/resources",
          "PUT /cluster/ha/resources/{sid}",
          "DELETE /cluster/ha/resources/{sid}",
          "GET /nodes/{node}/qemu/{vmid}/agent/get-host-name",
          "POST /nodes/{node}/qemu/{vmid}/migrate",
          "POST /nodes/{node}/lxc/{vmid}/migrate");

  @Test
  void everyCallTakesWhatIsDeclared() throws Exception {
    if (!Files.exists(DECLARED)) {
      System.out.println(
          "DeclaredApiTest: the declared API was not compared; put it at " + DECLARED);
    }
    Assumptions.assumeTrue(Files.exists(DECLARED));
    JsonNode declared = Json.MAPPER.readTree(Files.readString(DECLARED));
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Routes.Route route : server().declared()) {
      String name = route.method() + " " + route.path();
      if (BESIDE.contains(name)) {
        continue;
      }
      JsonNode call = declared.path(name);
      if (call.isMissingNode()) {
        wrong.add(name + " is not declared");
        continue;
      }
      compared++;
      compare(name, route, call.path("parameters"), wrong);
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(80);
  }

  @Test
  void listsInsideOfValuesHoldWhatIsDeclared() throws Exception {
    Assumptions.assumeTrue(Files.exists(DECLARED));
    JsonNode declared = Json.MAPPER.readTree(Files.readString(DECLARED));
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Kind kind : Kind.values()) {
      JsonNode parameters = declared.path("POST /nodes/{node}/" + kind.word).path("parameters");
      for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
        String key = entry.getKey().replace("[n]", "0");
        Set<String> inside = Formats.inside(kind, key);
        JsonNode format = entry.getValue().path("format");
        if (format.isObject() && !inside.isEmpty()) {
          compared++;
          Set<String> names = new TreeSet<>(format.propertyNames());
          if (!names.equals(new TreeSet<>(inside))) {
            wrong.add(kind + " " + key + ": declared are " + names + ", known " + inside);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(9);
  }

  private static ProxmoxServer server() {
    return new ProxmoxServer(
        Pve.datacenter(), Pve.usual("8.4"), Storage.memory(), GuestMachines.NONE);
  }

  private static void compare(
      String name, Routes.Route route, JsonNode declared, List<String> wrong) {
    Set<String> variables = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{(\\w+)}").matcher(route.path());
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    Set<String> known = new TreeSet<>();
    for (Parameter parameter : route.form().parameters()) {
      if (RELEASE.since(parameter.since() / 100, parameter.since() % 100)) {
        String key = parameter.name() + (parameter.indexed() ? "[n]" : "");
        known.add(key);
        same(name + " " + key, parameter, declared.path(key), wrong);
      }
    }
    for (Map.Entry<String, JsonNode> entry : declared.properties()) {
      if (!known.contains(entry.getKey()) && !variables.contains(entry.getKey())) {
        wrong.add(name + " does not take " + entry.getKey());
      }
    }
  }

  private static void same(
      String where, Parameter parameter, JsonNode declared, List<String> wrong) {
    if (declared.isMissingNode()) {
      wrong.add(where + " is not declared");
      return;
    }
    if (!declared.path("type").asString("").equals(parameter.type().word)) {
      wrong.add(where + " is of type " + declared.path("type"));
    }
    if (declared.path("optional").asInt(0) == (parameter.required() ? 1 : 0)) {
      wrong.add(where + " is " + (parameter.required() ? "optional" : "required"));
    }
    List<String> choices = new ArrayList<>();
    if (declared.path("enum").isArray()) {
      declared.path("enum").forEach(choice -> choices.add(choice.asString("")));
    }
    if (!parameter.choices().isEmpty()
        && !Set.copyOf(choices).equals(Set.copyOf(parameter.choices()))) {
      wrong.add(where + " takes one of " + choices);
    }
    bound(where, "minimum", parameter.range().from(), Long.MIN_VALUE, declared, wrong);
    bound(where, "maximum", parameter.range().to(), Long.MAX_VALUE, declared, wrong);
  }

  private static void bound(
      String where, String which, long given, long none, JsonNode declared, List<String> wrong) {
    String wanted = declared.path(which).asString("");
    if (!wanted.equals(given == none ? "" : Long.toString(given))) {
      wrong.add(where + " has the " + which + " '" + wanted + "'");
    }
  }
}
