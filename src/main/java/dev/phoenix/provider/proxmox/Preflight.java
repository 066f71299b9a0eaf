package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.provider.proxmox.Inventory.Storage;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** All that a guest needs of its cluster before it can be made; says everything that is missing. */
final class Preflight {
  private final Cluster cluster;
  private final Attributes wanted;
  private final String node;
  private final Set<String> missing = new LinkedHashSet<>();

  Preflight(Cluster cluster, Attributes wanted) throws ResourceFailure {
    this.cluster = cluster;
    this.wanted = wanted;
    this.node = node(cluster, wanted);
  }

  /** Where the guest is by now, and else where it is to be made. */
  private static String node(Cluster cluster, Attributes wanted) throws ResourceFailure {
    Optional<Listed> there = cluster.find(wanted.number("vmid", 0));
    return there.isPresent()
        ? there.get().guest().node()
        : cluster.inventory().node(wanted.text("node", ""));
  }

  Preflight version() throws ResourceFailure {
    Release release = cluster.release();
    if (!release.since(Release.OLDEST.major(), Release.OLDEST.minor())) {
      missing.add("Proxmox VE %s or newer; this is %s".formatted(Release.OLDEST, release));
    }
    return this;
  }

  /** Without it the whole cluster takes no change. */
  Preflight quorum() throws ResourceFailure {
    if (!cluster.quorate()) {
      missing.add(
          "a quorum: too few nodes of the cluster see each other, so that it takes no change; look at it with: pvecm status");
    }
    return this;
  }

  Preflight node() throws ResourceFailure {
    Boolean online = cluster.inventory().nodes().get(node);
    if (node.isEmpty()) {
      missing.add(
          "the name of a node to make it on, for there are %s"
              .formatted(String.join(", ", cluster.inventory().nodes().keySet())));
    } else if (online == null) {
      missing.add(
          "node %s; the cluster has %s"
              .formatted(node, String.join(", ", cluster.inventory().nodes().keySet())));
    } else if (!online) {
      missing.add("node " + node + ", which is offline");
    }
    return this;
  }

  /** A storage of the node that holds this kind of content. */
  Preflight storage(String name, String content) throws ResourceFailure {
    SortedMap<String, Storage> storages =
        cluster.inventory().storages().getOrDefault(node, new TreeMap<>());
    if (name.isEmpty() || storages.isEmpty()) {
      return this;
    }
    Storage storage = storages.get(name);
    if (storage == null && !cluster.rights().has("/storage/" + name, "Datastore.Audit")) {
      // The list leaves out what may not be seen.
      right("/storage/" + name, "Datastore.Audit");
    } else if (storage == null) {
      missing.add(
          "storage %s on node %s; there are %s"
              .formatted(name, node, String.join(", ", storages.keySet())));
    } else if (!storage.available()) {
      missing.add("storage %s on node %s, which is not available".formatted(name, node));
    } else if (!storage.content().contains(content)) {
      missing.add(
          "content type %s on storage %s; allow it with: pvesm set %s --content %s"
              .formatted(content, name, name, String.join(",", with(storage.content(), content))));
    }
    return this;
  }

  /** A storage on which disks are made. */
  Preflight disks(String name, String content) throws ResourceFailure {
    return name.isEmpty()
        ? this
        : storage(name, content).right("/storage/" + name, "Datastore.AllocateSpace");
  }

  private static List<String> with(Set<String> content, String more) {
    List<String> all = new ArrayList<>(content.stream().sorted().toList());
    all.add(more);
    return all;
  }

  Preflight bridges() throws ResourceFailure {
    Set<String> named = new LinkedHashSet<>();
    wanted.object("nets").properties().forEach(net -> add(named, net.getValue().path("bridge")));
    if (wanted.has("bridge")) {
      named.add(wanted.text("bridge"));
    }
    if (named.isEmpty() || !cluster.inventory().nodes().containsKey(node)) {
      return this;
    }
    Set<String> there = cluster.bridges(node);
    for (String bridge : named) {
      bridgeRight(bridge);
      if (!there.isEmpty() && !there.contains(bridge)) {
        missing.add(
            "bridge %s on node %s; there are %s"
                .formatted(bridge, node, String.join(", ", there.stream().sorted().toList())));
      }
    }
    return this;
  }

  private static void add(Set<String> names, JsonNode bridge) {
    if (!bridge.asString("").isEmpty()) {
      names.add(bridge.asString(""));
    }
  }

  /** Since 8.0 a bridge takes a right of its own; those of networks of SDN stand elsewhere. */
  private void bridgeRight(String bridge) throws ResourceFailure {
    String path = "/sdn/zones/localnetwork/" + bridge;
    if (cluster.release().since(8, 0)
        && !cluster.rights().has(path, "SDN.Use")
        && !cluster.rights().anywhereBelow("/sdn/zones", "SDN.Use")) {
      right(path, "SDN.Use");
    }
  }

  /** Something else that is not there. */
  void lacks(String what) {
    missing.add(what);
  }

  /** What the guest takes from storages. */
  Provisions provisions(Guest.Kind kind) {
    return new Provisions(this, cluster, node, kind);
  }

  Preflight right(String path, String... privileges) throws ResourceFailure {
    for (String privilege : privileges) {
      if (!cluster.rights().has(path, privilege)) {
        missing.add("privilege %s on %s for %s".formatted(privilege, path, cluster.api().user()));
      }
    }
    return this;
  }

  /** What is true of every guest. */
  Preflight guest() throws ResourceFailure {
    String path = "/vms/" + wanted.number("vmid", 0);
    version().quorum().node().bridges();
    right(path, "VM.Allocate", "VM.Audit", "VM.PowerMgmt");
    right(path, "VM.Config.Options", "VM.Config.Network", "VM.Config.Disk");
    right(path, "VM.Config.CPU", "VM.Config.Memory");
    if (wanted.has("startup")) {
      right("/", "Sys.Modify");
    }
    return this;
  }

  Release release() throws ResourceFailure {
    return cluster.release();
  }

  /** Whether the server has storages for images to import. */
  boolean imports() throws ResourceFailure {
    return cluster.release().since(8, 3);
  }

  /** A way that only root has. */
  Preflight root(boolean needed, String what) throws ResourceFailure {
    if (needed && !cluster.rights().isRoot() && !reaches()) {
      missing.add(what + ": " + Nodes.wanted(node));
    }
    return this;
  }

  /** What older servers do not have. */
  Preflight since(int major, int minor, boolean needed, String what) throws ResourceFailure {
    if (needed && !cluster.release().since(major, minor)) {
      missing.add(
          "Proxmox VE %d.%d or newer for %s; this is %s"
              .formatted(major, minor, what, cluster.release()));
    }
    return this;
  }

  /** What the API takes from nobody, and only a shell of the node does. */
  Preflight shell(String what) throws ResourceFailure {
    if (!reaches()) {
      missing.add(what + ": " + Nodes.shell(node));
    }
    return this;
  }

  /** What nobody but the user can decide. */
  Preflight choice(String which) {
    missing.add(which);
    return this;
  }

  private boolean reaches() throws ResourceFailure {
    return cluster.reaches(node);
  }

  void settle(String what) throws ResourceFailure {
    if (!missing.isEmpty()) {
      throw cluster
          .api()
          .failure(
              Kind.PERMANENT,
              what,
              "it needs what is not there:\n  " + String.join("\n  ", missing));
    }
  }
}
