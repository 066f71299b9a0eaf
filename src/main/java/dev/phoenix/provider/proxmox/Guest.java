package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A guest and the node that it is on just now. */
record Guest(Kind kind, String node, int vmid) {
  /** The two kinds of guests, which share one space of numbers. */
  enum Kind {
    VM("qemu", "VM", "qm"),
    CONTAINER("lxc", "CT", "vz");

    private final String path;
    private final String word;
    private final String task;

    Kind(String path, String word, String task) {
      this.path = path;
      this.word = word;
      this.task = task;
    }

    /** As the API's paths and lists call it. */
    String path() {
      return path;
    }

    String word() {
      return word;
    }
  }

  /** As the server's own messages call it. */
  String name() {
    return kind.word + " " + vmid;
  }

  /** The type of the task that does this to it, such as {@code qmstart}. */
  String task(String what) {
    return kind.task + what;
  }

  String[] path(String... more) {
    List<String> path = new ArrayList<>(List.of("nodes", node, kind.path, Integer.toString(vmid)));
    path.addAll(Arrays.asList(more));
    return path.toArray(String[]::new);
  }
}
