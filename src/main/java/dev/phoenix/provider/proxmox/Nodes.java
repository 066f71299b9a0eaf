package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.provider.ssh.SshConnections;
import dev.phoenix.provider.ssh.SshHost;
import dev.phoenix.provider.ssh.SshTarget;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The nodes over SSH, where root may do what the API gives to root@pam alone. */
final class Nodes {
  private final SshConnections connections;
  private static final Script PROBE = Script.of("log in", "true");

  /** With this a script ends that found something else than what was read. */
  private static final int CHANGED = 4;

  private final JsonNode ssh;
  private final String apiHost;
  private @Nullable Boolean reached;
  private final SortedMap<String, Secret> secrets = new TreeMap<>();

  /**
   * Nothing is connected to before it is used.
   *
   * @param ssh the attribute of the hypervisor; empty where the files name none
   * @param apiHost where the API is: of a cluster of one node, the node
   */
  Nodes(SshConnections connections, JsonNode ssh, String apiHost, Map<String, Secret> all) {
    this.connections = connections;
    this.ssh = ssh;
    this.apiHost = apiHost;
    all.forEach((path, secret) -> {
      if (path.startsWith("ssh.")) {
        secrets.put("connection." + path.substring("ssh.".length()), secret);
      }
    });
  }

  /**
   * Whether there is a way to the node: the files name one, or it is the only node and lets us in
   * as root with the keys that this user has anyhow.
   */
  boolean reach(String node, boolean only) {
    return ssh.path("nodes").has(node) || (only && letsIn());
  }

  private synchronized boolean letsIn() {
    Boolean known = reached;
    if (known == null) {
      known = probe();
      reached = known;
    }
    return known;
  }

  private boolean probe() {
    try {
      return host("").run(PROBE).succeeded();
    } catch (ResourceFailure _) {
      return false;
    }
  }

  /** Sets options of a container as {@code pct set} does. */
  void set(Guest guest, ConfigChange change) throws ResourceFailure {
    for (Map.Entry<String, String> option : change.values().entrySet()) {
      pct(
          guest,
          "set " + option.getKey() + " of " + guest.name(),
          "--" + option.getKey(),
          option.getValue());
    }
    if (!change.removed().isEmpty()) {
      String keys = String.join(",", change.removed());
      pct(guest, "remove " + keys + " of " + guest.name(), "--delete", keys);
    }
    if (!change.reverted().isEmpty()) {
      String keys = String.join(",", change.reverted());
      pct(guest, "take back " + keys + " of " + guest.name(), "--revert", keys);
    }
  }

  private void pct(Guest guest, String what, String option, String value) throws ResourceFailure {
    must(
        guest.node(),
        Script.resource(
            what, Nodes.class, "pct-set.sh", Integer.toString(guest.vmid()), option, value));
  }

  /** Replaces the lines of its own that a container's configuration has for LXC. */
  void raw(Guest guest, List<List<String>> lines) throws ResourceFailure {
    String vmid = Integer.toString(guest.vmid());
    String what = "write the raw lines of " + guest.name();
    String file =
        RawLines.read(
            must(guest.node(), Script.resource(what, Nodes.class, "read-container.sh", vmid)));
    String replaced = RawLines.replace(file, lines);
    SshHost host = host(guest.node());
    Script write =
        Script.resource(
                what, Nodes.class, "write-container.sh", vmid, bytes(replaced), RawLines.sum(file))
            .input(replaced);
    ScriptResult result = host.run(write.asRoot());
    if (!result.succeeded()) {
      throw failure(host, write, result, result.exit() == CHANGED);
    }
  }

  /** Imports an image that the API does not take from this user as the disk of a machine. */
  void importDisk(Guest guest, String slot, String storage, String source) throws ResourceFailure {
    must(
        guest.node(),
        Script.resource(
                "import " + source + " as " + slot + " of " + guest.name(),
                Nodes.class,
                "import-disk.sh",
                Integer.toString(guest.vmid()),
                slot,
                storage,
                source)
            .patience(TaskTime.COPYING));
  }

  /** What a snippet holds; empty if there is none. */
  Optional<String> snippet(Guest guest, String volume) throws ResourceFailure {
    return snippet(
        must(
            guest.node(),
            Script.resource("read " + volume, Nodes.class, "read-snippet.sh", volume)));
  }

  /** What a script printed of one, whatever else the node's shell greets with. */
  static Optional<String> snippet(ScriptResult printed) throws ResourceFailure {
    String content =
        printed
            .decoded("phoenix.snippet")
            .orElseThrow(() ->
                new ResourceFailure(
                    Kind.PERMANENT, "the node did not print the snippet: " + printed.complaint()));
    return content.isEmpty() ? Optional.empty() : Optional.of(content);
  }

  void writeSnippet(Guest guest, String volume, String content) throws ResourceFailure {
    must(
        guest.node(),
        Script.resource("write " + volume, Nodes.class, "write-snippet.sh", volume, bytes(content))
            .input(content));
  }

  void removeSnippet(Guest guest, String volume) throws ResourceFailure {
    must(
        guest.node(),
        Script.resource("remove " + volume, Nodes.class, "remove-snippet.sh", volume));
  }

  /** The public host keys of a container, one a line. */
  String hostKeys(Guest guest) throws ResourceFailure {
    return must(
            guest.node(),
            Script.resource(
                "read the host keys of " + guest.name(),
                Nodes.class,
                "host-keys.sh",
                Integer.toString(guest.vmid())))
        .output();
  }

  /** The tools of a node meet the same locks as the API, and say so in the same words. */
  private ScriptResult must(String node, Script script) throws ResourceFailure {
    SshHost host = host(node);
    ScriptResult result = host.run(script.asRoot());
    if (!result.succeeded()) {
      throw failure(host, script, result, false);
    }
    return result;
  }

  private static ResourceFailure failure(
      SshHost host, Script script, ScriptResult result, boolean changed) {
    return new ResourceFailure(
        changed ? Fault.CHANGED.kind() : Fault.of(result.complaint()).kind(),
        host.name() + ": cannot " + script.what() + ": " + result.complaint());
  }

  private static String bytes(String content) {
    return Integer.toString(content.getBytes(StandardCharsets.UTF_8).length);
  }

  /** A node, as whose user its tools are run. */
  SshHost host(String node) {
    return connections.host(target(node));
  }

  SshTarget target(String node) {
    ObjectNode connection = JsonNodeFactory.instance.objectNode();
    if (ssh instanceof ObjectNode given) {
      connection.setAll(given.deepCopy());
    }
    connection.remove("nodes");
    connection.put("address", ssh.path("nodes").path(node).asString(apiHost));
    return SshTarget.of(connection, secrets);
  }

  /** As {@link #wanted}, for what the API takes from nobody. */
  static String shell(String node) {
    return "the API takes this from nobody: add \"ssh\": {\"user\": \"root\", \"nodes\": {\"%s\": \"<address>\"}} to proxmox_api"
        .formatted(node);
  }

  /** What to write into the files to have the way. */
  static String wanted(String node) {
    return "the API gives this to root@pam alone: add \"ssh\": {\"user\": \"root\", \"nodes\": {\"%s\": \"<address>\"}} to proxmox_api, or log in as root@pam with its password"
        .formatted(node);
  }
}
