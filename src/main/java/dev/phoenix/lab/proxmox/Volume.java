package dev.phoenix.lab.proxmox;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A volume of a storage.
 *
 * @param id storage and name, as {@code local-zfs:vm-100-disk-0}
 * @param node that has it; empty if all see it
 * @param owner guest that it belongs to; 0 for files
 * @param parent id of the base that it was cloned from; empty if none
 */
record Volume(
    String id,
    String node,
    long bytes,
    String format,
    String content,
    int owner,
    String parent,
    long made) {

  String store() {
    return id.substring(0, id.indexOf(':'));
  }

  String name() {
    return id.substring(id.indexOf(':') + 1);
  }

  String key() {
    return node + " " + id;
  }

  Volume withBytes(long more) {
    return new Volume(id, node, more, format, content, owner, parent, made);
  }

  Volume withId(String other) {
    return new Volume(other, node, bytes, format, content, owner, parent, made);
  }

  Volume on(String other) {
    return new Volume(id, other, bytes, format, content, owner, parent, made);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("id", id)
        .put("node", node)
        .put("bytes", bytes)
        .put("format", format)
        .put("content", content)
        .put("owner", owner)
        .put("parent", parent)
        .put("made", made);
  }

  static Volume from(JsonNode json) {
    return new Volume(
        json.path("id").asString(""),
        json.path("node").asString(""),
        json.path("bytes").asLong(0),
        json.path("format").asString(""),
        json.path("content").asString(""),
        json.path("owner").asInt(0),
        json.path("parent").asString(""),
        json.path("made").asLong(0));
  }
}
