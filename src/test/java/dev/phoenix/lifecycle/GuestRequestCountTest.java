package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.catalog.Catalog;
import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.engine.Storage;
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
import dev.phoenix.provider.proxmox.ProxmoxProvider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Secret;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans of many guests ask Proxmox VE, counted. */
class GuestRequestCountTest {
  private static final int NODES = 4;
  private static final int MACHINES = 59;
  private static final int CONTAINERS = 40;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  @TempDir Path folder;

  @Test
  void aPlanWithoutChangesAsksForTheListOnceAndForEachGuestOnce() throws Exception {
    List<Resource> desired =
        desired(GuestFleet.write(folder.resolve("fleet"), NODES, MACHINES, CONTAINERS));
    ProxmoxServer server = server();
    StateStore store = new StateStore(folder.resolve("state.json"), Machine.here(Map.of()));
    try (WireFront front =
        WireFront.open(
            request -> {
              asked.add(said(request));
              return server.answer(request);
            },
            server.identity(),
            Weather.fair())) {
      apply(desired, store, front.address());
      // The list of the cluster says after ten seconds what runs; before that each node is asked.
      later.set(Duration.ofSeconds(30));

      SortedMap<String, Integer> plan = counted(() -> plan(desired, store, front.address()));

      assertThat(plan)
          .isEqualTo(
              new TreeMap<>(
                  Map.of(
                      "GET /version", 1,
                      "GET /access/permissions", 1,
                      "GET /cluster/resources", 1,
                      // A template never runs: nothing can wait for its next start.
                      "GET /nodes/N/qemu/N/config", 1,
                      // One answer for what is and for what waits for the next start.
                      "GET /nodes/N/qemu/N/pending", MACHINES,
                      "GET /nodes/N/lxc/N/pending", CONTAINERS)));
      int guests = 1 + MACHINES + CONTAINERS;
      System.out.printf(
          "GuestRequestCountTest: a plan without changes of %d guests on %d nodes asked %d times:"
              + " one list, one configuration per guest, GET /version and GET /access/permissions%n",
          guests, NODES, total(plan));
      assertThat(total(plan)).isEqualTo(guests + 3);
    }
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String said(Request request) {
    String path =
        request.path().replaceFirst("/api2/json", "").replaceAll("/nodes/[^/]+", "/nodes/N");
    return request.method() + " " + path.replaceAll("/\\d+", "/N");
  }

  private SortedMap<String, Integer> counted(Runnable what) {
    asked.clear();
    what.run();
    SortedMap<String, Integer> counts = new TreeMap<>();
    asked.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  private static List<Resource> desired(Path workspace) {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.of(Map.of("PROXMOX_TOKEN", "4444-token")))
            .read(workspace, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    return new Catalog().compile(Objects.requireNonNull(configuration), diagnostics);
  }

  private static void apply(List<Resource> desired, StateStore store, SocketAddress api)
      throws InterruptedException {
    Diagnostics diagnostics = new Diagnostics();
    if (!(store.begin("apply", diagnostics) instanceof RunStart.Ready(var run))) {
      throw new AssertionError(diagnostics.sorted());
    }
    try (run;
        ProxmoxProvider provider = provider(api)) {
      ResourceTypes types = new ResourceTypes(List.of(provider));
      Plan plan =
          new Planner(types)
              .plan(desired, run.state(), run.digests(), PlanOptions.USUAL, diagnostics);
      assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
      Report report =
          new Applier(
                  types, Time.system(), new ApplyOptions(16, Duration.ofSeconds(5), new Random(1)))
              .apply(plan, run, Progress.silent());
      assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    }
  }

  private static void plan(List<Resource> desired, StateStore store, SocketAddress api) {
    Diagnostics diagnostics = new Diagnostics();
    State state = Objects.requireNonNull(store.load(diagnostics));
    try (ProxmoxProvider provider = provider(api)) {
      Plan plan =
          new Planner(new ResourceTypes(List.of(provider)))
              .plan(
                  desired,
                  state,
                  new SecretDigests(state.lineage()),
                  PlanOptions.USUAL,
                  diagnostics);
      assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
      assertThat(Trial.lines(plan)).isEmpty();
    }
  }

  private static ProxmoxProvider provider(SocketAddress api) {
    return new ProxmoxProvider(
        new Network() {
          @Override
          public SocketAddress tcp(String host, int port) {
            return api;
          }

          @Override
          public SocketAddress unix(String path) {
            throw new AssertionError("no guest is reached by " + path);
          }

          @Override
          public @Nullable Sandbox sandbox() {
            return null;
          }
        },
        new Redaction());
  }

  /** Shared storage, so that a template can be copied onto every node; tasks end at once. */
  private ProxmoxServer server() {
    List<Datacenter.Node> nodes =
        IntStream.rangeClosed(1, NODES)
            .mapToObj(i ->
                new Datacenter.Node("pve" + i, "10.0.0." + (12 + i), 64, 1024, List.of("vmbr0")))
            .toList();
    return new ProxmoxServer(
        new Datacenter(
            "lab",
            "10.0.0.13",
            8006,
            nodes,
            List.of(
                new Datacenter.Store("local", "dir", Set.of("vztmpl", "import"), 900, true),
                new Datacenter.Store("pool", "rbd", Set.of("images", "rootdir"), 90_000, true)),
            List.of(
                new Datacenter.Account(
                    "automation@pve", new Secret("unused"), Map.of("/", Set.of("*")))),
            List.of(
                new Datacenter.Token(
                    "automation@pve", "phoenix", new Secret("4444-token"), false, 0, Map.of())),
            Map.of(
                "local:vztmpl/debian-12-standard.tar.zst", 1_000_000L,
                "local:import/base.qcow2", 1_000_000L),
            Map.of()),
        ProxmoxOptions.usual("8.4")
            .withTasks(Duration.ZERO, Duration.ZERO)
            .withClock(() -> Instant.now().plus(later.get())),
        Storage.memory(),
        GuestMachines.NONE);
  }
}
