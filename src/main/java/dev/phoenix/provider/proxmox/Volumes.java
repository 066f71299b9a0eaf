package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The disks and mount points that a guest really has, whoever made them: what holds its data. */
record Volumes(ObjectNode all) {
  /** Is observed beside what the files may name. */
  static final String ATTRIBUTE = "volumes";

  /** The attributes that name volumes. */
  static final Set<String> HOLDERS = Set.of("disks", "mounts", "rootfs");

  static final String PATH = "path";
  private static final Pattern SLOT =
      Pattern.compile("(scsi|virtio|sata|ide|efidisk|tpmstate|mp|unused|rootfs)\\d*");

  /** The attributes whose members may come and go. */
  static final List<String> SLOTS = List.of("disks", "mounts");

  /** By slot, without drives that hold no data of the guest. */
  static ObjectNode of(Map<String, String> config) {
    ObjectNode volumes = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(config)
        .forEach((slot, value) -> {
          boolean data = !value.contains("media=cdrom") && !value.equals("none");
          if (SLOT.matcher(slot).matches() && data) {
            PropertyString volume = PropertyString.parse(value, "");
            ObjectNode shown =
                volumes
                    .putObject(slot)
                    .put("volume", volume.get("", volume.get("file", volume.get("volume", ""))))
                    .put("size", volume.get("size", ""));
            if (slot.startsWith("mp")) {
              shown.put(PATH, MountsField.path(value));
            }
          }
        });
    return volumes;
  }

  /** What stands before the colon: all of it where there is none. */
  static String storageOf(String volume) {
    int colon = volume.indexOf(':');
    return colon < 0 ? volume : volume.substring(0, colon);
  }

  /** The volume of an entry; empty if there is none. */
  static String volume(JsonNode entry) {
    return entry.path("volume").asString("");
  }

  /** What goes when the guest is destroyed, each with its slot. */
  static List<String> destroyed(Map<String, String> config) {
    return of(config).properties().stream()
        .filter(entry -> !volume(entry.getValue()).startsWith("/"))
        .map(entry -> "%s (%s)".formatted(entry.getKey(), volume(entry.getValue())))
        .toList();
  }

  /** What holds the data of a disk or mount point; missing if nothing does. */
  JsonNode of(String member) {
    if (!member.startsWith("/")) {
      return all.path(member);
    }
    return StreamSupport.stream(all.spliterator(), false)
        .filter(volume -> volume.path(PATH).asString("").equals(member))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  /** What is taken off, and what is put on again. */
  List<Diagnostic> remarks(Subject subject, Attributes observed, Guest.Kind kind) {
    Resource desired = subject.desired();
    if (desired == null) {
      return List.of();
    }
    Detached detached = Detached.of(all, Belongings.of(subject.identity()));
    List<Diagnostic> remarks = new ArrayList<>();
    for (String slots : SLOTS) {
      ObjectNode wanted = desired.attributes().object(slots);
      ObjectNode seen = observed.object(slots);
      if (desired.attributes().has(slots)) {
        seen.propertyNames().stream()
            .filter(slot -> !of(slot).isMissingNode() && goes(wanted.path(slot), of(slot)))
            .forEach(slot -> remarks.add(leaves(subject, slot, kind)));
      }
      wanted.propertyNames().stream()
          .filter(slot -> isToBeFilled(slot, wanted.path(slot)))
          .forEach(slot -> {
            Optional<String> again = detached.match(slot, storage(wanted.path(slot))).sure();
            if (again.isPresent()) {
              remarks.add(returns(subject, slot, again.get()));
            } else if (slot.startsWith("/")) {
              elsewhere(wanted, slot).forEach(other -> remarks.add(empty(subject, slot, other)));
            }
          });
    }
    return remarks;
  }

  /** Nothing is mounted there any more, or something of the other kind. */
  private static boolean goes(JsonNode wanted, JsonNode there) {
    return wanted.isMissingNode() || isFolder(wanted) != volume(there).startsWith("/");
  }

  /** Whether the files want a volume where there is none. */
  private boolean isToBeFilled(String member, JsonNode wanted) {
    return !isFolder(wanted)
        && (volume(of(member)).isEmpty() || volume(of(member)).startsWith("/"));
  }

  /** Slots with volumes like the wanted one at paths that the files do not name. */
  private List<String> elsewhere(ObjectNode mounts, String path) {
    JsonNode wanted = mounts.path(path);
    return all.properties().stream()
        .filter(entry -> entry.getValue().has(PATH))
        .filter(entry -> !mounts.has(entry.getValue().path(PATH).asString("")))
        .filter(entry -> storageOf(volume(entry.getValue())).equals(storage(wanted)))
        .filter(entry ->
            DiskSize.parse(entry.getValue().path("size").asString(""))
                .equals(DiskSize.gibibytes(wanted.path("size").asInt(0))))
        .map(Map.Entry::getKey)
        .toList();
  }

  static String storage(JsonNode wanted) {
    return wanted.path("storage").asString("");
  }

  private Diagnostic leaves(Subject subject, String slot, Guest.Kind kind) {
    String volume = volume(of(slot));
    String what =
        volume.startsWith("/")
            ? "The folder " + volume + " of the node stays as it is."
            : "Its volume %s stays with its data, as an unused disk of the guest. To destroy it, delete the unused entry that names this volume (%s config %s shows which)"
                .formatted(
                    volume,
                    kind == Guest.Kind.VM ? "qm" : "pct",
                    subject.attributes().number("vmid", 0));
    return Diagnostic.warning(slot + " of " + subject.address() + " is only taken off", what)
        .about(subject.address().toString());
  }

  private static Diagnostic returns(Subject subject, String slot, String volume) {
    return Diagnostic.warning(
            "%s of %s is put on again".formatted(slot, subject.address()),
            "%s was taken off and holds its data. For an empty one instead, destroy that first."
                .formatted(volume))
        .about(subject.address().toString());
  }

  private Diagnostic empty(Subject subject, String path, String slot) {
    JsonNode other = all.path(slot);
    return Diagnostic.warning(
            "%s of %s is made as a new, empty volume".formatted(path, subject.address()),
            "%s, which is like it, is mounted at %s and is left as it is. If it holds what belongs at %s, mount it there first: pct set %d --%s %s,mp=%s"
                .formatted(
                    volume(other),
                    other.path(PATH).asString(""),
                    path,
                    subject.attributes().number("vmid", 0),
                    slot,
                    volume(other),
                    path))
        .about(subject.address().toString());
  }

  private static boolean isFolder(JsonNode mount) {
    return mount.has("host_path");
  }

  /** Slots that are to be filled where nobody can say which volume was in which. */
  List<String> ambiguous(Attributes wanted, Identity identity) {
    Detached detached = Detached.of(all, Belongings.of(identity));
    SortedMap<String, Detached.Match> empty = new TreeMap<>();
    for (String slots : SLOTS) {
      wanted
          .object(slots)
          .properties()
          .forEach(entry -> {
            if (isToBeFilled(entry.getKey(), entry.getValue())) {
              empty.put(entry.getKey(), detached.match(entry.getKey(), storage(entry.getValue())));
            }
          });
    }
    List<String> choices = new ArrayList<>();
    empty.forEach((slot, match) -> {
      List<String> volumes = match.all();
      boolean contested =
          empty.entrySet().stream()
              .anyMatch(other ->
                  !other.getKey().equals(slot)
                      && !Collections.disjoint(other.getValue().all(), volumes));
      if (!match.doubtful().isEmpty() || contested) {
        choices.add(
            "the choice of what goes into %s: %s taken off; attach the right one by hand or destroy %s"
                .formatted(
                    slot,
                    String.join(", ", volumes) + (volumes.size() > 1 ? " were" : " was"),
                    volumes.size() > 1 ? "the others" : "it"));
      }
    });
    return choices;
  }
}
