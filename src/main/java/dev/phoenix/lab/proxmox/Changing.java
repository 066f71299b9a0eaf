package dev.phoenix.lab.proxmox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a guest's file as the API does: a running guest takes at once what it can, and the rest
 * waits in the pending part until it is started anew.
 */
final class Changing {
  private final Cluster cluster;
  private final Disks disks;

  Changing(Cluster cluster) {
    this.cluster = cluster;
    this.disks = new Disks(cluster);
  }

  /** What is to be written. */
  record Change(
      Map<String, String> sets, List<String> deletes, List<String> reverts, boolean force) {}

  /** The change that the parameters of a call ask for. */
  static Change of(Keys keys, Values values, Release release) {
    Map<String, String> sets = new LinkedHashMap<>();
    values
        .all()
        .forEach((key, given) -> {
          if (keys.form().find(key, release).isPresent()) {
            sets.put(key, given.getLast());
          }
        });
    List<String> deletes = values.keys("delete");
    for (String key : deletes) {
      if (sets.containsKey(key)) {
        throw Refusal.parameter(
            "delete", "you can't use '-" + key + "' and -delete " + key + "' at the same time");
      }
    }
    return new Change(sets, deletes, values.keys("revert"), values.flag("force"));
  }

  /** Refuses what the caller may not do or what cannot be. */
  void check(Call call, Guest guest, Change change) {
    Keys keys = Keys.of(guest.kind);
    for (String key : change.deletes()) {
      if (keys.form().find(key, cluster.release).isEmpty()) {
        throw Refusal.parameter("delete", "unknown setting '" + key + "'");
      }
      allowed(call, guest, keys, key, null);
    }
    change
        .sets()
        .forEach((key, value) -> {
          allowed(call, guest, keys, key, value);
          Formats.check(keys, guest.kind, key, value);
          if (keys.isDisk(key)) {
            disks.check(call, guest, value);
          }
          if (keys.isNet(key)) {
            cluster.nets.canonical(guest.kind, key, value);
            cluster.requireBridge(call, value);
          }
        });
  }

  private static void allowed(
      Call call, Guest guest, Keys keys, String key, @Nullable String value) {
    Refusal refusal = keys.onlyForRoot(guest, key, value);
    if (refusal != null && !call.caller().isRoot()) {
      throw refusal;
    }
    if (key.equals("startup")) {
      call.require("/", "Sys.Modify");
    }
    call.requireGuest(keys.privileges(key, value == null ? "" : value));
  }

  /** Refuses a writer who did not see the last change. */
  void sameDigest(Guest guest, Values values) {
    String digest = values.find("digest");
    if (digest != null && !digest.equals(ConfigFile.digest(guest))) {
      throw Refusal.of(
          guest.kind == Kind.QEMU
              ? "checksum mismatch (file change by other user?)"
              : "detected modified configuration - file changed by other user? Try again.");
    }
  }

  /** Writes a change that was checked. */
  void write(Guest guest, Change change) {
    Keys keys = Keys.of(guest.kind);
    for (String key : change.reverts()) {
      guest.pending.remove(key);
      guest.leaving.remove(key);
    }
    if (!guest.runs()) {
      applyPending(guest);
    }
    change.deletes().forEach(key -> delete(guest, keys, key, change.force()));
    change.sets().forEach((key, value) -> set(guest, keys, key, value));
    cluster.guests.save(guest);
  }

  private void delete(Guest guest, Keys keys, String key, boolean force) {
    String before = guest.config.get(key);
    guest.pending.remove(key);
    if (before == null) {
      return;
    }
    if (guest.runs() && !keys.takesLive(guest, key, before, null)) {
      guest.leaving.put(key, force);
    } else {
      drop(guest, keys, key, force);
    }
  }

  private void drop(Guest guest, Keys keys, String key, boolean force) {
    String before = guest.config.get(key);
    boolean unused = key.matches("unused[0-9]+");
    if (keys.isDisk(key) || unused) {
      disks.detach(guest, key, before, force || unused);
    } else {
      guest.config.remove(key);
    }
    dropFromBoot(guest, key);
  }

  /** A device that goes is taken out of the boot order. */
  private static void dropFromBoot(Guest guest, String key) {
    String boot = guest.config.get("boot");
    if (boot != null && boot.matches("(.*[=;])" + key + "(;.*|$)")) {
      List<String> order =
          new ArrayList<>(List.of(boot.replaceFirst("^order=", "").split(";", -1)));
      order.remove(key);
      guest.config.put("boot", "order=" + String.join(";", order));
    }
  }

  private void set(Guest guest, Keys keys, String key, String value) {
    String before = guest.config.get(key);
    String now = canonical(guest, keys, key, value);
    guest.leaving.remove(key);
    guest.pending.remove(key);
    if (now.equals(before)) {
      return;
    }
    if (guest.runs() && !keys.takesLive(guest, key, before, now)) {
      guest.pending.put(key, now);
    } else {
      put(guest, keys, key, now);
    }
  }

  private void put(Guest guest, Keys keys, String key, String now) {
    String before = guest.config.get(key);
    if (keys.isDisk(key) && before != null) {
      boolean same = Disks.volumeOf(guest.kind, before).equals(Disks.volumeOf(guest.kind, now));
      if (!same) {
        disks.detach(guest, key, before, false);
      }
    }
    if (keys.isDisk(key)) {
      Disks.volumeOf(guest.kind, now)
          .ifPresent(volume ->
              guest
                  .config
                  .entrySet()
                  .removeIf(entry ->
                      entry.getKey().startsWith("unused") && entry.getValue().equals(volume)));
    }
    guest.config.put(key, now);
  }

  /** The value as the server writes it. */
  String canonical(Guest guest, Keys keys, String key, String value) {
    if (keys.isDisk(key)) {
      return disks.make(guest, value);
    }
    if (keys.isNet(key)) {
      return cluster.nets.canonical(guest.kind, key, value);
    }
    return switch (key) {
      case "tags" -> tags(value);
      case "description" -> value.endsWith("\n") || value.isEmpty() ? value : value + "\n";
      case "cipassword" ->
          "$5$lab$" + UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8));
      case "vmgenid" -> value.equals("1") ? UUID.randomUUID().toString() : value;
      // Of the other lists the server keeps what it was given.
      case String _ -> value;
    };
  }

  /** Lower case, in order, each once. */
  private static String tags(String value) {
    TreeSet<String> tags = new TreeSet<>();
    for (String tag : value.split("[;, ]+", -1)) {
      if (!tag.isBlank()) {
        tags.add(tag.toLowerCase(Locale.ROOT));
      }
    }
    return String.join(";", tags);
  }

  /** What was pending counts from now on. */
  void applyPending(Guest guest) {
    Keys keys = Keys.of(guest.kind);
    new LinkedHashMap<>(guest.leaving).forEach((key, force) -> drop(guest, keys, key, force));
    guest.leaving.clear();
    new LinkedHashMap<>(guest.pending).forEach((key, value) -> put(guest, keys, key, value));
    guest.pending.clear();
  }
}
