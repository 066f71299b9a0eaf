package dev.phoenix.lab.proxmox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a VM. */
record QemuKeys() implements Keys {
  private static final String LOCKS =
      "backup|clone|create|migrate|rollback|snapshot|snapshot-delete|suspending|suspended";

  private static final Form FORM =
      Form.of(
          """
          acpi:b affinity agent amd-sev@8.4 arch=x86_64|aarch64 args audio0 autostart:b
          balloon:i(0,) bios=seabios|ovmf boot bootdisk cdrom cicustom cipassword
          citype=configdrive2|nocloud|opennebula ciupgrade:b@8.0 ciuser cores:i(1,) cpu
          cpulimit:n(0,128) cpuunits:i(1,262144) description efidisk0 freeze:b hookscript
          hostpci[n] hotplug hugepages=any|2|1024 ide[n] ipconfig[n] ivshmem keephugepages:b
          keyboard kvm:b localtime:b lock=%s machine memory migrate_downtime:n(0,)
          migrate_speed:i(0,) name nameserver net[n] numa:b numa[n] onboot:b
          ostype=other|wxp|w2k|w2k3|w2k8|wvista|win7|win8|win10|win11|l24|l26|solaris parallel[n]
          protection:b reboot:b rng0 sata[n] scsi[n]
          scsihw=lsi|lsi53c810|virtio-scsi-pci|virtio-scsi-single|megasas|pvscsi searchdomain
          serial[n] shares:i(0,50000) smbios1 smp:i(1,) sockets:i(1,) spice_enhancements sshkeys
          startdate startup tablet:b tags tdf:b template:b tpmstate0 unused[n] usb[n] vcpus:i(1,)
          vga virtio[n] virtiofs[n]@8.4 vmgenid vmstatestorage watchdog
          """
              .formatted(LOCKS));

  private static final Set<String> CPU =
      Set.of("affinity", "cores", "cpu", "cpulimit", "cpuunits", "numa", "smp", "sockets", "vcpus");
  private static final Set<String> MEMORY = Set.of("balloon", "memory", "shares");
  private static final Set<String> HARDWARE =
      Set.of(
          "acpi",
          "audio0",
          "hotplug",
          "kvm",
          "machine",
          "rng0",
          "scsihw",
          "smbios1",
          "tablet",
          "vga",
          "watchdog");
  private static final Set<String> ROOT = Set.of("args", "hookscript", "lock", "arch");
  private static final Set<String> LIVE =
      Set.of(
          "name",
          "description",
          "tags",
          "onboot",
          "startup",
          "protection",
          "hotplug",
          "hookscript",
          "autostart",
          "shares",
          "template",
          "lock",
          "cpulimit",
          "cpuunits",
          "migrate_downtime",
          "migrate_speed",
          "vmstatestorage",
          "tablet");

  /** What of a disk a running VM does not take: PVE::QemuServer::vmconfig_update_disk. */
  private static final Set<String> COLD_OF_DISK =
      Set.of(
          "aio",
          "cache",
          "detect_zeroes",
          "discard",
          "iothread",
          "product",
          "queues",
          "ro",
          "ssd",
          "vendor",
          "serial");

  @Override
  public Form form() {
    return FORM;
  }

  static boolean isCloudInit(String key) {
    return key.matches("ci(custom|password|type|upgrade|user)|ipconfig[0-9]+|sshkeys")
        || key.equals("nameserver")
        || key.equals("searchdomain");
  }

  @Override
  public String[] privileges(String key, String value) {
    String one =
        CPU.contains(key) || key.startsWith("numa")
            ? "VM.Config.CPU"
            : MEMORY.contains(key)
                ? "VM.Config.Memory"
                : HARDWARE.contains(key) || key.startsWith("serial")
                    ? "VM.Config.HWType"
                    : isNet(key)
                        ? "VM.Config.Network"
                        : isDisk(key)
                            ? value.contains("media=cdrom") || value.equals("none")
                                ? "VM.Config.CDROM"
                                : "VM.Config.Disk"
                            : "VM.Config.Options";
    return isCloudInit(key)
        ? new String[] {"VM.Config.Cloudinit", "VM.Config.Network"}
        : new String[] {one};
  }

  @Override
  public @Nullable Refusal onlyForRoot(Guest guest, String key, @Nullable String value) {
    if (ROOT.contains(key)) {
      return Refusal.of("only root can set '" + key + "' config");
    }
    boolean device = key.matches("(hostpci|usb)[0-9]+");
    boolean mapped = value == null || value.contains("mapping=") || value.contains("spice");
    if (device && !mapped) {
      return Refusal.of("only root can set '" + key + "' config for non-mapped devices");
    }
    boolean real = key.matches("serial[0-9]+") && value != null && !value.equals("socket");
    return real ? Refusal.of("only root can set '" + key + "' config for real devices") : null;
  }

  @Override
  public boolean takesLive(
      Guest guest, String key, @Nullable String before, @Nullable String after) {
    if (LIVE.contains(key) || isCloudInit(key) || isNet(key) || key.startsWith("unused")) {
      return true;
    }
    return switch (key) {
      case "balloon" -> !"0".equals(before) && !"0".equals(after);
      case "vcpus" -> hotplugs(guest, "cpu");
      case "memory" -> hotplugs(guest, "memory") && guest.config.containsKey("numa");
      case "agent" ->
          before != null
              && after != null
              && without(before, "fstrim_cloned_disks")
                  .equals(without(after, "fstrim_cloned_disks"));
      case String disk when isDisk(disk) -> takesDisk(disk, before, after);
      case String _ -> false;
    };
  }

  private static boolean hotplugs(Guest guest, String what) {
    String hotplug = guest.config.getOrDefault("hotplug", "network,disk,usb");
    return hotplug.equals("1") || hotplug.contains(what);
  }

  private static String without(String text, String key) {
    return PropertyText.of("enabled", text).without(key).toString();
  }

  private static boolean takesDisk(String key, @Nullable String before, @Nullable String after) {
    boolean cdrom =
        before != null
            && after != null
            && before.contains("media=cdrom")
            && after.contains("media=cdrom");
    if (cdrom) {
      return true;
    }
    if (!key.startsWith("scsi") && !key.startsWith("virtio")) {
      return false;
    }
    if (before == null || after == null) {
      return true;
    }
    PropertyText old = PropertyText.of("file", before);
    PropertyText now = PropertyText.of("file", after);
    return COLD_OF_DISK.stream().allMatch(part -> old.get(part).equals(now.get(part)));
  }

  @Override
  public @Nullable String first(String key) {
    return isDisk(key)
        ? "file"
        : isNet(key)
            ? "model"
            : switch (key) {
              case "agent" -> "enabled";
              case "startup" -> "order";
              case String ip when ip.matches("ipconfig[0-9]+") -> "ip";
              case String _ -> null;
            };
  }

  @Override
  public boolean isDisk(String key) {
    return key.matches("(scsi|virtio|sata|ide)[0-9]+|efidisk0|tpmstate0");
  }
}
