package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All guests of a cluster that this user may see, as the files would say them. */
final class FoundGuests {
  /** What the files say, or what says nothing that anybody would miss in them. */
  private static final Pattern SAID =
      Pattern.compile(
          "name|hostname|cores|sockets|cpu|memory|balloon|swap|onboot|startup|tags|description"
              + "|protection|template|net0|scsi0|rootfs|mp\\d+|cipassword|ciuser|sshkeys|ipconfig0"
              + "|nameserver|searchdomain|agent|features|unprivileged|digest|meta|vmgenid|smbios1"
              + "|boot|bootdisk|scsihw|ostype|arch|cmode|console|tty|vga|serial\\d+|numa|parent"
              + "|snaptime|lock|ciupgrade|cicustom|(ide|sata|scsi)\\d+:cloud|lxc");

  private final Cluster cluster;
  private final Address hypervisor;

  FoundGuests(Cluster cluster, Address hypervisor) {
    this.cluster = cluster;
    this.hypervisor = hypervisor;
  }

  List<Finding> all() throws ResourceFailure {
    List<Finding> found = new ArrayList<>();
    if (!cluster.rights().has("/vms", "VM.Audit")) {
      found.add(
          Finding.refused(
              "guests",
              hypervisor,
              "guests",
              cluster.api().user()
                  + " may not see all of them: that needs the privilege VM.Audit on /vms"));
    }
    for (Map.Entry<Integer, Listed> listed :
        new TreeMap<>(cluster.inventory().guests()).entrySet()) {
      found.add(of(listed.getValue()));
    }
    return found;
  }

  private Finding of(Listed listed) throws ResourceFailure {
    Guest guest = listed.guest();
    Optional<GuestConfig> read;
    try {
      read = cluster.config(guest, false);
    } catch (ResourceFailure failure) {
      return Finding.refused(
          guest.kind() == Guest.Kind.VM ? "vm" : "lxc",
          hypervisor,
          guest.name(),
          String.valueOf(failure.getMessage()));
    }
    if (read.isEmpty()) {
      return Finding.refused("vm", hypervisor, guest.name(), "it went while phoenix looked");
    }
    GuestConfig config = read.get();
    if (Ownership.isBeingMade(config)) {
      return Finding.refused("vm", hypervisor, guest.name(), "it is being made just now");
    }
    boolean machine = guest.kind() == Guest.Kind.VM;
    String type = !machine ? "lxc" : config.flag("template") ? "template" : "vm";
    String name = name(type, config);
    if (!machine && config.flag("template")) {
      return Finding.refused(
          type,
          hypervisor,
          name,
          "it is a template, and the files know templates of machines only");
    }
    return new Finding(
        type,
        hypervisor,
        name,
        machine ? machine(listed, config) : container(listed, config),
        new TreeMap<>(),
        unsaid(config),
        null);
  }

  /** One that bears our mark is called what it was made as. */
  private static String name(String type, GuestConfig config) {
    String owner = config.description().owner();
    return owner != null && owner.startsWith(type + "/")
        ? owner.substring(type.length() + 1)
        : config.get(type.equals("lxc") ? "hostname" : "name");
  }

  private static List<String> unsaid(GuestConfig config) {
    return config.merged().entrySet().stream()
        .filter(entry -> !SAID.matcher(entry.getKey()).matches())
        .filter(entry ->
            !entry.getValue().contains("cloudinit") && !entry.getValue().startsWith("none"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Attributes.Builder common(Listed listed, GuestConfig config) throws ResourceFailure {
    Attributes.Builder found =
        Attributes.builder().put("vmid", listed.guest().vmid()).put("running", runs(listed));
    if (cluster.inventory().nodes().size() > 1) {
      found.put("node", listed.guest().node());
    }
    found.put("owner", config.description().owner());
    String text = config.description().text();
    if (!text.isEmpty()) {
      found.put("description", text);
    }
    List<String> tags =
        CloudInitField.words(config.get("tags")).stream()
            .filter(tag -> !tag.equals(Description.TAG))
            .sorted()
            .toList();
    if (!tags.isEmpty()) {
      found.put("tags", tags);
    }
    if (config.flag("protection")) {
      found.put("protection", true);
    }
    if (config.flag("onboot")) {
      found.put("start_on_boot", true);
    }
    PropertyString startup = PropertyString.parse(config.get("startup"), "order");
    number(found, "order", startup.get("order", ""));
    number(found, "up", startup.get("up", ""));
    number(found, "cores", config.get("cores"));
    number(
        found, "memory", PropertyString.parse(config.get("memory"), "current").get("current", ""));
    return found;
  }

  private static boolean runs(Listed listed) {
    return listed.status().equals("running");
  }

  private static void number(Attributes.Builder found, String name, String text) {
    int number = Field.whole(text, -1);
    if (number >= 0) {
      found.put(name, number);
    }
  }

  private Attributes machine(Listed listed, GuestConfig config) throws ResourceFailure {
    Attributes.Builder found = common(listed, config);
    number(found, "sockets", config.get("sockets"));
    number(found, "balloon", config.get("balloon"));
    String cpu = PropertyString.parse(config.get("cpu"), "cputype").get("cputype", "");
    found.put("cpu", cpu.isEmpty() ? null : cpu);
    disk(found, "disk", PropertyString.parse(config.get("scsi0"), "file"), "file");
    NetsField field = new NetsField(Guest.Kind.VM);
    ObjectNode net = card(field, config);
    if (!net.isEmpty()) {
      found.put("net", net);
    }
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    ObjectNode cloudInit = (ObjectNode) new CloudInitField().read(config.merged(), asked);
    found.put("cloud_init", cloudInit);
    address(found, Addresses.fixed(cloudInit), listed, config);
    return found.build();
  }

  private Attributes container(Listed listed, GuestConfig config) throws ResourceFailure {
    Attributes.Builder found = common(listed, config);
    number(found, "swap", config.get("swap"));
    found.put("unprivileged", config.flag("unprivileged"));
    disk(found, "disk", PropertyString.parse(config.get("rootfs"), "volume"), "volume");
    ObjectNode net = card(new NetsField(Guest.Kind.CONTAINER), config);
    if (!net.isEmpty()) {
      found.put("net", net);
    }
    found.put("nameservers", CloudInitField.words(config.get("nameserver")));
    found.put("search_domain", config.get("searchdomain"));
    found.put("features", PropertyString.parse(config.get("features"), "").all());
    found.put(
        "raw", config.raw().stream().map(line -> line.getFirst() + ": " + line.getLast()).toList());
    found.put("mounts", mounts(config));
    address(found, Addresses.fixed(net), listed, config);
    return found.build();
  }

  private void address(Attributes.Builder found, String fixed, Listed listed, GuestConfig config)
      throws ResourceFailure {
    boolean asks =
        fixed.isEmpty()
            && runs(listed)
            && (listed.guest().kind() == Guest.Kind.CONTAINER
                || PropertyString.parse(config.get("agent"), "enabled").flag("enabled"));
    String address = asks ? new Addresses(cluster, listed.guest(), config).now() : fixed;
    found.put("address", address.isEmpty() ? null : address);
  }

  private static ObjectNode card(NetsField field, GuestConfig config) {
    ObjectNode shape = JsonNodeFactory.instance.objectNode();
    shape.putObject("net0").put("mac", "");
    return field.read(config.merged(), shape).path("net0") instanceof ObjectNode net
        ? net
        : JsonNodeFactory.instance.objectNode();
  }

  /** Only a size that is whole can stand in the files. */
  private static void disk(
      Attributes.Builder found, String name, PropertyString value, String file) {
    String volume = value.get(file, "");
    if (volume.indexOf(':') > 0) {
      ObjectNode disk =
          JsonNodeFactory.instance.objectNode().put("storage", Volumes.storageOf(volume));
      disk.set("size", DiskSize.parse(value.get("size", "0")).inGibibytes());
      found.put(name, disk);
    }
  }

  private static ObjectNode mounts(GuestConfig config) {
    ObjectNode mounts = JsonNodeFactory.instance.objectNode();
    config
        .merged()
        .forEach((key, value) -> {
          if (key.matches("mp\\d+")) {
            PropertyString mount = PropertyString.parse(value, "volume");
            String volume = mount.get("volume", "");
            ObjectNode node = mounts.putObject(MountsField.path(value));
            if (volume.startsWith("/")) {
              node.put("host_path", volume);
            } else {
              node.put("storage", Volumes.storageOf(volume));
              node.set("size", DiskSize.parse(mount.get("size", "0")).inGibibytes());
            }
          }
        });
    return mounts;
  }
}
