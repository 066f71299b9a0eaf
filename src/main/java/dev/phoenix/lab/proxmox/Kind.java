package dev.phoenix.lab.proxmox;

/** What sort of guest. */
enum Kind {
  QEMU("qemu", "qemu-server", "VM", "qm"),
  LXC("lxc", "lxc", "CT", "vz");

  /** In paths. */
  final String word;

  /** Where the files of its kind are. */
  final String folder;

  /** In messages. */
  final String label;

  /** What the types of its tasks begin with. */
  final String task;

  Kind(String word, String folder, String label, String task) {
    this.word = word;
    this.folder = folder;
    this.label = label;
    this.task = task;
  }

  /** The key under which a guest's name stands. */
  String nameKey() {
    return this == QEMU ? "name" : "hostname";
  }
}
