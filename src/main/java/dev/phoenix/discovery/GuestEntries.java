package dev.phoenix.discovery;

import dev.phoenix.resource.Attributes;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes guests of Proxmox VE as the files have them. */
final class GuestEntries {
  /** The order in which people read them. */
  static final List<String> ORDER =
      List.of(
          "vmid",
          "name",
          "is_template",
          "address",
          "cores",
          "memory_mb",
          "swap_mb",
          "cpu_type",
          "sockets",
          "balloon_mb",
          "disk_size_gb",
          "storage_pool",
          "storage_size_gb",
          "network_bridge",
          "vlan",
          "node",
          "description",
          "protection",
          "unprivileged",
          "pct_options",
          "start_at_boot",
          "boot_order",
          "boot_delay",
          "features",
          "portainer_role",
          "portainer_environment_name",
          "portainer_agent_hostname",
          "agent",
          "public_url",
          "group",
          "tags",
          "mac_address",
          "network_config",
          "user_config",
          "zfs_volumes",
          "mount_points",
          "lxc_options",
          "volumes",
          "networks",
          "docker_stacks");

  private static final String IPV4 =
      "((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  private GuestEntries() {}

  /** A virtual machine or a template of some. */
  static void machine(Attributes found, String name, boolean template, ObjectNode entry) {
    entry.put("vmid", found.number("vmid", 0)).put("name", name);
    if (template) {
      entry.put("is_template", true);
    }
    entry.put("cores", found.number("cores", 1)).put("memory_mb", found.number("memory", 512));
    copy(found, "cpu", entry, "cpu_type");
    copy(found, "sockets", entry, "sockets");
    copy(found, "balloon", entry, "balloon_mb");
    disk(found, "disk_size_gb", entry);
    ObjectNode net = found.object("net");
    copy(net, "bridge", entry, "network_bridge");
    copy(net, "tag", entry, "vlan");
    common(found, entry);
    if (!template) {
      copy(net, "mac", entry, "mac_address");
      cloudInit(found.object("cloud_init"), entry);
    }
  }

  private static void cloudInit(ObjectNode found, ObjectNode entry) {
    String ip = found.path("ip").asString("");
    if (isAddress(ip)) {
      ObjectNode network = entry.putObject("network_config").put("ip", ip);
      gateway(found, "gateway", network);
      names(found.path("nameservers"), "nameserver", network);
      copy(found, "search_domain", network, "searchdomain");
    }
    String user = found.path("user").asString("");
    if (!user.isEmpty()) {
      ObjectNode config = entry.putObject("user_config").put("username", user);
      if (!found.path("keys").isEmpty()) {
        config.set("ssh_keys", found.path("keys"));
      }
    }
  }

  /** A container. */
  static void container(Attributes found, String name, ObjectNode entry) {
    entry.put("name", name);
    copy(found, "cores", entry, "cores");
    entry.put("memory_mb", found.number("memory", 512)).put("swap_mb", found.number("swap", 512));
    disk(found, "storage_size_gb", entry);
    common(found, entry);
    entry.put("unprivileged", found.flag("unprivileged", false));
    ArrayNode options = entry.arrayNode();
    for (Map.Entry<String, JsonNode> feature : found.object("features").properties()) {
      options.add(feature.getKey() + "=" + feature.getValue().asString());
    }
    set(entry, "pct_options", options);
    ObjectNode net = found.object("net");
    copy(net, "mac", entry, "mac_address");
    if (net.has("name") && net.has("bridge") && isAddress(net.path("ip").asString(""))) {
      ObjectNode network = entry.putObject("network_config");
      List.of("name", "bridge", "ip").forEach(member -> network.set(member, net.path(member)));
      gateway(net, "gateway", network);
      names(found.list("nameservers"), "nameservers", network);
      String domain = found.text("search_domain", "");
      if (!domain.isEmpty()) {
        network.put("searchdomain", domain);
      }
    }
    mounts(found.object("mounts"), entry);
    set(entry, "lxc_options", found.list("raw"));
  }

  private static void mounts(ObjectNode found, ObjectNode entry) {
    ArrayNode volumes = entry.arrayNode();
    ArrayNode folders = entry.arrayNode();
    found
        .properties()
        .forEach(mount -> {
          String path = mount.getKey();
          JsonNode value = mount.getValue();
          if (value.has("host_path")) {
            folders
                .addObject()
                .put("host_path", value.path("host_path").asString())
                .put("container_path", path);
          } else if (value.path("size").isInt()) {
            volumes
                .addObject()
                .put("name", Names.valid(path))
                .put("pool", value.path("storage").asString())
                .put("size_gb", value.path("size").asInt())
                .put("mount_point", path);
          }
        });
    set(entry, "zfs_volumes", volumes);
    set(entry, "mount_points", folders);
  }

  private static void set(ObjectNode entry, String name, ArrayNode list) {
    if (!list.isEmpty()) {
      entry.set(name, list);
    }
  }

  private static void common(Attributes found, ObjectNode entry) {
    copy(found, "node", entry, "node");
    copy(found, "tags", entry, "tags");
    copy(found, "description", entry, "description");
    copy(found, "protection", entry, "protection");
    copy(found, "start_on_boot", entry, "start_at_boot");
    copy(found, "order", entry, "boot_order");
    copy(found, "up", entry, "boot_delay");
  }

  private static void disk(Attributes found, String size, ObjectNode entry) {
    ObjectNode disk = found.object("disk");
    if (disk.path("size").isInt() && disk.path("size").asInt() > 0) {
      entry.put(size, disk.path("size").asInt());
      copy(disk, "storage", entry, "storage_pool");
    }
  }

  private static void gateway(ObjectNode found, String name, ObjectNode network) {
    if (found.path(name).asString("").matches(IPV4)) {
      network.put("gw", found.path(name).asString());
    }
  }

  private static void names(JsonNode found, String name, ObjectNode network) {
    if (found.size() == 1) {
      network.set(name, found.path(0));
    } else if (!found.isEmpty()) {
      network.set(name, found);
    }
  }

  static boolean isAddress(String ip) {
    return ip.equals("dhcp") || ip.matches(IPV4 + "/(3[0-2]|[12]?[0-9])");
  }

  private static void copy(Attributes from, String name, ObjectNode to, String as) {
    JsonNode value = from.get(name);
    if (value != null) {
      to.set(as, value);
    }
  }

  private static void copy(ObjectNode from, String name, ObjectNode to, String as) {
    if (from.has(name)) {
      to.set(as, from.path(name));
    }
  }

  /** The same with its members in the order in which people read them. */
  static ObjectNode ordered(ObjectNode entry) {
    ObjectNode ordered = entry.objectNode();
    for (String name : ORDER) {
      if (entry.has(name)) {
        ordered.set(name, entry.path(name));
      }
    }
    entry.properties().forEach(member -> ordered.set(member.getKey(), member.getValue()));
    return ordered;
  }
}
