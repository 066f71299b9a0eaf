package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A guest that a task makes just now, of an earlier run or of somebody else: its configuration says
 * no more of it than that.
 */
final class InTheMaking {
  private static final String ATTRIBUTE = "in_the_making";

  private InTheMaking() {}

  /**
   * The little that is sure: it does not run, and is no template yet. Were nothing shown of it, it
   * would count as it was recorded.
   */
  static Attributes shown(Subject subject, Cluster cluster, Guest guest, GuestConfig config)
      throws ResourceFailure {
    Attributes.Builder shown = Attributes.builder();
    boolean sure = false;
    for (String flag : List.of("running", "template")) {
      if (subject.attributes().flag(flag, false)) {
        shown.put(flag, false);
        sure = true;
      }
    }
    if (sure) {
      shown.put(ATTRIBUTE, JsonNodeFactory.instance.stringNode(words(cluster, guest, config)));
    }
    return shown.build();
  }

  /** Which guest, under which lock, and what makes it. */
  static String words(Cluster cluster, Guest guest, GuestConfig config) throws ResourceFailure {
    String locked =
        "%s on node %s is locked (%s)".formatted(guest.name(), guest.node(), config.lock());
    List<Upid> tasks = tasks(cluster, guest);
    String program = guest.kind() == Guest.Kind.VM ? "qm" : "pct";
    if (tasks.isEmpty() && !seesAll(cluster)) {
      return "%s, and no task is seen that makes it, but %s may see none but his own (privilege Sys.Audit on /nodes)"
          .formatted(locked, cluster.api().user());
    }
    return tasks.isEmpty()
        ? "%s, and no task is seen that makes it. If there is none, it was stopped half way: remove the guest on its node (%s unlock %d, then destroy)"
            .formatted(locked, program, guest.vmid())
        : "%s: %s"
            .formatted(
                locked,
                String.join(
                    "; ",
                    tasks.stream()
                        .map(task ->
                            "%s of %s on node %s".formatted(task.type(), task.user(), task.node()))
                        .distinct()
                        .toList()));
  }

  /** Without that right a user is shown none but his own tasks. */
  static boolean seesAll(Cluster cluster) throws ResourceFailure {
    Rights rights = cluster.rights();
    return cluster.inventory().nodes().entrySet().stream()
        .filter(Map.Entry::getValue)
        .allMatch(node -> rights.has("/nodes/" + node.getKey(), "Sys.Audit"));
  }

  /**
   * Those that may work on the guest. The task of a clone bears the number of its source, and runs
   * on the node of that; the backup of several guests bears none.
   */
  static List<Upid> tasks(Cluster cluster, Guest guest) throws ResourceFailure {
    List<Upid> tasks = new ArrayList<>();
    for (Map.Entry<String, Boolean> node : cluster.inventory().nodes().entrySet()) {
      if (node.getValue()) {
        cluster.earlier().running(node.getKey()).stream()
            .filter(task ->
                task.id().equals(Integer.toString(guest.vmid()))
                    || task.type().endsWith("clone")
                    || (task.type().equals("vzdump") && task.id().isEmpty()))
            .forEach(tasks::add);
      }
    }
    return tasks;
  }

  static Optional<Diagnostic> remark(Subject subject, Attributes observed) {
    return observed.has(ATTRIBUTE)
        ? Optional.of(
            Diagnostic.warning(
                    subject.address() + " is being made just now",
                    observed.text(ATTRIBUTE)
                        + ". Nobody can say yet what it will be like; an apply waits for it and goes on from there.")
                .about(subject.address().toString()))
        : Optional.empty();
  }
}
