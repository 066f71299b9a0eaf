package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Storage;
import dev.phoenix.resource.ResourceFailure;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a guest that is to be made takes from storages and from elsewhere: files, and room. */
final class Provisions {
  private static final long GIB = 1L << 30;

  private final Preflight preflight;
  private final Cluster cluster;
  private final String node;
  private final SortedMap<String, Long> taken = new TreeMap<>();

  Provisions(Preflight preflight, Cluster cluster, String node) {
    this.preflight = preflight;
    this.cluster = cluster;
    this.node = node;
  }

  /** A disk of a machine, where the storage sets its whole size aside at once. */
  void disk(String storage, int gib) {
    taken.merge(storage, (long) gib, Long::sum);
  }

  /** Says which storages have not the room for all of the disks. */
  void room() throws ResourceFailure {
    for (var disks : taken.entrySet()) {
      Storage storage =
          cluster.inventory().storages().getOrDefault(node, new TreeMap<>()).get(disks.getKey());
      if (storage != null
          && storage.free() >= 0
          && storage.free() < disks.getValue() * GIB
          && setsAside(storage)) {
        preflight.lacks(
            "%d GiB on storage %s of node %s, where %d GiB are free"
                .formatted(
                    disks.getValue(), storage.name(), node, Math.floorDiv(storage.free(), GIB)));
      }
    }
  }

  private boolean setsAside(Storage storage) throws ResourceFailure {
    return switch (storage.type()) {
      case "lvm" -> true;
      case "zfspool" -> !cluster.sparse(storage.name());
      case String _ -> false;
    };
  }

  /** A file on a storage of the node. */
  void file(String volume) throws ResourceFailure {
    int colon = volume.indexOf(':');
    int slash = volume.indexOf('/', colon);
    if (colon > 0 && slash > colon && !list(volume, colon, slash)) {
      preflight.lacks("the file " + volume + " on node " + node);
    }
  }

  private boolean list(String volume, int colon, int slash) throws ResourceFailure {
    String content = volume.substring(colon + 1, slash);
    // Disks of other guests stand under their numbers.
    return content.matches("\\d+")
        || Images.file(cluster, node, volume.substring(0, colon), content, volume).isPresent();
  }

  /** A system template of containers that is there or that Proxmox VE offers. */
  void template(String named) throws ResourceFailure {
    String file = named.substring(named.lastIndexOf('/') + 1);
    int colon = named.indexOf(":vztmpl/");
    if (colon > 0
        && Images.file(cluster, node, named.substring(0, colon), "vztmpl", named).isPresent()) {
      return;
    }
    if (colon < 0 && somewhere(file)) {
      return;
    }
    JsonNode offered =
        cluster.api().call(ProxmoxRequest.get("list the templates", "nodes", node, "aplinfo"));
    if (StreamSupport.stream(offered.spliterator(), false)
        .noneMatch(entry -> Images.isOf(entry, file))) {
      preflight.lacks(
          "template %s, neither on a storage of node %s nor among those that Proxmox VE offers (pveam available)"
              .formatted(named, node));
    }
  }

  private boolean somewhere(String file) throws ResourceFailure {
    for (Storage storage :
        cluster.inventory().storages().getOrDefault(node, new TreeMap<>()).values()) {
      if (storage.content().contains("vztmpl")
          && storage.available()
          && Images.file(
                  cluster, node, storage.name(), "vztmpl", storage.name() + ":vztmpl/" + file)
              .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** A file of the internet that the node is to fetch, and the right to have it do that. */
  void download(String url) throws ResourceFailure {
    Rights rights = cluster.rights();
    boolean whole = rights.has("/", "Sys.Audit") && rights.has("/", "Sys.Modify");
    boolean network =
        cluster.release().since(8, 0) && rights.has("/nodes/" + node, "Sys.AccessNetwork");
    if (!whole && !network) {
      preflight.lacks(
          cluster.release().since(8, 0)
              ? "privilege Sys.AccessNetwork on /nodes/%s for %s, to download images"
                  .formatted(node, cluster.api().user())
              : "privileges Sys.Audit and Sys.Modify on / for %s, to download images"
                  .formatted(cluster.api().user()));
      return;
    }
    Optional<String> refusal = Images.unknown(cluster, node, url);
    refusal.ifPresent(why -> preflight.lacks("the file " + url + ": " + why));
  }
}
