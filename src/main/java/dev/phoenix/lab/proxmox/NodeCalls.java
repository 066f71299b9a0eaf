package dev.phoenix.lab.proxmox;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The servers of the cluster. */
final class NodeCalls {
  private final Cluster cluster;
  private final String fingerprint;

  /**
   * The calls.
   *
   * @param fingerprint of the certificate that is shown, {@code sha256:} and hex digits
   */
  NodeCalls(Cluster cluster, String fingerprint) {
    this.cluster = cluster;
    this.fingerprint = fingerprint;
  }

  void routes(Routes routes) {
    routes.get("/nodes", "", _ -> list());
    routes.get("/nodes/{node}/status", "", this::status);
    routes.get("/nodes/{node}/certificates/info", "", this::certificates);
    routes.get(
        "/nodes/{node}/network",
        "type=bridge|bond|eth|alias|vlan|OVSBridge|OVSBond|OVSPort|OVSIntPort|vnet|any_bridge"
            + "|any_local_bridge",
        this::network);
    routes.get(
        "/nodes/{node}/dns",
        "",
        call -> {
          cluster.node(call.node());
          return Json.object().put("search", "lab.internal").put("dns1", "10.0.0.1");
        });
  }

  /** With colons and capitals, as PVE writes it. */
  private String shown() {
    String hex = fingerprint.replaceFirst("^sha256:", "").toUpperCase(Locale.ROOT);
    return String.join(":", hex.split("(?<=\\G..)", -1)).replaceFirst(":$", "");
  }

  private JsonNode list() {
    ArrayNode list = Json.array();
    for (Datacenter.Node node : cluster.datacenter.nodes()) {
      list.addObject()
          .put("id", "node/" + node.name())
          .put("type", "node")
          .put("node", node.name())
          .put("status", "online")
          .put("level", "")
          .put("ssl_fingerprint", shown())
          .put("cpu", 0.0125)
          .put("maxcpu", node.cores())
          .put("mem", node.memoryGib() * Sizes.GIB / 4)
          .put("maxmem", node.memoryGib() * Sizes.GIB)
          .put("disk", 10 * Sizes.GIB)
          .put("maxdisk", 900 * Sizes.GIB)
          .put("uptime", 900_000);
    }
    return list;
  }

  private JsonNode status(Call call) {
    call.require("/nodes/" + call.node(), "Sys.Audit");
    Datacenter.Node node = cluster.node(call.node());
    long memory = node.memoryGib() * Sizes.GIB;
    ObjectNode json =
        Json.object()
            .put(
                "pveversion",
                "pve-manager/" + cluster.release.version() + "/" + cluster.release.revision())
            .put("kversion", "Linux " + cluster.release.kernel() + " #1 SMP PREEMPT_DYNAMIC PMX")
            .put("uptime", 900_000)
            .put("cpu", 0.0125)
            .put("wait", 0)
            .put("idle", 0);
    json.putArray("loadavg").add("0.10").add("0.12").add("0.09");
    json.putObject("memory")
        .put("total", memory)
        .put("used", memory / 4)
        .put("free", memory / 4 * 3);
    json.putObject("swap").put("total", 0).put("used", 0).put("free", 0);
    json.putObject("rootfs")
        .put("total", 900 * Sizes.GIB)
        .put("used", 10 * Sizes.GIB)
        .put("free", 890 * Sizes.GIB)
        .put("avail", 890 * Sizes.GIB);
    json.putObject("ksm").put("shared", 0);
    json.putObject("cpuinfo")
        .put("model", "Lab CPU")
        .put("mhz", "3400.000")
        .put("sockets", 1)
        .put("cores", node.cores() / 2)
        .put("cpus", node.cores())
        .put("flags", "vmx")
        .put("hvm", "1")
        .put("user_hz", 100);
    return json;
  }

  private JsonNode certificates(Call call) {
    cluster.node(call.node());
    ArrayNode list = Json.array();
    list.addObject()
        .put("filename", "pve-ssl.pem")
        .put("fingerprint", shown())
        .put("subject", "/CN=lab")
        .put("issuer", "/CN=lab")
        .put("notbefore", 1_577_836_800)
        .put("notafter", 4_070_908_800L);
    return list;
  }

  private JsonNode network(Call call) {
    Datacenter.Node node = cluster.node(call.node());
    String type = call.values().text("type");
    ArrayNode list = Json.array();
    if (type.isEmpty() || type.equals("eth")) {
      list.addObject()
          .put("iface", "eno1")
          .put("type", "eth")
          .put("method", "manual")
          .put("method6", "manual")
          .put("active", 1)
          .put("exists", 1)
          .put("priority", 3);
    }
    int priority = 4;
    for (String bridge : node.bridges()) {
      if (type.isEmpty() || type.equals("bridge") || type.startsWith("any")) {
        list.addObject()
            .put("iface", bridge)
            .put("type", "bridge")
            .put("method", bridge.equals("vmbr0") ? "static" : "manual")
            .put("method6", "manual")
            .put("autostart", 1)
            .put("active", 1)
            .put("bridge_ports", "eno1")
            .put("bridge_vlan_aware", 1)
            .put("priority", priority++);
      }
    }
    return list;
  }
}
