package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Disks and volumes that are to lie on another storage than they do: the server copies them there
 * with all that is on them.
 *
 * @param name as the files call it: the slot of a disk, the path of a mount point
 * @param volume that is there, as {@link Volumes} shows it
 */
record Move(String name, String slot, ObjectNode volume, String storage) {
  private static final String SNAPSHOTS = "snapshots";

  /** What the files want elsewhere. */
  static List<Move> all(ObjectNode volumes, Attributes wanted) {
    List<Move> moves = new ArrayList<>();
    volumes
        .properties()
        .forEach(entry -> {
          String slot = entry.getKey();
          JsonNode volume = entry.getValue();
          String path = volume.path(Volumes.PATH).asString("");
          JsonNode named = named(wanted, entry);
          String storage = named.path("storage").asString("");
          String there = Volumes.volume(volume);
          boolean elsewhere = !Volumes.storageOf(there).equals(storage);
          if (!storage.isEmpty() && !there.startsWith("/") && elsewhere) {
            moves.add(new Move(path.isEmpty() ? slot : path, slot, (ObjectNode) volume, storage));
          }
        });
    return moves;
  }

  /** What the files or the record say of a volume. */
  static JsonNode named(Attributes attributes, Map.Entry<String, JsonNode> volume) {
    String path = volume.getValue().path(Volumes.PATH).asString("");
    return volume.getKey().equals("rootfs")
        ? attributes.object("rootfs")
        : path.isEmpty()
            ? attributes.object("disks").path(volume.getKey())
            : attributes.object("mounts").path(path);
  }

  String from() {
    return Volumes.storageOf(Volumes.volume(volume));
  }

  /** Remembers which snapshots hold the volume, for those keep it where it is. */
  void heldBy(List<String> snapshots) {
    ArrayNode names = volume.putArray(SNAPSHOTS);
    snapshots.forEach(names::add);
  }

  /** Says that the data stays. */
  Diagnostic remark(Subject subject, Guest.Kind kind) {
    return Diagnostic.warning(
            "%s of %s moves from %s to %s".formatted(name, subject.address(), from(), storage),
            "All of it (%s) is copied with the data on it, and %s is destroyed once that is done. %s"
                .formatted(
                    volume.path("size").asString("?"),
                    Volumes.volume(volume),
                    kind == Guest.Kind.VM
                        ? "The machine runs on meanwhile." + companions()
                        : "A container that runs is stopped for it and started again."))
        .about(subject.address().toString());
  }

  private String companions() {
    return slot.equals("scsi0")
        ? " Its EFI disk goes with it; its cloud-init drive and TPM state go with it only if the machine is stopped (later: qm disk move, for each)."
        : "";
  }

  /** Why it cannot be moved; empty if it can. */
  Optional<String> obstacle(int vmid, Guest.Kind kind) {
    JsonNode snapshots = volume.path(SNAPSHOTS);
    if (snapshots.isEmpty()) {
      return Optional.empty();
    }
    String names =
        snapshots.valueStream().map(name -> name.asString("")).collect(Collectors.joining(", "));
    return Optional.of(
        "%s cannot be moved to %s while it has snapshots (%s), which Proxmox VE leaves behind. Delete them (%s delsnapshot %d %s) and plan again, or write %s as its storage into the files"
            .formatted(
                name,
                storage,
                names,
                kind == Guest.Kind.VM ? "qm" : "pct",
                vmid,
                snapshots.path(0).asString(""),
                from()));
  }
}
