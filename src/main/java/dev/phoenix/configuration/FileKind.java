package dev.phoenix.configuration;

/** The kinds of JSON files in a workspace, each with a schema of its own. */
enum FileKind {
  HYPERVISOR("hypervisor"),
  MACHINES("vms"),
  CONTAINERS("lxc"),
  STACKS("stacks"),
  STACK("stack"),
  CERTIFICATES("certificates");

  private final String schema;

  FileKind(String schema) {
    this.schema = schema;
  }

  /** Name of its schema. */
  String schema() {
    return schema;
  }
}
