package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Storage;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Files on the storages of a node: disk images and system templates of containers. */
final class Images {
  private final Cluster cluster;
  private final String node;
  private final Work work;

  Images(Cluster cluster, String node, Work work) {
    this.cluster = cluster;
    this.node = node;
    this.work = work;
  }

  /**
   * Has the node download a file, unless it is there.
   *
   * @param content {@code import}, {@code iso} or {@code vztmpl}
   * @param checksum {@code sha256:...}; with one the server looks into a file that is there
   * @return its volume
   */
  String download(
      String url, String storage, String content, String file, @Nullable String checksum)
      throws ResourceFailure {
    String volume = storage + ":" + content + "/" + file;
    boolean whole = checksum == null && has(storage, content, volume);
    if (whole || (outlasts(file) && checksum == null && has(storage, content, volume))) {
      return volume;
    }
    String what = "download " + url;
    ProxmoxRequest request =
        ProxmoxRequest.post(what, "nodes", node, "storage", storage, "download-url")
            .with("url", url)
            .with("content", content)
            .with("filename", file);
    if (checksum != null) {
      int colon = checksum.indexOf(':');
      request =
          request
              .with("checksum-algorithm", colon < 0 ? "sha256" : checksum.substring(0, colon))
              .with("checksum", checksum.substring(colon + 1));
    }
    await(request, () -> has(storage, content, volume));
    return volume;
  }

  /** Has the node fetch one of the templates that Proxmox VE offers, unless it is there. */
  void appliance(String storage, String file) throws ResourceFailure {
    String volume = storage + ":vztmpl/" + file;
    if (has(storage, "vztmpl", volume) || (outlasts(file) && has(storage, "vztmpl", volume))) {
      return;
    }
    JsonNode offered =
        cluster.api().list(ProxmoxRequest.get("list the templates", "nodes", node, "aplinfo"));
    if (StreamSupport.stream(offered.spliterator(), false).noneMatch(entry -> isOf(entry, file))) {
      throw cluster
          .api()
          .failure(
              Kind.PERMANENT,
              "find template " + volume,
              "it is neither on the storage nor among those that Proxmox VE offers (pveam available); download it, or give its URL");
    }
    await(
        ProxmoxRequest.post("download " + file, "nodes", node, "aplinfo")
            .with("storage", storage)
            .with("template", file),
        () -> has(storage, "vztmpl", volume));
  }

  /** The volume of a template of this name on any storage of the node; fetched if none has it. */
  String template(String file) throws ResourceFailure {
    SortedMap<String, Storage> storages =
        cluster.inventory().storages().getOrDefault(node, new TreeMap<>());
    for (Storage storage : storages.values()) {
      String volume = storage.name() + ":vztmpl/" + file;
      if (storage.content().contains("vztmpl")
          && storage.available()
          && has(storage.name(), "vztmpl", volume)) {
        return volume;
      }
    }
    String storage = storageFor("vztmpl");
    appliance(storage, file);
    return storage + ":vztmpl/" + file;
  }

  /** Offered under the whole file name; some versions list the name without its ending. */
  static boolean isOf(JsonNode entry, String file) {
    return entry.path("template").asString("").equals(file)
        || entry.path("package").asString("").equals(file);
  }

  /** A lost answer is settled by looking for the file: it is whole as soon as it is listed. */
  private void await(ProxmoxRequest request, Look look) throws ResourceFailure {
    work.progress(request.what());
    Reply reply;
    try {
      reply = cluster.api().send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.AMBIGUOUS && look.isThere()) {
        return;
      }
      throw failure;
    }
    if (!reply.ok()) {
      throw cluster.api().refused(request, reply);
    }
    Optional<Upid> task = cluster.tasks().heard(reply);
    if (task.isPresent()) {
      try {
        cluster.tasks().await(task.get(), request.what(), TaskTime.COPYING, work);
      } catch (ResourceFailure failure) {
        // Two guests may want one file at the same time: the second finds it made.
        if (!String.valueOf(failure.getMessage()).contains("refusing to override existing file")) {
          throw failure;
        }
      }
    }
  }

  /** Waits for a download that a run of before has begun; whether there was one. */
  private boolean outlasts(String file) throws ResourceFailure {
    boolean any = false;
    for (Upid task : cluster.earlier().running(node)) {
      // Templates are downloaded by tasks that do not name them.
      if (task.type().equals("download") && (task.id().isEmpty() || task.id().equals(file))) {
        cluster.earlier().outlast(task, work);
        any = true;
      }
    }
    return any;
  }

  boolean has(String storage, String content, String volume) throws ResourceFailure {
    return file(storage, content, volume).isPresent();
  }

  /** How large a file is; empty if it is not there or the server does not say. */
  OptionalLong bytes(String storage, String content, String volume) throws ResourceFailure {
    Optional<JsonNode> file = file(storage, content, volume);
    return file.isPresent() && file.get().has("size")
        ? OptionalLong.of(file.get().path("size").asLong(0))
        : OptionalLong.empty();
  }

  private Optional<JsonNode> file(String storage, String content, String volume)
      throws ResourceFailure {
    return file(cluster, node, storage, content, volume);
  }

  static Optional<JsonNode> file(
      Cluster cluster, String node, String storage, String content, String volume)
      throws ResourceFailure {
    JsonNode list =
        cluster
            .api()
            .list(
                ProxmoxRequest.get(
                        "list the files of storage " + storage,
                        "nodes",
                        node,
                        "storage",
                        storage,
                        "content")
                    .with("content", content));
    return StreamSupport.stream(list.spliterator(), false)
        .filter(file -> file.path("volid").asString("").equals(volume))
        .findFirst();
  }

  /** A storage of the node that takes this content; the first by name. */
  String storageFor(String content) throws ResourceFailure {
    SortedMap<String, Storage> storages =
        cluster.inventory().storages().getOrDefault(node, new TreeMap<>());
    return storages.values().stream()
        .filter(storage -> storage.content().contains(content) && storage.available())
        .map(Storage::name)
        .findFirst()
        .orElseThrow(() ->
            cluster
                .api()
                .failure(
                    Kind.PERMANENT,
                    "find a storage on node " + node,
                    "none takes content type %s; allow it with: pvesm set <storage> --content ...,%s"
                        .formatted(content, content)));
  }

  /** The file's name as the end of its URL has it. */
  static String fileOf(String url) {
    String path = url.replaceFirst("[?#].*$", "");
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.+-]", "_");
  }

  /** Looks whether a file is there. */
  private interface Look {
    boolean isThere() throws ResourceFailure;
  }
}
