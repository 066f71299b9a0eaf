package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may do what at which path. */
final class Rights {
  private static final Set<String> USUAL =
      Set.of(
          "Datastore.Allocate",
          "Datastore.AllocateSpace",
          "Datastore.AllocateTemplate",
          "Datastore.Audit",
          "Group.Allocate",
          "Mapping.Audit",
          "Mapping.Modify",
          "Mapping.Use",
          "Permissions.Modify",
          "Pool.Allocate",
          "Pool.Audit",
          "Realm.Allocate",
          "Realm.AllocateUser",
          "SDN.Allocate",
          "SDN.Audit",
          "SDN.Use",
          "Sys.AccessNetwork",
          "Sys.Audit",
          "Sys.Console",
          "Sys.Incoming",
          "Sys.Modify",
          "Sys.PowerMgmt",
          "Sys.Syslog",
          "User.Modify",
          "VM.Allocate",
          "VM.Audit",
          "VM.Backup",
          "VM.Clone",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options",
          "VM.Console",
          "VM.Migrate",
          "VM.PowerMgmt",
          "VM.Snapshot",
          "VM.Snapshot.Rollback");

  private static final Set<String> GUEST_AGENT =
      Set.of(
          "VM.GuestAgent.Audit",
          "VM.GuestAgent.FileRead",
          "VM.GuestAgent.FileSystemMgmt",
          "VM.GuestAgent.FileWrite",
          "VM.GuestAgent.Unrestricted",
          "VM.Replicate");

  private final Datacenter datacenter;
  private final Set<String> all = new TreeSet<>(USUAL);

  Rights(Datacenter datacenter, Release release) {
    this.datacenter = datacenter;
    all.addAll(release.since(9, 0) ? GUEST_AGENT : Set.of("VM.Monitor"));
  }

  /** Everything that the caller may do at a path. */
  Set<String> at(Caller caller, String path) {
    Set<String> own = ofUser(caller.user(), path);
    if (!caller.token().isEmpty()) {
      for (Datacenter.Token token : datacenter.tokens()) {
        boolean shown = token.user().equals(caller.user()) && token.id().equals(caller.token());
        if (shown && token.separated()) {
          own.retainAll(granted(token.grants(), path));
        }
      }
    }
    return own;
  }

  private Set<String> ofUser(String user, String path) {
    if (user.equals("root@pam")) {
      return new TreeSet<>(all);
    }
    return datacenter.accounts().stream()
        .filter(account -> account.user().equals(user))
        .findFirst()
        .map(account -> granted(account.grants(), path))
        .orElseGet(TreeSet::new);
  }

  private Set<String> granted(Map<String, Set<String>> grants, String path) {
    Set<String> found = new TreeSet<>();
    grants.forEach((at, privileges) -> {
      if (at.equals("/") || path.equals(at) || path.startsWith(at + "/")) {
        found.addAll(privileges.contains("*") ? all : privileges);
      }
    });
    found.retainAll(all);
    return found;
  }

  boolean has(Caller caller, String path, String privilege) {
    return at(caller, path).contains(privilege);
  }

  /** Refuses a caller who has none of these privileges. */
  void require(Caller caller, String path, String... oneOf) {
    Set<String> own = at(caller, path);
    for (String privilege : oneOf) {
      if (own.contains(privilege)) {
        return;
      }
    }
    throw Refusal.forbidden(
        "Permission check failed (" + path + ", " + String.join("|", List.of(oneOf)) + ")");
  }
}
