package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A Proxmox VE that answers its REST API. What it keeps is in its storage; what a task had to do is
 * done when its time has come, whether or not anybody had the world open then.
 */
public final class ProxmoxServer implements Service {
  private static final String BASE = "/api2/json";

  private final Storage storage;
  private final Identity identity;
  private final Release release;
  private final Envelope envelope;
  private final Rights rights;
  private final Doorman doorman;
  private final Cluster cluster;
  private final Routes routes = new Routes();

  public ProxmoxServer(
      Datacenter datacenter, ProxmoxOptions options, Storage storage, GuestMachines machines) {
    this.storage = storage;
    this.identity = identity(storage);
    this.release = Release.of(options.release());
    this.envelope = new Envelope(release);
    this.rights = new Rights(datacenter, release);
    this.doorman = new Doorman(datacenter, new Tickets(storage), rights, options);
    this.cluster = new Cluster(datacenter, options, storage, machines);
    new AccessCalls(datacenter, release).routes(routes, doorman);
    new NodeCalls(cluster, identity.fingerprint()).routes(routes);
    new ClusterCalls(cluster).routes(routes);
    new TaskCalls(cluster).routes(routes);
    new StorageCalls(cluster).routes(routes);
    new DownloadCalls(cluster).routes(routes);
    new PoolCalls(cluster, storage.within("pool/")).routes(routes);
    guests();
    resume();
  }

  private void guests() {
    Power power = new Power(cluster);
    power.routes(routes);
    new GuestCalls(cluster).routes(routes);
    new ConfigCalls(cluster).routes(routes);
    new Creating(cluster, power).routes(routes);
    new Cloning(cluster).routes(routes);
    new Lifecycle(cluster).routes(routes);
    new DiskCalls(cluster).routes(routes);
    new Migration(cluster, power).routes(routes);
    new Snapshots(cluster, power).routes(routes);
    new AgentCalls(cluster).routes(routes);
    new FirewallCalls(cluster, storage.within("firewall/")).routes(routes);
  }

  /** What ran when the last process ended runs again, and what came due since then is done. */
  private void resume() {
    synchronized (cluster) {
      for (Guest guest : cluster.guests.all()) {
        String address = guest.runs() ? Nets.address(guest) : "";
        if (!address.isEmpty()) {
          cluster.machines.here(guest.machine(), guest.name(), address, cluster.hasSsh(guest));
        }
      }
    }
    settle();
  }

  /** Does what the tasks had to do whose time has come. */
  public void settle() {
    synchronized (cluster) {
      cluster.tasks.settle();
    }
  }

  /** Its TLS identity, which stays with what it keeps. */
  public Identity identity() {
    return identity;
  }

  private static Identity identity(Storage storage) {
    JsonNode kept = storage.all().get("identity");
    if (kept != null) {
      return Identity.from(kept.asString(""));
    }
    Identity fresh = Identity.make();
    storage.put("identity", StringNode.valueOf(fresh.toText()));
    return fresh;
  }

  List<Routes.Route> declared() {
    return routes.all();
  }

  @Override
  public Reply answer(Request request) {
    try {
      return answered(request);
    } catch (Refusal refusal) {
      return envelope.refuse(refusal);
    }
  }

  /** What somebody finds who logs in at a node. */
  public NodeShell shell(String node) {
    return new NodeShell(node, this, new NodeFiles(cluster, node));
  }

  /** Does something while nobody else does. */
  <T extends @Nullable Object> T exclusively(Supplier<T> work) {
    synchronized (cluster) {
      cluster.tasks.settle();
      return work.get();
    }
  }

  /** Answers a call that needs no log-in because whoever makes it is root at a node. */
  JsonNode performAsRoot(String method, String path, Map<String, List<String>> parameters) {
    Routes.Found found =
        routes
            .find(method, path, release)
            .orElseThrow(() -> Refusal.misuse("No '" + method + "' handler for '" + path + "'"));
    Values values = found.route().form().check(parameters, release);
    Call call = new Call(Caller.ROOT, rights, found.variables(), values);
    return exclusively(() -> found.route().handler().answer(call));
  }

  /** Ends a task at once; gives how it ended, or nothing if there is no such task. */
  String hasten(String upid) {
    return exclusively(
        () -> cluster.tasks.find(upid).map(task -> cluster.tasks.hasten(task)).orElse(""));
  }

  /** Runs a command inside of a container. */
  GuestMachines.Ran inside(
      String node, int vmid, List<String> words, InputStream in, OutputStream out) {
    Guest guest = exclusively(() -> cluster.guests.get(Kind.LXC, node, vmid));
    if (!guest.runs()) {
      return new GuestMachines.Ran(255, "", "container '" + vmid + "' not running!\n");
    }
    return cluster.machines.run(guest.machine(), words, in, out);
  }

  private Reply answered(Request request) {
    String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
    if (!path.startsWith(BASE + "/")) {
      throw Refusal.misuse("no such file '" + path + "'");
    }
    String below = path.substring(BASE.length());
    Map<String, List<String>> sent = envelope.open(request);
    Routes.Found found = routes.find(request.method(), below, release).orElse(null);
    boolean open = found != null && found.route().open();
    Caller caller = open ? new Caller("", "") : doorman.admit(request);
    if (found == null) {
      throw Refusal.misuse("Method '" + request.method() + " " + below + "' not implemented");
    }
    Routes.Route route = found.route();
    Values values = route.form().check(merged(sent, found.variables()), release);
    Call call = new Call(caller, rights, found.variables(), values);
    synchronized (cluster) {
      cluster.tasks.settle();
      return envelope.answer(request, route.handler().answer(call), route.whole());
    }
  }

  /** What stands in the path may be said again, but not otherwise. */
  private static Map<String, List<String>> merged(
      Map<String, List<String>> sent, Map<String, String> variables) {
    Map<String, List<String>> rest = new LinkedHashMap<>(sent);
    variables.forEach((name, value) -> {
      List<String> again = rest.remove(name);
      if (again != null && !again.equals(List.of(value))) {
        throw Refusal.parameter(
            name, "duplicate parameter (already defined in URI) with conflicting values!");
      }
    });
    String vmid = variables.get("vmid");
    if (vmid != null && !vmid.matches("[1-9][0-9]{2,8}")) {
      throw Refusal.parameter("vmid", "invalid format - value does not look like a valid VM ID\n");
    }
    return rest;
  }
}
