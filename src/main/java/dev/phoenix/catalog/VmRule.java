package dev.phoenix.catalog;

import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.NetworkCard;
import dev.phoenix.configuration.Reference;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.configuration.VirtualMachine.CloudInitFiles;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A virtual machine, copied from a template. */
final class VmRule {
  private static final String DISK = "scsi0";
  private static final String CARD = "net0";

  private VmRule() {}

  static Resource resource(VirtualMachine machine, GuestRules rules) {
    Guest guest = machine.guest();
    VirtualMachine.Hardware hardware = machine.hardware();
    Attributes.Builder attributes =
        rules
            .attributes(machine)
            .put("cpu", hardware.cpu())
            .put("nets", nets(guest, hardware))
            .put("cloud_init", cloudInit(machine))
            .put("agent", true)
            .put("running", true);
    GuestRules.number(attributes, "sockets", hardware.sockets());
    GuestRules.number(attributes, "balloon", hardware.balloonMb());
    GuestRules.startUp(attributes, guest.startUp(), false);
    if (guest.diskGb() != null) {
      attributes.put("disks", disks(guest));
    } else {
      attributes.put("storage", guest.storage());
    }
    if (machine.cloneFrom() != null) {
      attributes.put("source", rules.source(machine.cloneFrom(), !machine.linked(), null));
    }
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (machine.password() != null) {
      secrets.put("cloud_init.password", machine.password());
    }
    CloudInitFiles files = machine.cloudInit();
    if (files != null) {
      put(secrets, "cloud_init.user_data", files.user());
      put(secrets, "cloud_init.vendor_data", files.vendor());
    }
    return new Resource(
        Addresses.vm(guest.name()),
        attributes.build(),
        secrets,
        rules.dependencies(guest, machine.cloneFrom()),
        null,
        guest.position());
  }

  private static void put(SortedMap<String, Secret> secrets, String path, @Nullable Secret secret) {
    if (secret != null) {
      secrets.put(path, secret);
    }
  }

  private static ObjectNode disks(Guest guest) {
    ObjectNode disks = JsonNodeFactory.instance.objectNode();
    ObjectNode disk = disks.putObject(DISK);
    GuestRules.put(disk, "size", guest.diskGb());
    GuestRules.put(disk, "storage", guest.storage());
    return disks;
  }

  private static ObjectNode nets(Guest guest, VirtualMachine.Hardware hardware) {
    NetworkCard card = guest.network();
    ObjectNode nets = JsonNodeFactory.instance.objectNode();
    ObjectNode net = nets.putObject(CARD).put("model", "virtio");
    net.put("bridge", card.bridge() == null ? "vmbr0" : card.bridge());
    GuestRules.put(net, "tag", hardware.vlan());
    Reference mac = card.mac();
    if (mac != null) {
      net.put("mac", mac.target());
    }
    FirewallAttribute.card(net, guest);
    return nets;
  }

  private static ObjectNode cloudInit(VirtualMachine machine) {
    NetworkCard card = machine.guest().network();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    GuestRules.put(node, "user", machine.user());
    if (!machine.keys().isEmpty()) {
      ArrayNode keys = node.putArray("keys");
      machine.keys().forEach(keys::add);
    }
    Reference address = card.address();
    node.put("ip", address == null ? "dhcp" : address.target());
    Reference gateway = card.gateway();
    if (gateway != null) {
      node.put("gateway", gateway.target());
    }
    if (!card.nameservers().isEmpty()) {
      ArrayNode servers = node.putArray("nameservers");
      card.nameservers().forEach(servers::add);
    }
    GuestRules.put(node, "search_domain", card.searchDomain());
    CloudInitFiles files = machine.cloudInit();
    if (files != null) {
      custom(node.putObject("custom"), files, machine.guest().vmid());
    }
    // Packages that are upgraded at the first boot make each machine another one.
    return node.put("upgrade", false);
  }

  /** Where the files are kept: each machine has its own. */
  private static void custom(ObjectNode custom, CloudInitFiles files, int vmid) {
    String begin = files.storage() + ":snippets/phoenix-" + vmid + "-";
    if (files.user() != null) {
      custom.put("user", begin + "user.yaml");
    }
    if (files.vendor() != null) {
      custom.put("vendor", begin + "vendor.yaml");
    }
  }
}
