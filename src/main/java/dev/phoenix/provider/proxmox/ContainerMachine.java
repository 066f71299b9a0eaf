package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.provider.ssh.SshHost;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A container as a machine: its node runs {@code pct exec} for us over SSH, so that it needs no SSH
 * server of its own. Its node is where it is now, wherever it was made.
 */
final class ContainerMachine implements Machine {
  private static final Pattern ELSEWHERE =
      Pattern.compile("Configuration file 'nodes/\\S+' does not exist");

  /** In the words of Proxmox VE from 8 on, and before that in those of LXC. */
  private static final Pattern STOPPED =
      Pattern.compile("container '?\\d+'? not running|Failed to get (init pid|attach context)");

  private final int vmid;
  private final Supplier<Cluster> cluster;
  private final Repetition repetition;

  ContainerMachine(int vmid, Supplier<Cluster> cluster, Repetition repetition) {
    this.vmid = vmid;
    this.cluster = cluster;
    this.repetition = repetition;
  }

  @Override
  public String name() {
    return "CT " + vmid;
  }

  @Override
  public String user() {
    return "root";
  }

  @Override
  public Repetition repetition() {
    return repetition;
  }

  @Override
  public ScriptResult run(Script script) throws ResourceFailure {
    ScriptResult result = node(script.what(), false).run(inside(script));
    if (failed(result, ELSEWHERE)) {
      result = node(script.what(), true).run(inside(script));
    }
    if (failed(result, STOPPED) || failed(result, ELSEWHERE)) {
      throw unreachable(script.what(), result.complaint());
    }
    return result;
  }

  @Override
  public void checkWay() throws ResourceFailure {
    Cluster known = cluster.get();
    Optional<Listed> listed = known.find(vmid);
    String node = listed.isPresent() ? listed.get().guest().node() : known.inventory().node("");
    // Of several nodes nobody knows here on which one it will be made.
    if (!node.isEmpty()) {
      checkWay(known, node, "enter it");
    }
  }

  private void checkWay(Cluster known, String node, String what) throws ResourceFailure {
    if (!known.reaches(node)) {
      throw unreachable(
          what,
          "the way into it is SSH to its node: add \"ssh\": {\"user\": \"root\", \"nodes\": {\"%s\": \"<address>\"}} to proxmox_api; or give the container \"connection\": \"ssh\", if an SSH server of its own lets us in"
              .formatted(node));
    }
  }

  private static boolean failed(ScriptResult result, Pattern how) {
    return !result.succeeded() && how.matcher(result.errors()).find();
  }

  private Script inside(Script script) {
    return script.through("pct", "exec", Integer.toString(vmid), "--");
  }

  /** The engine's socket and no other: Docker's own command is what leads to it. */
  @Override
  public Route unix(String path) {
    Script join =
        Script.resource("reach its Docker Engine", ContainerMachine.class, "join-engine.sh", path);
    return timeout -> {
      try {
        return open(join, timeout, false);
      } catch (RouteFailure failure) {
        if (ELSEWHERE.matcher(String.valueOf(failure.getMessage())).find()) {
          return open(join, timeout, true);
        }
        throw new RouteFailure(name() + ": " + failure.getMessage(), failure);
      }
    };
  }

  private ByteStream open(Script join, Duration timeout, boolean anew) throws IOException {
    try {
      return node(join.what(), anew).joined(inside(join)).open(timeout);
    } catch (ResourceFailure failure) {
      throw new RouteFailure(String.valueOf(failure.getMessage()), failure);
    }
  }

  /**
   * The node of the container.
   *
   * @param anew where it was a moment ago it is no more
   */
  private SshHost node(String what, boolean anew) throws ResourceFailure {
    Cluster known = cluster.get();
    Optional<Listed> listed = anew ? known.findNow(vmid) : known.find(vmid);
    if (listed.isEmpty()) {
      listed = known.findNow(vmid);
    }
    if (listed.isEmpty()) {
      throw unreachable(what, "it is not in the cluster");
    }
    String node = listed.get().guest().node();
    checkWay(known, node, what);
    return known.nodes().host(node);
  }

  private ResourceFailure unreachable(String what, String why) {
    return new ResourceFailure(Kind.UNREACHABLE, "%s: cannot %s: %s".formatted(name(), what, why));
  }

  /** The sessions are those of the nodes, which others use too. */
  @Override
  public void close() {}
}
