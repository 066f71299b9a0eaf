package dev.phoenix.catalog;

import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.LxcContainer;
import dev.phoenix.configuration.NetworkCard;
import dev.phoenix.configuration.Reference;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A container of Proxmox VE, made of a system template or copied from another. */
final class LxcRule {
  private LxcRule() {}

  static Resource resource(LxcContainer container, GuestRules rules) {
    Guest guest = container.guest();
    Attributes.Builder attributes =
        rules
            .attributes(container)
            .put("unprivileged", container.unprivileged())
            .put("nets", nets(guest))
            .put("running", true);
    GuestRules.number(attributes, "swap", container.swapMb());
    GuestRules.startUp(attributes, guest.startUp(), true);
    source(attributes, container, rules);
    put(attributes, "rootfs", rootfs(guest));
    attributes.put("mounts", mounts(container, guest));
    put(attributes, "features", features(container));
    put(attributes, "raw", raw(container));
    resolving(attributes, guest.network());
    SortedSet<String> snapshots = snapshots(container);
    if (!snapshots.isEmpty()) {
      attributes.put("snapshots", snapshots);
    }
    return new Resource(
        Addresses.lxc(guest.name()),
        attributes.build(),
        new TreeMap<>(),
        rules.dependencies(guest, container.cloneFrom()),
        null,
        guest.position());
  }

  private static void put(Attributes.Builder attributes, String name, ObjectNode value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }

  private static void put(Attributes.Builder attributes, String name, ArrayNode value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }

  private static void source(
      Attributes.Builder attributes, LxcContainer container, GuestRules rules) {
    Reference from = container.cloneFrom();
    String template = container.template();
    if (from != null) {
      attributes.put("source", rules.source(from, true, rules.cloneSnapshot(from)));
    } else if (template != null) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put(template.startsWith("http") ? "url" : "template", template);
      attributes.put("source", node);
    }
  }

  private static ObjectNode rootfs(Guest guest) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    GuestRules.put(node, "size", guest.diskGb());
    GuestRules.put(node, "storage", guest.storage());
    return node;
  }

  /** By their paths: where one stands in the files says nothing of where its data is. */
  private static ObjectNode mounts(LxcContainer container, Guest guest) {
    ObjectNode mounts = JsonNodeFactory.instance.objectNode();
    for (LxcContainer.GuestVolume volume : container.volumes()) {
      ObjectNode mount = mounts.putObject(volume.mountPoint());
      String storage = volume.pool().isEmpty() ? guest.storage() : volume.pool();
      GuestRules.put(mount, "storage", storage);
      mount.put("size", volume.sizeGb());
    }
    for (LxcContainer.BindMount bind : container.bindMounts()) {
      mounts.putObject(bind.containerPath()).put("host_path", bind.hostPath());
    }
    return mounts;
  }

  private static ObjectNode features(LxcContainer container) {
    ObjectNode features = JsonNodeFactory.instance.objectNode();
    container
        .options()
        .forEach((name, value) -> {
          if (name.equals("mount")) {
            features.put(name, value);
          } else {
            features.put(name, value.equals("1"));
          }
        });
    if (container.appArmor().managesNesting() || container.guest().features().contains("docker")) {
      features.put("nesting", true);
    }
    return features;
  }

  /** What only the configuration file takes: its own lines, AppArmor, numbers, GPUs. */
  private static ArrayNode raw(LxcContainer container) {
    ArrayNode raw = JsonNodeFactory.instance.arrayNode();
    List<List<String>> lines = new ArrayList<>();
    String profile = container.appArmor().profile();
    if (profile != null) {
      lines.add(List.of("lxc.apparmor.profile", profile));
    }
    for (String line : container.rawLines()) {
      int end = separator(line);
      if (end > 0) {
        lines.add(List.of(line.substring(0, end).strip(), line.substring(end + 1).strip()));
      }
    }
    for (LxcContainer.IdMap map : container.idMaps()) {
      String kind = map.type().startsWith("g") ? "g" : "u";
      lines.add(
          List.of(
              "lxc.idmap", "%s %d %d %d".formatted(kind, map.container(), map.host(), map.size())));
    }
    gpus(container, lines);
    lines.stream()
        .distinct()
        .forEach(line -> raw.addArray().add(line.getFirst()).add(line.getLast()));
    return raw;
  }

  /** Users write {@code key=value}, {@code key = value} and {@code key: value}. */
  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  private static void gpus(LxcContainer container, List<List<String>> lines) {
    if (container.gpus().isEmpty()) {
      return;
    }
    lines.add(List.of("lxc.cgroup2.devices.allow", "c 195:* rwm"));
    lines.add(List.of("lxc.cgroup2.devices.allow", "c 243:* rwm"));
    List<String> devices = new ArrayList<>(List.of("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools"));
    container.gpus().forEach(gpu -> devices.add("nvidia" + gpu));
    for (String device : devices) {
      lines.add(
          List.of(
              "lxc.mount.entry",
              "/dev/%1$s dev/%1$s none bind,optional,create=file".formatted(device)));
    }
  }

  private static ObjectNode nets(Guest guest) {
    NetworkCard card = guest.network();
    ObjectNode nets = JsonNodeFactory.instance.objectNode();
    ObjectNode net = nets.putObject("net0");
    net.put("name", card.name() == null ? "eth0" : card.name());
    net.put("bridge", card.bridge() == null ? "vmbr0" : card.bridge());
    Reference address = card.address();
    net.put("ip", address == null ? "dhcp" : address.target());
    reference(net, "gateway", card.gateway());
    reference(net, "mac", card.mac());
    FirewallAttribute.card(net, guest);
    return nets;
  }

  private static void reference(ObjectNode node, String name, @Nullable Reference value) {
    if (value != null) {
      node.put(name, value.target());
    }
  }

  private static void resolving(Attributes.Builder attributes, NetworkCard card) {
    if (!card.nameservers().isEmpty()) {
      attributes.put("nameservers", card.nameservers());
    }
    if (card.searchDomain() != null) {
      attributes.put("search_domain", card.searchDomain());
    }
  }

  private static SortedSet<String> snapshots(LxcContainer container) {
    SortedSet<String> snapshots = new TreeSet<>();
    if (container.cloneSnapshot() != null) {
      snapshots.add(container.cloneSnapshot());
    }
    return snapshots;
  }
}
