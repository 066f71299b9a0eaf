package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Identity;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What a server keeps in its data volume; it survives the container. */
final class Database {
  final Table users;
  final Table tokens;
  final Table tags;
  final Table groups;
  final Table endpoints;
  final Table stacks;
  final Table registries;
  final Table controls;
  private final Storage data;

  Database(Storage data) {
    this.data = data;
    this.users = new Table("users", data);
    this.tokens = new Table("api_key", data);
    this.tags = new Table("tags", data);
    this.groups = new Table("endpoint_groups", data);
    this.endpoints = new Table("endpoints", data);
    this.stacks = new Table("stacks", data);
    this.registries = new Table("registries", data);
    this.controls = new Table("resource_control", data);
    if (groups.all().isEmpty()) {
      groups.put(groups.next(), Groups.unassigned());
    }
  }

  String instance() {
    return once("instance", () -> UUID.randomUUID().toString());
  }

  Identity identity() {
    return Identity.from(once("tls", () -> Identity.make().toText()));
  }

  /** The key pair that agents know the server by. */
  Signer signer() {
    return Signer.from(once("key", Signer::make));
  }

  private String once(String name, Supplier<String> made) {
    var kept = data.all().get(name);
    if (kept != null) {
      return kept.path("value").asString("");
    }
    String value = made.get();
    data.put(name, Json.object().put("value", value));
    return value;
  }

  ObjectNode settings() {
    return data.all().get("settings") instanceof ObjectNode kept ? kept.deepCopy() : Json.object();
  }

  void settings(ObjectNode settings) {
    data.put("settings", settings);
  }
}
