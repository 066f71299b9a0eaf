package dev.phoenix.acceptance;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Things that phoenix has not made and must leave alone. */
final class Strangers {
  private Strangers() {}

  /**
   * Puts them into a world: at every environment of the server, if there is one, and the cluster.
   */
  static void moveIn(LabDoors doors) {
    if (doors.hasProxmox()) {
      Map<String, ?> machine = Map.of("vmid", 7000, "name", "theirs", "memory", "512");
      new GuestDoors(doors).run("POST", GuestDoors.NODE + "/qemu", machine);
    }
    if (!doors.hasPortainer()) {
      return;
    }
    JsonNode _ = doors.portainer("POST", "/api/tags", Map.of("name", "theirs"));
    JsonNode _ = doors.portainer("POST", "/api/endpoint_groups", Map.of("name", "theirs"));
    for (JsonNode endpoint : doors.portainer("/api/endpoints")) {
      String docker = "/api/endpoints/" + endpoint.path("Id").asInt() + "/docker/";
      JsonNode _ = doors.portainer("POST", docker + "volumes/create", Map.of("Name", "theirs"));
      JsonNode _ = doors.portainer("POST", docker + "networks/create", Map.of("Name", "theirs"));
      String image = doors.portainer(docker + "images/json").at("/0/RepoTags/0").asString("");
      JsonNode _ =
          doors.portainer("POST", docker + "containers/create?name=theirs", Map.of("Image", image));
    }
  }
}
