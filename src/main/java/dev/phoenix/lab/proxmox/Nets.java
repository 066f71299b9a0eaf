package dev.phoenix.lab.proxmox;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;

/** Network cards: their canonical form, their MAC addresses, and the address a guest gets. */
final class Nets {
  private static final Set<String> MODELS =
      Set.of(
          "e1000",
          "e1000-82540em",
          "e1000-82544gc",
          "e1000-82545em",
          "e1000e",
          "i82551",
          "i82557b",
          "i82559er",
          "ne2k_isa",
          "ne2k_pci",
          "pcnet",
          "rtl8139",
          "virtio",
          "vmxnet3");
  private static final Set<String> OF_VM =
      Set.of(
          "model",
          "macaddr",
          "bridge",
          "firewall",
          "link_down",
          "mtu",
          "queues",
          "rate",
          "tag",
          "trunks");
  private static final Set<String> OF_CONTAINER =
      Set.of(
          "name",
          "bridge",
          "firewall",
          "gw",
          "gw6",
          "host-managed",
          "hwaddr",
          "ip",
          "ip6",
          "link_down",
          "mtu",
          "rate",
          "tag",
          "trunks",
          "type");

  private final SecureRandom random = new SecureRandom();

  /** As it will stand in the file, with a new MAC address if it names none. */
  String canonical(Kind kind, String key, String value) {
    return kind == Kind.QEMU ? ofVm(key, value) : ofContainer(key, value);
  }

  private String ofVm(String key, String value) {
    PropertyText net = PropertyText.of("model", value);
    for (String model : MODELS) {
      String mac = net.find(model);
      if (mac != null) {
        net = net.without(model).with("model", model).with("macaddr", mac);
      }
    }
    known(key, net, OF_VM);
    if (!MODELS.contains(net.get("model"))) {
      throw wrong(key, key + ".model: property is missing and it is not optional");
    }
    String mac = net.has("macaddr") ? net.get("macaddr").toUpperCase(Locale.ROOT) : mac();
    single(key, mac);
    String rest = net.without("model").without("macaddr").toString();
    return net.get("model") + "=" + mac + (rest.isEmpty() ? "" : "," + rest);
  }

  private String ofContainer(String key, String value) {
    PropertyText net = PropertyText.of("", value);
    known(key, net, OF_CONTAINER);
    if (!net.has("name")) {
      throw wrong(key, key + ".name: property is missing and it is not optional");
    }
    String mac = net.has("hwaddr") ? net.get("hwaddr").toUpperCase(Locale.ROOT) : mac();
    single(key, mac);
    PropertyText whole = net.with("hwaddr", mac).with("type", "veth");
    String rest = whole.without("name").toString();
    return "name=" + net.get("name") + "," + rest;
  }

  private static void single(String key, String mac) {
    boolean good = mac.matches("[0-9A-F]{2}(:[0-9A-F]{2}){5}");
    if (!good || Integer.parseInt(mac.substring(0, 2), 16) % 2 == 1) {
      throw wrong(key, key + ".macaddr: value does not look like a valid unicast MAC address");
    }
  }

  private static void known(String key, PropertyText net, Set<String> names) {
    for (String name : net.values().keySet()) {
      if (!names.contains(name)) {
        throw wrong(
            key,
            key
                + "."
                + name
                + ": property is not defined in schema and the schema does not allow additional"
                + " properties");
      }
    }
  }

  private static Refusal wrong(String key, String why) {
    return Refusal.parameter(key, "invalid format - format error\n" + why);
  }

  /** A new one of Proxmox' own range. */
  private String mac() {
    return String.format(
        Locale.ROOT,
        "BC:24:11:%02X:%02X:%02X",
        random.nextInt(256),
        random.nextInt(256),
        random.nextInt(256));
  }

  /** The same card with a new MAC address, for a clone. */
  String renewed(Kind kind, String key, String value) {
    PropertyText net = PropertyText.of("model", value);
    if (kind == Kind.LXC) {
      return canonical(kind, key, PropertyText.of("", value).without("hwaddr").toString());
    }
    for (String model : MODELS) {
      if (net.has(model)) {
        return canonical(kind, key, net.without(model).with("model", model).toString());
      }
    }
    return canonical(kind, key, value);
  }

  /** The address that a guest has while it runs; empty if it has no card. */
  static String address(Guest guest) {
    boolean vm = guest.kind == Kind.QEMU;
    var config = vm ? guest.booted : guest.config;
    if (!config.containsKey("net0")) {
      return "";
    }
    String text = vm ? config.getOrDefault("ipconfig0", "ip=dhcp") : config.get("net0");
    String ip = PropertyText.of("ip", String.valueOf(text)).get("ip");
    return ip.contains("/") ? ip.substring(0, ip.indexOf('/')) : leased(guest.vmid);
  }

  /** What the lab's DHCP server gives. */
  private static String leased(int vmid) {
    return "10.99." + (vmid / 250 % 250) + "." + (vmid % 250 + 2);
  }

  /** The MAC address of a card. */
  static String mac(String value) {
    for (String part : value.split(",", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2 && pair[1].matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")) {
        return pair[1];
      }
    }
    return "";
  }
}
