package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Remembered;
import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One cluster and what it was asked in this refresh: each list once, however many guests need it.
 * Safe for threads.
 */
final class Cluster {
  private final ProxmoxApi api;
  private final Tasks tasks;
  private final EarlierTasks earlier;
  private final Nodes nodes;
  private final Remembered<Release> release;
  private final Remembered<Rights> rights;
  private final Remembered<Inventory> inventory;
  private final Remembered<Boolean> quorate;
  private final Remembered<Map<String, Boolean>> storages;
  private final Map<String, Remembered<Set<String>>> bridges = new ConcurrentHashMap<>();

  private final Room room = new Room();
  private final Map<String, Semaphore> rooms = new ConcurrentHashMap<>();

  Cluster(ProxmoxApi api, Nodes nodes) {
    this.api = api;
    this.tasks = new Tasks(api);
    this.earlier = new EarlierTasks(api, tasks);
    this.nodes = nodes;
    this.release =
        new Remembered<>(() ->
            Release.parse(
                api.object(ProxmoxRequest.get("ask for the version", "version"))
                    .path("release")
                    .asString("")));
    this.rights =
        new Remembered<>(() ->
            new Rights(
                api.object(ProxmoxRequest.get("ask for the rights", "access", "permissions")),
                api.user()));
    this.storages = new Remembered<>(() -> askStorages(api));
    this.quorate = new Remembered<>(() -> askQuorum(api));
    this.inventory = new Remembered<>(() -> askInventory(api));
  }

  private static Inventory askInventory(ProxmoxApi api) throws ResourceFailure {
    ProxmoxRequest request = ProxmoxRequest.get("list the cluster", "cluster", "resources");
    JsonNode list = api.list(request);
    for (JsonNode entry : list) {
      if (!Inventory.isSound(entry)) {
        throw api.garbled(
            request, "an entry of the answer has no type, or is a guest without number or node");
      }
    }
    return Inventory.of(list);
  }

  /** Where only so many may be at once, in the order in which they came. */
  Semaphore room(String name, int places) {
    return rooms.computeIfAbsent(name, _ -> new Semaphore(places, true));
  }

  /** The room that a plan takes on the storages. */
  Room room() {
    return room;
  }

  ProxmoxApi api() {
    return api;
  }

  Tasks tasks() {
    return tasks;
  }

  EarlierTasks earlier() {
    return earlier;
  }

  /** The nodes over SSH, for what the API does not give to this user. */
  Nodes nodes() {
    return nodes;
  }

  /** Whether the nodes that see each other may write; asked only before something is changed. */
  boolean quorate() throws ResourceFailure {
    return quorate.get();
  }

  private static boolean askQuorum(ProxmoxApi api) throws ResourceFailure {
    Reply reply = api.send(ProxmoxRequest.get("ask for the quorum", "cluster", "status"));
    // Whoever may not look hears of it from the first change.
    return !reply.ok()
        || StreamSupport.stream(reply.data().spliterator(), false)
            .noneMatch(entry -> entry.has("quorate") && entry.path("quorate").asInt(1) == 0);
  }

  /** Whether a storage gives its disks room only as they fill. */
  boolean sparse(String storage) throws ResourceFailure {
    return storages.get().getOrDefault(storage, false);
  }

  private static Map<String, Boolean> askStorages(ProxmoxApi api) throws ResourceFailure {
    Map<String, Boolean> sparse = new TreeMap<>();
    for (JsonNode storage : api.list(ProxmoxRequest.get("list the storages", "storage"))) {
      sparse.put(storage.path("storage").asString(""), storage.path("sparse").asInt(0) != 0);
    }
    return sparse;
  }

  /** Whether there is a way to a shell of the node. */
  boolean reaches(String node) throws ResourceFailure {
    return nodes.reach(node, inventory().nodes().size() == 1);
  }

  Release release() throws ResourceFailure {
    return release.get();
  }

  Rights rights() throws ResourceFailure {
    return rights.get();
  }

  Inventory inventory() throws ResourceFailure {
    return inventory.get();
  }

  /** The bridges of a node; asked only before a guest is made there. */
  Set<String> bridges(String node) throws ResourceFailure {
    return bridges.computeIfAbsent(node, name -> new Remembered<>(() -> askBridges(name))).get();
  }

  private Set<String> askBridges(String node) throws ResourceFailure {
    JsonNode list =
        api.list(
            ProxmoxRequest.get("list the bridges of " + node, "nodes", node, "network")
                .with("type", "any_bridge"));
    return StreamSupport.stream(list.spliterator(), false)
        .map(bridge -> bridge.path("iface").asString(""))
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<Listed> find(int vmid) throws ResourceFailure {
    return Optional.ofNullable(inventory().guests().get(vmid));
  }

  void forgetGuests() {
    inventory.forget();
    quorate.forget();
  }

  /** The guest as it is known just now; it may have moved to another node. */
  Optional<Listed> findNow(int vmid) throws ResourceFailure {
    forgetGuests();
    return find(vmid);
  }

  /**
   * The configuration; empty if the guest is not there.
   *
   * @param running then one request lists what is and what waits for the next start; a stopped
   *     guest has what the merged configuration says as soon as it starts, so that one suffices
   */
  Optional<GuestConfig> config(Guest guest, boolean running) throws ResourceFailure {
    ProxmoxRequest request =
        ProxmoxRequest.get("read " + guest.name(), guest.path(running ? "pending" : "config"));
    Reply reply = api.send(request);
    if (reply.ok()) {
      GuestConfig config =
          running
              ? GuestConfig.pending(api.listed(request, reply.data()))
              : GuestConfig.merged(api.shown(request, reply.data()));
      return Optional.of(known(config));
    }
    if (reply.fault() == Fault.NOT_FOUND) {
      return Optional.empty();
    }
    throw notRead(request, reply);
  }

  /** What the drive for cloud-init of a running machine holds; nothing where nobody can say. */
  Map<String, String> cloudInit(Guest guest) throws ResourceFailure {
    Reply reply =
        api.send(
            ProxmoxRequest.get(
                "read what " + guest.name() + " booted with", guest.path("cloudinit")));
    return reply.ok() ? known(GuestConfig.pending(reply.data())).current() : Map.of();
  }

  private GuestConfig known(GuestConfig config) throws ResourceFailure {
    return release().since(8, 0)
        ? config
        : config.with(CloudInitField.UPGRADE, CloudInitField.NOT_KNOWN);
  }

  /** Missing rights hide a guest: it counts as not reached, never as gone. */
  private ResourceFailure notRead(ProxmoxRequest request, Reply reply) {
    ResourceFailure refused = api.refused(request, reply);
    return reply.fault() == Fault.NO_RIGHT
        ? new ResourceFailure(Kind.UNREACHABLE, String.valueOf(refused.getMessage()))
        : refused;
  }

  /** Whether it runs, asked of its own node. */
  GuestStatus status(Guest guest) throws ResourceFailure {
    ProxmoxRequest request =
        ProxmoxRequest.get(
            "ask for the status of " + guest.name(), guest.path("status", "current"));
    JsonNode status = api.object(request);
    if (!status.path("status").isString()) {
      throw api.garbled(request, "the answer does not say whether it runs");
    }
    return GuestStatus.of(status);
  }

  /** Whether the list of guests has all of them, so that one that is missing is not there. */
  boolean seesAll(int vmid) throws ResourceFailure {
    return rights().has("/vms/" + vmid, "VM.Audit");
  }
}
