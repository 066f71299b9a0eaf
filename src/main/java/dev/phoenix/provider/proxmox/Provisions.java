package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Storage;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a guest that is to be made takes from storages and from elsewhere: files, and room. */
final class Provisions {
  private static final long GIB = 1L << 30;

  private final Preflight preflight;
  private final Cluster cluster;
  private final String node;
  private final Guest.Kind kind;
  private final SortedMap<String, Long> taken = new TreeMap<>();

  Provisions(Preflight preflight, Cluster cluster, String node, Guest.Kind kind) {
    this.preflight = preflight;
    this.kind = kind;
    this.cluster = cluster;
    this.node = node;
  }

  /** A disk or volume that is made, or the part by which one grows. */
  void disk(String storage, long gib) {
    taken.merge(storage, gib, Long::sum);
  }

  /** What a guest that is there takes more than it has: what is new, grows or moves. */
  void more(ObjectNode volumes, Belongings belongings, Attributes wanted) {
    Detached detached = Detached.of(volumes, belongings);
    Set<String> there = new TreeSet<>(volumes.propertyNames());
    volumes.forEach(volume -> there.add(volume.path(Volumes.PATH).asString("")));
    for (String attribute : List.of("disks", "mounts")) {
      wanted.object(attribute).properties().stream()
          .filter(member -> !there.contains(member.getKey()))
          .filter(member ->
              detached.match(member.getKey(), Volumes.storage(member.getValue())).sure().isEmpty())
          .forEach(member ->
              disk(Volumes.storage(member.getValue()), member.getValue().path("size").asLong(0)));
    }
    Set<String> moving =
        Move.all(volumes, wanted).stream().map(Move::slot).collect(Collectors.toSet());
    volumes
        .properties()
        .forEach(volume -> {
          JsonNode named = Move.named(wanted, volume);
          long has = DiskSize.parse(volume.getValue().path("size").asString("")).bytes() / GIB;
          long size = Math.max(has, named.path("size").asLong(0));
          if (moving.contains(volume.getKey())) {
            disk(Volumes.storage(named), size);
          } else if (size > has) {
            disk(Volumes.storageOf(Volumes.volume(volume.getValue())), size - has);
          }
        });
  }

  /** What is taken of storages that set it aside at once. */
  List<Room.Taken> taken() throws ResourceFailure {
    List<Room.Taken> all = new ArrayList<>();
    for (var disks : taken.entrySet()) {
      Storage storage = storage(disks.getKey());
      if (storage != null && storage.free() >= 0 && disks.getValue() > 0 && setsAside(storage)) {
        String name = "storage " + storage.name() + (storage.shared() ? "" : " of node " + node);
        all.add(new Room.Taken(name, disks.getValue(), storage.free()));
      }
    }
    return all;
  }

  private @Nullable Storage storage(String name) throws ResourceFailure {
    return cluster.inventory().storages().getOrDefault(node, new TreeMap<>()).get(name);
  }

  /** Says which storages have not the room for all of the disks. */
  void room() throws ResourceFailure {
    for (Room.Taken disks : taken()) {
      if (disks.free() < disks.gib() * GIB) {
        preflight.lacks(
            "%d GiB on %s, where %d GiB are free"
                .formatted(disks.gib(), disks.storage(), Math.floorDiv(disks.free(), GIB)));
      }
    }
  }

  /** The volume of a container on ZFS is a file system with a quota, which sets nothing aside. */
  private boolean setsAside(Storage storage) throws ResourceFailure {
    return switch (storage.type()) {
      case "lvm" -> true;
      case "zfspool" -> kind == Guest.Kind.VM && !cluster.sparse(storage.name());
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
        cluster.api().list(ProxmoxRequest.get("list the templates", "nodes", node, "aplinfo"));
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
    Optional<String> refusal = Upstream.unknown(cluster, node, url);
    refusal.ifPresent(why -> preflight.lacks("the file " + url + ": " + why));
  }
}
