package dev.phoenix.provider.proxmox;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * How a guest is just now.
 *
 * @param managed whether high availability starts and stops it
 */
record GuestStatus(boolean running, String lock, boolean managed, Duration uptime) {
  static GuestStatus of(JsonNode data) {
    return new GuestStatus(
        data.path("status").asString("").equals("running"),
        data.path("lock").asString(""),
        data.path("ha").path("managed").asInt(0) != 0,
        Duration.ofSeconds(data.path("uptime").asLong(0)));
  }
}
