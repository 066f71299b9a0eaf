package dev.phoenix.lab.proxmox;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What guests there are on a node, and how each is doing. */
final class GuestCalls {
  private final Cluster cluster;

  GuestCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    routes.get("/nodes/{node}/qemu", "full:b", call -> list(call, Kind.QEMU));
    routes.get("/nodes/{node}/lxc", "", call -> list(call, Kind.LXC));
    for (Kind kind : Kind.values()) {
      String base = "/nodes/{node}/" + kind.word + "/{vmid}/status/current";
      routes.get(base, "", call -> current(call, kind));
    }
    routes.getSince(801, "/nodes/{node}/lxc/{vmid}/interfaces", "", this::interfaces);
  }

  private JsonNode list(Call call, Kind kind) {
    cluster.node(call.node());
    ArrayNode list = Json.array();
    for (Guest guest : cluster.guests.all()) {
      boolean here = guest.kind == kind && guest.node.equals(call.node());
      if (here && call.rights().has(call.caller(), "/vms/" + guest.vmid, "VM.Audit")) {
        ObjectNode one = usage(guest);
        // PVE::API2::LXC gives the key of a hash, which is text.
        if (kind == Kind.LXC) {
          one.put("vmid", Integer.toString(guest.vmid));
        }
        list.add(one);
      }
    }
    return list;
  }

  /** What a list says of each guest. */
  private ObjectNode usage(Guest guest) {
    long memory = memory(guest);
    long up = guest.runs() ? Math.max(1, cluster.now() - guest.started) : 0;
    ObjectNode json =
        Json.object()
            .put("vmid", guest.vmid)
            .put("name", guest.name())
            .put("status", guest.status())
            .put("cpus", cores(guest))
            .put("cpu", guest.runs() ? 0.0125 : 0)
            .put("maxmem", memory)
            .put("mem", guest.runs() ? memory / 3 : 0)
            .put("maxdisk", disk(guest))
            .put("disk", guest.runs() && guest.kind == Kind.LXC ? disk(guest) / 10 : 0)
            .put("diskread", 0)
            .put("diskwrite", 0)
            .put("netin", 0)
            .put("netout", 0)
            .put("uptime", up);
    if (guest.runs()) {
      json.put("pid", 100_000 + guest.vmid);
    }
    if (guest.isTemplate()) {
      json.put("template", 1);
    }
    copy(guest, json, "tags");
    copy(guest, json, "lock");
    if (guest.kind == Kind.LXC) {
      long swap = number(guest, "swap", 512) * Sizes.MIB;
      json.put("type", "lxc").put("maxswap", swap).put("swap", 0);
    }
    return json;
  }

  private static void copy(Guest guest, ObjectNode json, String key) {
    String value = guest.config.get(key);
    if (value != null) {
      json.put(key, value);
    }
  }

  private static long number(Guest guest, String key, long otherwise) {
    String text = guest.config.getOrDefault(key, "" + otherwise).replace("current=", "");
    return Long.parseLong(text.split(",", -1)[0]);
  }

  static long memory(Guest guest) {
    return number(guest, "memory", 512) * Sizes.MIB;
  }

  static long cores(Guest guest) {
    return number(guest, "cores", 1) * number(guest, "sockets", 1);
  }

  /** The size of the disk that it boots from. */
  static long disk(Guest guest) {
    String boot =
        guest.config.getOrDefault("boot", "").replaceFirst("^order=", "").split(";", -1)[0];
    String value =
        guest.kind == Kind.LXC
            ? guest.config.getOrDefault("rootfs", "")
            : guest.config.getOrDefault(boot, "");
    String size = PropertyText.of("file", value).get("size");
    return size.isEmpty() ? 0 : Sizes.bytes(size);
  }

  private JsonNode current(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Audit");
    ObjectNode json = usage(guest);
    ObjectNode ha = json.putObject("ha").put("managed", guest.wanted.isEmpty() ? 0 : 1);
    if (!guest.wanted.isEmpty()) {
      ha.put("state", guest.runs() ? "started" : "stopped").put("group", "");
    }
    if (kind == Kind.QEMU) {
      json.put("qmpstatus", guest.status());
      boolean agent =
          PropertyText.of("enabled", guest.config.getOrDefault("agent", "0"))
              .get("enabled")
              .equals("1");
      if (agent) {
        json.put("agent", 1);
      }
      if (guest.runs()) {
        running(guest, json);
      }
    }
    return json;
  }

  private static void running(Guest guest, ObjectNode json) {
    json.put("running-machine", "pc-i440fx-9.2+pve1")
        .put("running-qemu", "9.2.0")
        .put("balloon", memory(guest))
        .put("freemem", memory(guest) / 2)
        .put("shares", 1000)
        .put("balloon_min", memory(guest));
    json.putObject("nics").putObject("tap" + guest.vmid + "i0").put("netin", 0).put("netout", 0);
    json.putObject("blockstat");
    json.putObject("proxmox-support").put("pbs-dirty-bitmap", true);
  }

  private JsonNode interfaces(Call call) {
    Guest guest = cluster.guest(call, Kind.LXC, "VM.Audit");
    if (!guest.runs()) {
      throw Refusal.of("CT " + guest.vmid + " not running");
    }
    ArrayNode list = Json.array();
    list.addObject()
        .put("name", "lo")
        .put("hwaddr", "00:00:00:00:00:00")
        .put("inet", "127.0.0.1/8")
        .put("inet6", "::1/128");
    String net = guest.config.getOrDefault("net0", "");
    if (!net.isEmpty()) {
      String mac = Nets.mac(net).toLowerCase(Locale.ROOT);
      ObjectNode card =
          list.addObject()
              .put("name", PropertyText.of("", net).get("name"))
              .put("hwaddr", mac)
              .put("inet", Nets.address(guest) + "/24");
      if (cluster.release.since(8, 4)) {
        card.put("hardware-address", mac)
            .putArray("ip-addresses")
            .addObject()
            .put("ip-address", Nets.address(guest))
            .put("ip-address-type", "inet")
            .put("prefix", 24);
      }
    }
    return list;
  }
}
