package dev.phoenix.lab.proxmox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of a node that mean something to Proxmox VE. Guarded by the server's lock. */
final class NodeFiles {
  private static final Pattern GUEST =
      Pattern.compile("/etc/pve/(?:nodes/([^/]+)/)?(lxc|qemu-server)/([0-9]{3,9})\\.conf");

  private final Cluster cluster;
  private final String node;

  NodeFiles(Cluster cluster, String node) {
    this.cluster = cluster;
    this.node = node;
  }

  boolean holds(String path) {
    return GUEST.matcher(path).matches();
  }

  private Optional<Guest> guest(String path) {
    Matcher found = GUEST.matcher(path);
    if (!found.matches()) {
      return Optional.empty();
    }
    String on = found.group(1) == null ? node : found.group(1);
    return cluster
        .guests
        .find(Integer.parseInt(found.group(3)))
        .filter(guest -> guest.kind.folder.equals(found.group(2)) && guest.node.equals(on));
  }

  @Nullable String read(String path) {
    return guest(path).map(ConfigFile::text).orElse(null);
  }

  void write(String path, byte[] content) {
    guest(path)
        .ifPresentOrElse(
            guest -> {
              ConfigFile.write(guest, new String(content, StandardCharsets.UTF_8));
              cluster.guests.save(guest);
            },
            () -> shown(path, content.length));
  }

  /** A snippet that somebody put into the folder of a storage is a volume from then on. */
  private void shown(String path, int bytes) {
    Datacenter.Store store = storeOf(path);
    if (store != null) {
      cluster.volumes.put(
          new Volume(
              volume(store, path),
              store.shared() ? "" : node,
              bytes,
              "snippet",
              "snippets",
              0,
              "",
              cluster.now()));
    }
  }

  /** A snippet that is removed is no volume any more. */
  void remove(String path) {
    Datacenter.Store store = storeOf(path);
    if (store != null) {
      cluster.volumes.find(node, volume(store, path)).ifPresent(cluster.volumes::free);
    }
  }

  private static String volume(Datacenter.Store store, String path) {
    return store.name() + ":snippets/" + path.substring(folder(store).length());
  }

  private static String folder(Datacenter.Store store) {
    return StorageCalls.path(store) + "/snippets/";
  }

  /** The storage that shows a file as a snippet; null if none does. */
  private Datacenter.@Nullable Store storeOf(String path) {
    return cluster.datacenter.stores().stream()
        .filter(store -> store.hasFiles() && store.content().contains("snippets"))
        .filter(store -> path.startsWith(folder(store)))
        .findFirst()
        .orElse(null);
  }

  /** Where a volume is found, or would be. */
  String path(String volume) {
    String name = volume.substring(volume.indexOf(':') + 1);
    Datacenter.Store store =
        cluster.volumes.store(volume.substring(0, Math.max(0, volume.indexOf(':'))));
    return store.hasFiles()
        ? StorageCalls.path(store)
            + "/"
            + name.replaceFirst("^iso/", "template/iso/")
                .replaceFirst("^vztmpl/", "template/cache/")
        : "/dev/" + store.name() + "/" + name;
  }
}
