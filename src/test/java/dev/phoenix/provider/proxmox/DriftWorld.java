package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.http.WireFront;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.lab.proxmox.GuestMachines;
import dev.phoenix.lab.proxmox.ProxmoxOptions;
import dev.phoenix.lab.proxmox.ProxmoxServer;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import dev.phoenix.state.Machine;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.state.StateStore;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Proxmox VE that phoenix plans and applies on and somebody changes by hand as root@pam. */
final class DriftWorld implements AutoCloseable {
  private static final String NODE = "10.0.0.13";
  private static final String PASSWORD = "root-password";

  final ProxmoxServer server;
  final LabNode node;
  final Map<Address, Resource> desired = new LinkedHashMap<>();

  /** Is called while phoenix waits. */
  volatile Runnable meanwhile = () -> {};

  /** Requests that nothing answers but a proxy that gives up. */
  volatile Predicate<Request> lost = _ -> false;

  /** For so many nanoseconds more the servers' tasks do not go on although time passes. */
  final AtomicLong stands = new AtomicLong();

  private final AtomicLong behind = new AtomicLong();
  private final AtomicLong now = new AtomicLong();
  private final WireFront front;
  private final ProxmoxProvider provider;
  private final ResourceTypes types;
  private final StateStore store;
  private final RootAccess root;

  DriftWorld(String release, Path folder) throws Exception {
    this(release, folder, Duration.ofSeconds(2));
  }

  /** Where whole disks are copied for so long. */
  DriftWorld(String release, Path folder, Duration copying) throws Exception {
    server =
        new ProxmoxServer(
            datacenter(),
            ProxmoxOptions.usual(release)
                .withClock(
                    () -> Instant.ofEpochSecond(1_700_000_000L).plusNanos(now.get() - behind.get()))
                .withTasks(copying, Duration.ofSeconds(1)),
            Storage.memory(),
            GuestMachines.NONE);
    front = WireFront.open(this::answer, server.identity(), Weather.fair());
    node = new LabNode(server, NODE);
    provider =
        new ProxmoxProvider(
            everybodyAnswers(node.network()),
            new Redaction(),
            time,
            new Repetition(time, new Random(1)));
    types = new ResourceTypes(List.of(provider));
    store = new StateStore(folder.resolve("state.json"), Machine.here(Map.of()));
    root = new RootAccess(front.address().getPort(), PASSWORD, time);
    want(
        "hypervisor/proxmox",
        "{'url':'https://127.0.0.1:%d','tls':{'mode':'fingerprint','fingerprint':'%s'},'user':'automation@pve','token':'phoenix','ssh':{'user':'root','nodes':{'pve':'%s'}}}"
            .formatted(front.address().getPort(), server.identity().fingerprint(), NODE),
        Map.of("token_secret", new Secret("4444-token")));
  }

  private Reply answer(Request request) {
    return lost.test(request)
        ? Reply.text(596, "text/plain", "").withReason("Connection timed out")
        : server.answer(request);
  }

  /** Every machine takes SSH as the node does, so that nobody waits for one to boot. */
  private static Network everybodyAnswers(Network network) {
    return new Network() {
      @Override
      public SocketAddress tcp(String host, int port) {
        return network.tcp(port == 22 ? NODE : host, port);
      }

      @Override
      public SocketAddress unix(String path) {
        return network.unix(path);
      }

      @Override
      public @Nullable Sandbox sandbox() {
        return network.sandbox();
      }
    };
  }

  private final Time time =
      new Time() {
        @Override
        public long nanos() {
          return now.get();
        }

        @Override
        public void sleep(Duration duration) {
          long still = Math.min(stands.get(), duration.toNanos());
          stands.addAndGet(-still);
          behind.addAndGet(still);
          now.addAndGet(duration.toNanos());
          meanwhile.run();
        }
      };

  long nanos() {
    return now.get();
  }

  void want(String address, String json, Map<String, Secret> secrets) {
    TreeSet<Address> needs = new TreeSet<>();
    if (!address.startsWith("hypervisor/")) {
      needs.add(FakeRun.HYPERVISOR);
    }
    if (address.startsWith("vm/")) {
      needs.add(Address.parse("template/noble"));
    }
    Address parsed = Address.parse(address);
    desired.put(
        parsed,
        new Resource(parsed, FakeRun.attributes(json), new TreeMap<>(secrets), needs, null, null));
  }

  GuestType type(String name) {
    return (GuestType)
        provider.types().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  Plan plan() {
    Diagnostics diagnostics = new Diagnostics();
    Plan plan = plan(diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    return plan;
  }

  Plan plan(Diagnostics diagnostics) {
    return plan(Objects.requireNonNull(store.load(diagnostics)), diagnostics);
  }

  private Plan plan(State state, Diagnostics diagnostics) {
    desired.forEach((address, resource) -> {
      if (!address.equals(FakeRun.HYPERVISOR)) {
        types.of(address).invalidate(new Subject(address, resource, state.get(address)));
      }
    });
    return new Planner(types)
        .plan(
            desired.values(),
            state,
            new SecretDigests(state.lineage()),
            PlanOptions.USUAL,
            diagnostics);
  }

  Report apply() throws InterruptedException {
    return apply(_ -> {});
  }

  /** Plans, shows the plan, and applies it. */
  Report apply(Consumer<Plan> look) throws InterruptedException {
    return apply(look, Progress.silent());
  }

  Report apply(Consumer<Plan> look, Progress progress) throws InterruptedException {
    Diagnostics diagnostics = new Diagnostics();
    if (!(store.begin("test", diagnostics) instanceof RunStart.Ready(var run))) {
      throw new AssertionError(diagnostics.sorted());
    }
    try (run) {
      Plan plan = plan(run.state(), diagnostics);
      assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
      look.accept(plan);
      return new Applier(types, time, new ApplyOptions(4, Duration.ofMinutes(5), new Random(1)))
          .apply(plan, run, progress);
    }
  }

  /** Lets time pass: what was begun ends, and every list is up to date. */
  void later() {
    now.addAndGet(Duration.ofSeconds(15).toNanos());
  }

  /** What root@pam does over the API; its task has ended when this returns. */
  JsonNode hand(String method, String path, Map<String, String> parameters) {
    JsonNode answer = asRoot(method, path, parameters);
    later();
    String upid = answer.asString("");
    if (upid.startsWith("UPID:")) {
      String task = "/nodes/" + upid.split(":", -1)[1] + "/tasks/" + upid + "/status";
      assertThat(asRoot("GET", task, Map.of()).path("exitstatus").asString(""))
          .as("%s %s", method, path)
          .isEqualTo("OK");
    }
    return answer;
  }

  JsonNode asRoot(String method, String path, Map<String, String> parameters) {
    return root.call(method, path, parameters);
  }

  /** How many tasks of each type these guests have seen. */
  Map<String, Long> tasks(List<Integer> guests) {
    JsonNode list = asRoot("GET", "/nodes/pve/tasks", Map.of("limit", "9999"));
    return list.valueStream()
        .filter(task -> guests.contains(task.path("id").asInt(0)))
        .collect(
            Collectors.groupingBy(task -> task.path("type").asString(""), Collectors.counting()));
  }

  @Override
  public void close() {
    provider.close();
    node.close();
    front.close();
  }

  private static Datacenter datacenter() {
    Set<String> disks = Set.of("images", "rootdir");
    return new Datacenter(
        "lab",
        NODE,
        8006,
        List.of(
            new Datacenter.Node("pve", NODE, 16, 64, List.of("vmbr0", "vmbr1")),
            new Datacenter.Node("pve2", "10.0.0.14", 16, 64, List.of("vmbr0", "vmbr1"))),
        List.of(
            new Datacenter.Store(
                "local", "dir", Set.of("iso", "vztmpl", "snippets", "import"), 900, false),
            new Datacenter.Store("local-zfs", "zfspool", disks, 9000, false),
            new Datacenter.Store("nfs", "nfs", disks, 9000, true),
            new Datacenter.Store("thick", "lvm", disks, 10, false)),
        List.of(
            new Datacenter.Account("root@pam", new Secret(PASSWORD), Map.of()),
            new Datacenter.Account(
                "automation@pve", new Secret("password"), Map.of("/", Set.of("*")))),
        List.of(
            new Datacenter.Token(
                "automation@pve", "phoenix", new Secret("4444-token"), false, 0, Map.of())),
        Map.of(
            "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", 126_000_000L,
            "local:vztmpl/alpine-3.20_amd64.tar.xz", 3_000_000L,
            "local:snippets/first.yaml", 100L,
            "local:snippets/second.yaml", 100L,
            "local:import/debian-13.qcow2", 3_000_000_000L,
            "local:import/debian-12.qcow2", 3_000_000_000L),
        Map.of());
  }
}
