package dev.phoenix.lab.proxmox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a container. */
record LxcKeys() implements Keys {
  private static final Form FORM =
      Form.of(
          """
          arch=amd64|i386|arm64|armhf|riscv32|riscv64 cmode=shell|console|tty console:b
          cores:i(1,8192) cpulimit:n(0,8192) cpuunits:i(0,500000) debug:b description dev[n]@8.1
          features hookscript hostname
          lock=backup|create|destroyed|disk|fstrim|migrate|mounted|rollback|snapshot|snapshot-delete
          memory:i(16,) mp[n] nameserver net[n] onboot:b
          ostype=debian|devuan|ubuntu|centos|fedora|opensuse|archlinux|alpine|gentoo|nixos|unmanaged
          protection:b rootfs searchdomain startup swap:i(0,) tags template:b timezone tty:i(0,6)
          unprivileged:b unused[n]
          """);

  private static final Set<String> CPU = Set.of("cores", "cpulimit", "cpuunits");
  private static final Set<String> NETWORK = Set.of("hostname", "nameserver", "searchdomain");
  private static final Set<String> LIVE =
      Set.of(
          "cores",
          "cpulimit",
          "cpuunits",
          "memory",
          "swap",
          "hostname",
          "description",
          "onboot",
          "startup",
          "tags",
          "protection",
          "hookscript",
          "lock",
          "template");

  @Override
  public Form form() {
    return FORM;
  }

  @Override
  public String[] privileges(String key, String value) {
    return new String[] {
      CPU.contains(key)
          ? "VM.Config.CPU"
          : key.equals("memory") || key.equals("swap")
              ? "VM.Config.Memory"
              : isDisk(key)
                  ? "VM.Config.Disk"
                  : isNet(key) || NETWORK.contains(key) ? "VM.Config.Network" : "VM.Config.Options"
    };
  }

  @Override
  public @Nullable Refusal onlyForRoot(Guest guest, String key, @Nullable String value) {
    String what =
        isDisk(key) && value != null && isBind(value)
            ? "mount point type " + (value.startsWith("/dev/") ? "device" : "bind")
            : key.matches("dev[0-9]+")
                ? "configuring device passthrough"
                : key.equals("hookscript")
                    ? "changing the hookscript"
                    : key.equals("features") ? features(guest, value) : null;
    return what == null
        ? null
        : Refusal.forbidden("Permission check failed (" + what + " is only allowed for root@pam)");
  }

  private static @Nullable String features(Guest guest, @Nullable String value) {
    if (!guest.config.getOrDefault("unprivileged", "0").equals("1")) {
      return "changing feature flags for privileged container";
    }
    PropertyText now = PropertyText.of("", value == null ? "" : value);
    PropertyText before = PropertyText.of("", guest.config.getOrDefault("features", ""));
    return now.without("nesting").equals(before.without("nesting"))
        ? null
        : "changing feature flags (except nesting)";
  }

  /** A mount point that is no volume. */
  static boolean isBind(String value) {
    return value.startsWith("/") || value.startsWith("volume=/");
  }

  @Override
  public boolean takesLive(
      Guest guest, String key, @Nullable String before, @Nullable String after) {
    return LIVE.contains(key)
        || isNet(key)
        || key.startsWith("unused")
        || (key.matches("mp[0-9]+") && before == null);
  }

  @Override
  public @Nullable String first(String key) {
    return isDisk(key) ? "volume" : key.equals("startup") ? "order" : null;
  }

  @Override
  public boolean isDisk(String key) {
    return key.equals("rootfs") || key.matches("mp[0-9]+");
  }
}
