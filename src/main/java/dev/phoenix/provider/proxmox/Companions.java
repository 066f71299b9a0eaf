package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Small drives of a machine that nobody names and that lie beside its system disk: a storage that
 * is to be given up must not keep them.
 *
 * @param running a machine that runs keeps its cloud-init drive and its TPM state open, so that
 *     these only move once it is stopped
 */
record Companions(SortedMap<String, String> volumes, boolean running, Work work) {
  private static final String SYSTEM = "scsi0";

  static Companions of(Map<String, String> config, boolean running, Work work) {
    SortedMap<String, String> volumes = new TreeMap<>();
    config.forEach((slot, value) -> {
      boolean cloudInit = slot.matches("(scsi|sata|ide)\\d+") && value.contains("-cloudinit");
      if (cloudInit || slot.matches("(efidisk|tpmstate)0")) {
        PropertyString drive = PropertyString.parse(value, "file");
        volumes.put(slot, drive.get("file", drive.get("volume", "")));
      }
    });
    return new Companions(volumes, running, work);
  }

  /** First these, so that a run that fails between them finds the system disk still to be moved. */
  List<Move> before(List<Move> moves) {
    List<Move> all = new ArrayList<>();
    for (Move system : moves) {
      if (system.slot().equals(SYSTEM)) {
        volumes.forEach((slot, volume) -> {
          if (Volumes.storageOf(volume).equals(system.from())) {
            add(slot, volume, system, all);
          }
        });
      }
    }
    all.addAll(moves);
    return all;
  }

  private void add(String slot, String volume, Move system, List<Move> all) {
    if (running && !slot.startsWith("efidisk")) {
      work.progress("%s stays on %s while the machine runs".formatted(slot, system.from()));
      return;
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("volume", volume);
    all.add(new Move(slot, slot, shown, system.storage()));
  }
}
