package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A virtual machine, made as a copy of a template or of another machine. */
final class VmType extends GuestType {
  private static final Set<String> SILENT = Set.of("digest", "lock");

  VmType(Clusters clusters) {
    super(clusters, Guest.Kind.VM, VmFields.all());
  }

  @Override
  public String name() {
    return "vm";
  }

  @Override
  public boolean isMachine() {
    return true;
  }

  @Override
  public boolean contains() {
    return true;
  }

  @Override
  public boolean holdsData() {
    return true;
  }

  @Override
  List<Rule> ownRules() {
    return List.of(
        Rule.replace("storage"),
        Rule.reboot("cores"),
        Rule.reboot("sockets"),
        Rule.reboot("cpu"),
        Rule.reboot("memory"),
        Rule.reboot("balloon"),
        Rule.reboot("boot"),
        Rule.reboot("agent"),
        Rule.reboot("cloud_init"),
        Rule.grow("disks.*.size"),
        Rule.reboot("disks.*.cache"),
        Rule.reboot("disks.*.discard"),
        Rule.reboot("disks.*.ssd"),
        Rule.reboot("disks.*.iothread"),
        Rule.reboot("disks.*.aio"),
        Rule.restart("nets.*.mac"),
        Rule.restart("nets.*.model"),
        Rule.restart("nets.*.mtu"));
  }

  @Override
  void check(Preflight preflight, Attributes wanted) throws ResourceFailure {
    preflight.disks(Making.home(wanted), "images");
    for (JsonNode disk : wanted.object("disks")) {
      preflight.disks(disk.path("storage").asString(""), "images");
    }
    Snippets.check(preflight, wanted.object("cloud_init"));
    preflight.right("/vms/" + wanted.object("source").path("vmid").asInt(0), "VM.Clone");
  }

  @Override
  void provide(Provisions provisions, Attributes wanted) throws ResourceFailure {
    if (wanted.object("source").path("full").asBoolean(true)) {
      for (JsonNode disk : wanted.object("disks")) {
        provisions.disk(
            disk.path("storage").asString(Making.home(wanted)), disk.path("size").asInt(0));
      }
    }
  }

  @Override
  void make(Making making) throws ResourceFailure {
    Copying.of(making, "name");
  }

  /** What cloud-init gives counts from a boot on: a running machine has what its drive holds. */
  @Override
  Set<String> live(Sight sight) throws ResourceFailure {
    Field field = new CloudInitField();
    JsonNode wanted = sight.wanted(field.attribute());
    if (wanted.isMissingNode() || wanted.equals(field.read(sight.config().merged(), wanted))) {
      return Set.of();
    }
    boolean same = wanted.equals(field.read(sight.cluster().cloudInit(sight.guest()), wanted));
    return same ? Set.of(field.attribute()) : Set.of();
  }

  @Override
  SortedMap<String, Secret> contents(Sight sight) {
    return Snippets.seen(sight);
  }

  @Override
  void complete(Settling settling) throws ResourceFailure {
    Snippets.write(settling);
  }

  @Override
  void observe(Sight sight, Attributes.Builder shown) throws ResourceFailure {
    Snippets.checkNew(sight);
    String address = Addresses.fixed(sight.shape("cloud_init"));
    boolean asked = sight.shape("cloud_init").path("ip").asString("").equals("dhcp");
    if (address.isEmpty() && asked && sight.running()) {
      address = new Addresses(sight.cluster(), sight.guest(), sight.config()).now();
    }
    if (!address.isEmpty()) {
      shown.put("address", address);
    }
  }

  @Override
  void finish(Settling settling) throws ResourceFailure {
    Snippets.tidy(settling);
    Attributes wanted = settling.wanted();
    Power power = new Power(settling.cluster(), settling.guest(), settling.work());
    if (!wanted.has("running")) {
      return;
    }
    if (!wanted.flag("running", true)) {
      power.stop();
      return;
    }
    boolean started = power.start();
    if (!started) {
      started = reboot(settling, power);
    }
    // One that an earlier run has started may still be booting.
    if (started || settling.isFresh() || settling.isUnfinished()) {
      boolean agent =
          wanted.flag(
              "agent",
              PropertyString.parse(settling.config().get("agent"), "enabled").flag("enabled"));
      new Readiness(settling.cluster(), clusters().network(), settling.work(), agent)
          .await(settling.guest(), Addresses.fixed(wanted.object("cloud_init")), settling.wasMet());
    }
  }

  /** Only where the plan said so; else what waits is named and waits on. */
  private static boolean reboot(Settling settling, Power power) throws ResourceFailure {
    String waiting =
        settling.config().waiting().stream()
            .filter(key -> !SILENT.contains(key))
            .collect(Collectors.joining(", "));
    if (!settling.mayReboot() || settling.isFresh()) {
      if (!waiting.isEmpty()) {
        settling.work().progress("waits for the next start: " + waiting);
      }
      return false;
    }
    power.reboot();
    return true;
  }
}
