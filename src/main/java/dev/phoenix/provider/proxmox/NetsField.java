package dev.phoenix.provider.proxmox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The network interfaces of a guest by slot. Only slots that the files or the record name count; a
 * MAC address that nobody names stays what it is.
 */
final class NetsField implements Field {
  private static final String NAME = "name";

  /** Of qemu-server's net format; the model's own key holds the MAC address. */
  private static final List<String> MODELS =
      List.of(
          "virtio",
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
          "vmxnet3");

  private final Guest.Kind kind;

  NetsField(Guest.Kind kind) {
    this.kind = kind;
  }

  @Override
  public String attribute() {
    return "nets";
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    return Slots.read(config, shape, this::parse, this::net);
  }

  private JsonNode net(PropertyString net, JsonNode shape) {
    Members members =
        new Members(shape)
            .text("bridge", net.get("bridge"))
            .number("tag", net.get("tag"))
            .number("mtu", net.get("mtu"))
            .number("rate", net.get("rate"))
            .flag("firewall", net.flag("firewall"), false);
    String mac = net.get(mac());
    if (shape.has("mac") && mac != null) {
      String named = shape.path("mac").asString("");
      members.text("mac", named.equalsIgnoreCase(mac) ? named : mac.toUpperCase(Locale.ROOT));
    }
    if (kind == Guest.Kind.VM) {
      return members.text("model", net.get("model")).build();
    }
    return members
        .text("name", net.get(NAME))
        .text("ip", net.get("ip"))
        .text("gateway", net.get("gw"))
        .build();
  }

  private String mac() {
    return kind == Guest.Kind.VM ? "macaddr" : "hwaddr";
  }

  @Override
  public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
    for (String slot : wanted.propertyNames()) {
      PropertyString before = parse(config.getOrDefault(slot, ""));
      PropertyString after = options(before, wanted.path(slot));
      if (!after.equals(before)) {
        change.set(slot, print(after));
      }
    }
  }

  private PropertyString options(PropertyString before, JsonNode wanted) {
    PropertyString after =
        before
            .with("bridge", DisksField.text(wanted, "bridge"))
            .with("tag", DisksField.text(wanted, "tag"))
            .with("mtu", DisksField.text(wanted, "mtu"))
            .with("rate", DisksField.text(wanted, "rate"))
            .with("firewall", DisksField.flag(wanted, "firewall", false));
    String mac = DisksField.text(wanted, "mac");
    if (mac != null && !mac.equalsIgnoreCase(before.get(mac(), ""))) {
      after = after.with(mac(), mac.toUpperCase(Locale.ROOT));
    }
    if (kind == Guest.Kind.VM) {
      return after.with("model", wanted.path("model").asString("virtio"));
    }
    return after
        .with(NAME, wanted.path(NAME).asString("eth0"))
        .with("ip", DisksField.text(wanted, "ip"))
        .with("gw", DisksField.text(wanted, "gateway"));
  }

  /** A machine's {@code virtio=MAC} becomes a model and a MAC address of their own. */
  private PropertyString parse(String text) {
    PropertyString net = PropertyString.parse(text, kind == Guest.Kind.VM ? "model" : NAME);
    if (kind == Guest.Kind.CONTAINER) {
      return net;
    }
    for (String model : MODELS) {
      String mac = net.get(model);
      if (mac != null) {
        return net.with(model, null).with("model", model).with("macaddr", mac);
      }
    }
    return net;
  }

  private String print(PropertyString net) {
    if (kind == Guest.Kind.CONTAINER) {
      // The container's own key has no bare form: name=eth0.
      String name = net.get(NAME, "eth0");
      String rest = net.with(NAME, null).print();
      return "name=" + name + (rest.isEmpty() ? "" : "," + rest);
    }
    String mac = net.get("macaddr");
    String model = net.get("model", "virtio");
    String rest = net.with("macaddr", null).with("model", null).print();
    return (mac == null ? model : model + "=" + mac) + (rest.isEmpty() ? "" : "," + rest);
  }
}
