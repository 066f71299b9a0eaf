package dev.phoenix.provider.proxmox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody at the guests: {@code key=value} and {@code -key} write the configuration, {@code
 * slot~part=value} changes a part of a value, {@code file:a->b} edits the file at the node, {@code
 * resize}, {@code move}, {@code POST path} and {@code DELETE path} are calls.
 */
final class DriftHand {
  private final DriftWorld world;
  private final String base;
  private final boolean machine;

  DriftHand(DriftWorld world, String type, int vmid) {
    this.world = world;
    this.machine = !type.equals("lxc");
    this.base = "/nodes/pve/" + (machine ? "qemu/" : "lxc/") + vmid;
  }

  void does(String what) {
    String[] words = what.split(" ", 3);
    if (what.startsWith("file:")) {
      edit(what.substring("file:".length()).split("->", -1));
    } else if (words[0].equals("resize")) {
      call("PUT", "resize", Map.of("disk", words[1], "size", words[2]));
    } else if (words[0].equals("move")) {
      Map<String, String> move = new HashMap<>(Map.of("storage", words[2], "delete", "1"));
      move.put(machine ? "disk" : "volume", words[1]);
      call("POST", machine ? "move_disk" : "move_volume", move);
    } else if (words[0].equals("POST") || words[0].equals("DELETE")) {
      call(words[0], words[1], words.length > 2 ? Map.of("snapname", words[2]) : Map.of());
    } else if (what.startsWith("-")) {
      call("PUT", "config", Map.of("delete", what.substring(1)));
    } else if (what.matches("[a-z]+[0-9]*~.*")) {
      part(what.substring(0, what.indexOf('~')), what.substring(what.indexOf('~') + 1));
    } else {
      int equals = what.indexOf('=');
      String value = what.substring(equals + 1).replace("\\n", "\n");
      call("PUT", "config", Map.of(what.substring(0, equals), value));
    }
  }

  private void part(String slot, String change) {
    String key = change.substring(0, change.indexOf('='));
    String value = change.substring(change.indexOf('=') + 1);
    String before = world.asRoot("GET", base + "/config", Map.of()).path(slot).asString("");
    PropertyString parsed = PropertyString.parse(before, "");
    String after = parsed.with(key, value.isEmpty() ? null : value).print();
    call("PUT", "config", Map.of(slot, after));
  }

  private void edit(String[] change) {
    String path =
        base.replace("/nodes/pve/lxc", "/etc/pve/lxc")
                .replace("/nodes/pve/qemu", "/etc/pve/qemu-server")
            + ".conf";
    var shell = world.server.shell("pve");
    String text = new String(Objects.requireNonNull(shell.read(path)), StandardCharsets.UTF_8);
    shell.write(path, text.replaceAll(change[0], change[1]).getBytes(StandardCharsets.UTF_8));
    world.later();
  }

  private void call(String method, String path, Map<String, String> parameters) {
    world.hand(method, base + "/" + path, parameters);
  }

  void reboots() {
    call("POST", "status/reboot", Map.of());
  }
}
