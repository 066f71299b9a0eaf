package dev.phoenix.lab.proxmox;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The guest agent of a VM, and its cloud-init drive. */
final class AgentCalls {
  private final Cluster cluster;
  private final Map<Integer, ObjectNode> ran = new HashMap<>();
  private int pids = 1000;

  AgentCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    String base = "/nodes/{node}/qemu/{vmid}/";
    routes.post(
        base + "agent/ping",
        "",
        call -> {
          guest(call, "VM.GuestAgent.Audit");
          return result(Json.object());
        });
    routes.get(
        base + "agent/network-get-interfaces",
        "",
        call -> result(interfaces(guest(call, "VM.GuestAgent.Audit"))));
    routes.get(
        base + "agent/get-host-name",
        "",
        call -> result(Json.object().put("host-name", guest(call, "VM.GuestAgent.Audit").name())));
    routes.post(base + "agent/exec", "command!:a input-data", this::exec);
    routes.get(base + "agent/exec-status", "pid!:i", this::status);
    routes.get(base + "cloudinit", "", this::cloudInit);
    routes.put(
        base + "cloudinit",
        "",
        call -> {
          cluster.guest(call, Kind.QEMU, "VM.Config.Cloudinit");
          return NullNode.getInstance();
        });
    routes.get(base + "cloudinit/dump", "type!=user|network|meta", this::dump);
  }

  private static ObjectNode result(JsonNode of) {
    ObjectNode json = Json.object();
    json.set("result", of);
    return json;
  }

  /** The guest, if its agent answers: the setting counts as it was when the VM was started. */
  private Guest guest(Call call, String since9) {
    Guest guest =
        cluster.release.since(9, 0)
            ? cluster.guest(call, Kind.QEMU, since9, "VM.GuestAgent.Unrestricted")
            : cluster.guest(call, Kind.QEMU, "VM.Monitor");
    if (!guest.runs()) {
      throw Refusal.of("VM " + guest.vmid + " is not running");
    }
    String agent = guest.booted.getOrDefault("agent", "0");
    if (!PropertyText.of("enabled", agent).get("enabled").equals("1")) {
      throw Refusal.of("No QEMU guest agent configured");
    }
    if (cluster.now() < guest.started + cluster.options.booting().toSeconds()) {
      throw Refusal.of("QEMU guest agent is not running");
    }
    return guest;
  }

  private static ArrayNode interfaces(Guest guest) {
    ArrayNode list = Json.array();
    ObjectNode loop =
        list.addObject().put("name", "lo").put("hardware-address", "00:00:00:00:00:00");
    address(loop.putArray("ip-addresses"), "127.0.0.1", 8, "ipv4");
    address((ArrayNode) loop.path("ip-addresses"), "::1", 128, "ipv6");
    String net = guest.config.getOrDefault("net0", "");
    if (!net.isEmpty()) {
      ObjectNode card =
          list.addObject()
              .put("name", "eth0")
              .put("hardware-address", Nets.mac(net).toLowerCase(Locale.ROOT));
      ArrayNode addresses = card.putArray("ip-addresses");
      address(addresses, Nets.address(guest), 24, "ipv4");
      address(addresses, "fe80::be24:11ff:fe00:1", 64, "ipv6");
    }
    return list;
  }

  private static void address(ArrayNode list, String address, int prefix, String type) {
    list.addObject().put("ip-address", address).put("ip-address-type", type).put("prefix", prefix);
  }

  private JsonNode exec(Call call) {
    Guest guest = guest(call, "VM.GuestAgent.Unrestricted");
    List<String> command = new ArrayList<>(call.values().list("command"));
    if (!cluster.release.since(8, 0) && command.size() == 1) {
      command = List.of(command.getFirst().split("\0", -1));
    }
    byte[] input = call.values().text("input-data").getBytes(StandardCharsets.UTF_8);
    GuestMachines.Ran done =
        cluster.machines.run(
            guest.machine(),
            command,
            new ByteArrayInputStream(input),
            OutputStream.nullOutputStream());
    ObjectNode status = Json.object().put("exited", 1).put("exitcode", done.status());
    if (!done.out().isEmpty()) {
      status.put("out-data", done.out());
    }
    if (!done.err().isEmpty()) {
      status.put("err-data", done.err());
    }
    ran.put(++pids, status);
    return Json.object().put("pid", pids);
  }

  /** What a command left can be asked for once. */
  private JsonNode status(Call call) {
    guest(call, "VM.GuestAgent.Unrestricted");
    int pid = (int) call.values().number("pid", 0);
    ObjectNode status = ran.remove(pid);
    if (status == null) {
      throw Refusal.of("Agent error: Invalid parameter 'pid'");
    }
    return status;
  }

  /** What the drive holds and what it will hold. */
  private JsonNode cloudInit(Call call) {
    Guest guest = cluster.guest(call, Kind.QEMU, "VM.Audit");
    ArrayNode list = Json.array();
    Map<String, String> keys = new TreeMap<>(guest.config);
    keys.putAll(guest.booted);
    keys.keySet().removeIf(key -> !QemuKeys.isCloudInit(key) && !key.equals("name"));
    for (String key : keys.keySet()) {
      ObjectNode one = list.addObject().put("key", key);
      String old = guest.runs() ? guest.booted.get(key) : guest.config.get(key);
      String now = guest.config.get(key);
      if (old != null) {
        one.put("value", shown(key, old));
      }
      if (now != null && !now.equals(old)) {
        one.put("pending", shown(key, now));
      }
      if (now == null) {
        one.put("delete", 1);
      }
    }
    return list;
  }

  private static String shown(String key, String value) {
    return key.equals("cipassword") ? "**********" : value;
  }

  private JsonNode dump(Call call) {
    Guest guest = cluster.guest(call, Kind.QEMU, "VM.Audit");
    String text =
        switch (call.values().text("type")) {
          case "user" ->
              "#cloud-config\nhostname: "
                  + guest.name()
                  + "\nuser: "
                  + guest.config.getOrDefault("ciuser", "debian")
                  + "\n";
          case "network" -> "version: 1\nconfig:\n    - type: physical\n      name: eth0\n";
          case String _ -> "instance-id: " + ConfigFile.digest(guest) + "\n";
        };
    return StringNode.valueOf(text);
  }
}
