package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.http.WireFront;
import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.lab.proxmox.GuestMachines;
import dev.phoenix.lab.proxmox.ProxmoxOptions;
import dev.phoenix.lab.proxmox.ProxmoxServer;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Proxmox VE of the lab with one node, used in a run in which time passes only by waiting. */
final class LabWorld implements AutoCloseable {
  /** Of an image that the storage has; what machines of these tests are copied from. */
  static final String TEMPLATE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'file':'local:import/debian-12.qcow2'},
       'storage':'local-zfs','image_storage':'local','disk':10,'bridge':'vmbr0','cores':2,'memory':2048,'template':true}
      """;

  static final String IMAGE = "https://cloud-images.example.org/noble.img";
  private static final Map<String, Set<String>> EVERYTHING = Map.of("/", Set.of("*"));
  private static final String NODE = "10.0.0.13";
  private static final String SHELL = ",'ssh':{'user':'root','nodes':{'pve':'%s'}}".formatted(NODE);

  final ProxmoxServer server;
  final FakeRun run;
  private final WireFront front;
  private final ProxmoxProvider provider;
  private final LabNode node;

  private LabWorld(
      ProxmoxServer server, WireFront front, FakeRun run, ProxmoxProvider provider, LabNode node) {
    this.server = server;
    this.front = front;
    this.run = run;
    this.provider = provider;
    this.node = node;
  }

  /** Reached over its API alone. */
  static LabWorld open(String release) throws Exception {
    return open(release, 0, 1, "", EVERYTHING, server -> server);
  }

  /** Reached over its API alone, with something in between that need not pass answers on. */
  static LabWorld behind(int faults, long seed, UnaryOperator<Service> between) throws Exception {
    return open("8.4", faults, seed, "", EVERYTHING, between);
  }

  /** The same with a token that may do only this, and so may its user. */
  static LabWorld behind(Map<String, Set<String>> grants, UnaryOperator<Service> between)
      throws Exception {
    return open("8.4", 0, 1, "", grants, between);
  }

  /** Reached over its API with a token, and over SSH as root at the node. */
  static LabWorld withShell(String release) throws Exception {
    return open(release, 0, 1, SHELL, EVERYTHING, server -> server);
  }

  /** The same with a token that may do only this, and so may its user. */
  static LabWorld withRights(String release, Map<String, Set<String>> grants) throws Exception {
    return open(release, 0, 1, SHELL, grants, server -> server);
  }

  private static LabWorld open(
      String release,
      int faults,
      long seed,
      String ssh,
      Map<String, Set<String>> grants,
      UnaryOperator<Service> between)
      throws Exception {
    FakeRun[] run = new FakeRun[1];
    InstantSource clock =
        () ->
            Instant.ofEpochSecond(1_700_000_000L)
                .plusNanos(run[0] == null ? 0 : run[0].time.nanos());
    ProxmoxServer server =
        new ProxmoxServer(
            datacenter(grants),
            ProxmoxOptions.usual(release)
                .withClock(clock)
                .withTasks(Duration.ofSeconds(2), Duration.ofSeconds(1))
                .withFaults(faults, seed),
            Storage.memory(),
            GuestMachines.NONE);
    WireFront front = WireFront.open(between.apply(server), server.identity(), Weather.fair());
    run[0] =
        new FakeRun(
            "{'url':'https://127.0.0.1:%d','tls':{'mode':'fingerprint','fingerprint':'%s'},'user':'automation@pve','token':'phoenix'%s}"
                .formatted(front.address().getPort(), server.identity().fingerprint(), ssh),
            Map.of("token_secret", new Secret("4444-token")));
    LabNode node = new LabNode(server, NODE);
    return new LabWorld(
        server,
        front,
        run[0],
        new ProxmoxProvider(
            ssh.isEmpty() ? Network.real() : node.network(),
            new Redaction(),
            run[0].time,
            new Repetition(run[0].time, new Random(1))),
        node);
  }

  LabNode node() {
    return node;
  }

  /** Tasks that ended well, by type and by what they worked on. */
  Map<String, Integer> done() throws Exception {
    HttpResponse<String> answer =
        TrustingClient.make()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "https://127.0.0.1:%d/api2/json/nodes/pve/tasks?source=archive&limit=1000"
                                .formatted(front.address().getPort())))
                    .header("Authorization", "PVEAPIToken=automation@pve!phoenix=4444-token")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    Map<String, Integer> done = new TreeMap<>();
    for (JsonNode task : JsonMapper.shared().readTree(answer.body()).path("data")) {
      if (task.path("status").asString("").matches("OK|WARNINGS.*")) {
        done.merge(
            task.path("type").asString() + " " + task.path("id").asString(), 1, Integer::sum);
      }
    }
    return done;
  }

  ResourceType type(String name) {
    return provider.types().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  Identity create(Resource wanted) throws ResourceFailure {
    run.wants(wanted);
    ResourceType type = type(wanted.address().type());
    type.invalidate(run.subject(wanted.address()));
    assertThat(type.read(run.subject(wanted.address()), run)).isInstanceOf(Absent.class);
    Identity identity = type.create(wanted, run);
    run.records(wanted, identity);
    asWanted(wanted, identity);
    return identity;
  }

  void update(Resource wanted) throws ResourceFailure {
    update(wanted, Disruption.REBOOT);
  }

  /** As a plan has it that has announced this. */
  void update(Resource wanted, Disruption announced) throws ResourceFailure {
    run.wants(wanted);
    ResourceType type = type(wanted.address().type());
    run.announced = announced;
    Identity identity = type.update(wanted, seen(wanted), run);
    run.records(wanted, identity);
    asWanted(wanted, identity);
  }

  Present seen(Resource wanted) throws ResourceFailure {
    ResourceType type = type(wanted.address().type());
    type.invalidate(run.subject(wanted.address()));
    return (Present) type.read(run.subject(wanted.address()), run);
  }

  void asWanted(Resource wanted, Identity identity) throws ResourceFailure {
    Present present = seen(wanted);
    assertThat(present.identity()).isEqualTo(identity);
    wanted
        .attributes()
        .values()
        .forEach((name, value) -> {
          // A template shows no disk: that only counts when it is made.
          boolean shown =
              !List.of("source", "storage", "node", "image", "image_storage", "disk")
                  .contains(name);
          if (shown) {
            assertThat(present.attributes().get(name)).as(name).isEqualTo(value);
          }
        });
  }

  void delete(Resource wanted, Identity identity) throws ResourceFailure {
    Recorded recorded = run.records(wanted, identity);
    ResourceType type = type(wanted.address().type());
    type.delete(recorded, run);
    type.invalidate(run.subject(wanted.address()));
    assertThat(type.read(run.subject(wanted.address()), run)).isInstanceOf(Absent.class);
  }

  @Override
  public void close() {
    provider.close();
    node.close();
    front.close();
  }

  private static Datacenter datacenter(Map<String, Set<String>> grants) {
    return new Datacenter(
        "lab",
        "10.0.0.13",
        8006,
        List.of(new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0"))),
        List.of(
            new Datacenter.Store(
                "local", "dir", Set.of("iso", "vztmpl", "snippets", "import"), 900, false),
            new Datacenter.Store("local-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false)),
        List.of(new Datacenter.Account("automation@pve", new Secret("password"), grants)),
        List.of(
            new Datacenter.Token(
                "automation@pve", "phoenix", new Secret("4444-token"), true, 0, grants)),
        Map.of(
            "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", 126_000_000L,
            "local:import/debian-12.qcow2", 3_000_000_000L),
        Map.of(IMAGE, new Datacenter.Download(600_000_000L, "")));
  }
}
