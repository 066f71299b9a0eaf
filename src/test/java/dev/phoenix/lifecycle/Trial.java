package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.catalog.Catalog;
import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabFleet;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.portainer.PortainerAppliance;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.plan.Strays;
import dev.phoenix.provider.docker.DockerProvider;
import dev.phoenix.provider.portainer.PortainerProvider;
import dev.phoenix.provider.proxmox.ProxmoxProvider;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Stray;
import dev.phoenix.resource.Time;
import dev.phoenix.state.Machine;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A workspace and the lab world that it is tried on, as the commands would go about it. */
final class Trial implements AutoCloseable {
  private final Path folder;
  private final List<Path> workspaces;
  private final String version;
  private final Lab lab;
  private final Front front;
  private final StateStore store;
  private List<Resource> desired;

  private Trial(
      Path folder,
      List<Path> workspaces,
      String version,
      LabOptions options,
      @Nullable Datacenter datacenter)
      throws IOException {
    this.folder = folder;
    this.workspaces = workspaces;
    this.version = version;
    this.desired = List.of();
    PortainerAppliance portainer =
        new PortainerAppliance(
            EngineApi::new, InstantSource.system(), Duration.ZERO, options::weather);
    this.lab =
        Lab.open(
            folder.resolve("world"),
            new Lab.Parts(
                options,
                fleet(workspaces, datacenter),
                List.of(portainer),
                portainer.fingerprints()));
    this.front = new Front(lab);
    this.store = new StateStore(folder.resolve("state.json"), Machine.here(Map.of()));
  }

  /** A copy of an example, with a server of this version. */
  static Trial of(String example, Path folder, String version) {
    copy(Path.of("examples").resolve(example), folder);
    return of(folder, version);
  }

  /** Machines that exist already, with something of every kind that Docker and Portainer know. */
  static Trial hosts(Path folder, String version) {
    copy(Path.of("src/test/resources/catalog/hosts"), folder);
    return of(folder, version);
  }

  /** A workspace that is there already. */
  static Trial of(Path folder, String version) {
    return of(folder, List.of(folder), version);
  }

  /** Workspaces below a folder, as one fleet of several servers. */
  static Trial of(Path folder, List<Path> workspaces, String version) {
    return of(folder, workspaces, version, options(version), null);
  }

  /**
   * A workspace whose guests are made on a Proxmox VE.
   *
   * @param series of the Proxmox VE, as {@code 8.4}
   */
  static Trial onCluster(Path folder, String series, Datacenter datacenter) {
    return onCluster(folder, "2.33.5", series, datacenter);
  }

  /** The same with a server of this version. */
  static Trial onCluster(Path folder, String version, String series, Datacenter datacenter) {
    LabOptions options = options(version).withProxmox(series, Duration.ofMillis(2));
    return of(folder, List.of(folder), version, options, datacenter);
  }

  private static LabOptions options(String version) {
    return new LabOptions(version, Duration.ZERO, Duration.ofMillis(1), 0, 1);
  }

  private static Trial of(
      Path folder,
      List<Path> workspaces,
      String version,
      LabOptions options,
      @Nullable Datacenter datacenter) {
    try {
      Trial trial = new Trial(folder, workspaces, version, options, datacenter);
      trial.reread();
      return trial;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Configuration read(Path folder) {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.madeUp(SecretSource.of(Map.of())))
            .read(folder, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    return Objects.requireNonNull(configuration);
  }

  private static LabFleet fleet(List<Path> workspaces, @Nullable Datacenter datacenter) {
    Map<String, LabFleet.Account> registries = new LinkedHashMap<>();
    List<LabFleet.Host> hosts = new ArrayList<>();
    for (Path workspace : workspaces) {
      Configuration configuration = read(workspace);
      PortainerServer server = configuration.portainer();
      List<PortainerServer.Registry> named = server == null ? List.of() : server.registries();
      named.forEach(registry -> {
        if (registry.password() != null) {
          registries.put(
              registry.url(), new LabFleet.Account(registry.username(), registry.password()));
        }
      });
      configuration
          .hosts()
          .forEach(host -> hosts.add(new LabFleet.Host(host.name(), host.address(), 22, null)));
    }
    return new LabFleet(hosts, List.of(), registries, Map.of(), datacenter);
  }

  /** Replaces text in a file of the workspace and reads it anew. */
  void edit(String file, String before, String after) {
    try {
      Path path = folder.resolve(file);
      String text = Files.readString(path);
      assertThat(text).contains(before);
      Files.writeString(path, text.replace(before, after));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    reread();
  }

  void reread() {
    Diagnostics diagnostics = new Diagnostics();
    desired =
        workspaces.stream()
            .flatMap(workspace -> new Catalog().compile(read(workspace), diagnostics).stream())
            .map(this::ofVersion)
            .toList();
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
  }

  /** The examples name one release; here they are tried with several. */
  private Resource ofVersion(Resource resource) {
    JsonNode named = resource.attributes().get("image");
    String image = named == null ? "" : named.asString("");
    if (!image.startsWith("portainer/")) {
      return resource;
    }
    return with(resource, "image", image.substring(0, image.lastIndexOf(':') + 1) + version);
  }

  private static Resource with(Resource resource, String attribute, String value) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>(resource.attributes().values());
    attributes.put(attribute, StringNode.valueOf(value));
    return new Resource(
        resource.address(),
        Attributes.of(attributes),
        resource.secrets(),
        resource.dependencies(),
        resource.within(),
        resource.origin());
  }

  /** Wants a text of a resource that no file could say: nobody looked at it before the plan. */
  void want(String address, String attribute, String value) {
    desired =
        desired.stream()
            .map(resource ->
                resource.address().toString().equals(address)
                    ? with(resource, attribute, value)
                    : resource)
            .toList();
  }

  /** Leaves out some of what is wanted until the files are read anew. */
  void without(Predicate<Address> which) {
    desired = desired.stream().filter(resource -> !which.test(resource.address())).toList();
  }

  /** Writes a file of the workspace; it counts from the next edit on. */
  void write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<Resource> desired() {
    return desired;
  }

  Front front() {
    return front;
  }

  Lab lab() {
    return lab;
  }

  Engine engine(String host) {
    return lab.machine(host).orElseThrow().engine();
  }

  ByHand byHand(String server) {
    return new ByHand(front, server, "lab-value-of-PORTAINER_ADMIN_PASSWORD");
  }

  Plan plan() {
    return plan(PlanOptions.USUAL);
  }

  Plan plan(PlanOptions options) {
    return within(options, (types, plan) -> plan);
  }

  /** Plans and applies; every step has to be done. */
  Report apply() {
    Report report = tryApply();
    assertThat(report.outcomes()).as("%s", report.problems()).allMatch(o -> done(o));
    assertThat(report.isComplete()).as("%s", report.problems()).isTrue();
    return report;
  }

  private static boolean done(Object outcome) {
    return outcome instanceof dev.phoenix.apply.Outcome.Done;
  }

  /** Plans and applies, come what may. */
  Report tryApply() {
    return run(PlanOptions.USUAL, Progress.silent());
  }

  Report tryApply(Progress progress) {
    return run(PlanOptions.USUAL, progress);
  }

  Report destroy() {
    return destroy(PlanOptions.USUAL);
  }

  Report destroy(PlanOptions options) {
    return run(options.destroying(), Progress.silent());
  }

  private Report run(PlanOptions options, Progress progress) {
    Diagnostics diagnostics = new Diagnostics();
    if (!(store.begin("test", diagnostics) instanceof RunStart.Ready(var run))) {
      throw new AssertionError(diagnostics.sorted());
    }
    try (run;
        ProxmoxProvider proxmox = new ProxmoxProvider(front, new Redaction());
        DockerProvider docker = docker(proxmox)) {
      ResourceTypes types = types(proxmox, docker);
      Plan plan = plan(types, run.state(), options);
      assertThat(plan.changes()).allMatch(change -> change.blocked() == null);
      return new Applier(
              types, Time.system(), new ApplyOptions(10, Duration.ofSeconds(5), new Random(1)))
          .apply(plan, run, progress);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private <T> T within(PlanOptions options, Use<T> use) {
    Diagnostics diagnostics = new Diagnostics();
    State state = store.load(diagnostics);
    assertThat(state).as("%s", diagnostics.sorted()).isNotNull();
    try (ProxmoxProvider proxmox = new ProxmoxProvider(front, new Redaction());
        DockerProvider docker = docker(proxmox)) {
      ResourceTypes types = types(proxmox, docker);
      return use.of(types, plan(types, Objects.requireNonNull(state), options));
    }
  }

  private DockerProvider docker(ProxmoxProvider proxmox) {
    return new DockerProvider(front, proxmox::vouch, proxmox::inside);
  }

  private ResourceTypes types(ProxmoxProvider proxmox, DockerProvider docker) {
    return new ResourceTypes(
        List.of(
            proxmox,
            docker,
            new PortainerProvider(
                front, docker.hosts(), new Redaction(), ComposeReader::refusals)));
  }

  private Plan plan(ResourceTypes types, State state, PlanOptions options) {
    Diagnostics diagnostics = new Diagnostics();
    Plan plan =
        new Planner(types)
            .plan(desired, state, new SecretDigests(state.lineage()), options, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    return plan;
  }

  /** What bears our mark and nobody knows of. */
  Collection<Stray> strays() {
    State state = Objects.requireNonNull(store.load(new Diagnostics()));
    Diagnostics diagnostics = new Diagnostics();
    Collection<Stray> strays =
        within(
            PlanOptions.USUAL,
            (types, plan) -> new Strays(types).find(desired, state, plan, diagnostics));
    assertThat(diagnostics.sorted()).isEmpty();
    return strays;
  }

  /** Leaves these as a run does that is killed before it hears what it has made. */
  void cutShort(String... addresses) {
    Diagnostics diagnostics = new Diagnostics();
    if (!(store.begin("test", diagnostics) instanceof RunStart.Ready(var run))) {
      throw new AssertionError(diagnostics.sorted());
    }
    try (run) {
      SortedMap<Address, Recorded> records = new TreeMap<>(run.state().resources());
      for (String address : addresses) {
        records.compute(Address.parse(address), (_, known) -> cutShort(known));
      }
      State _ = run.commit(records, diagnostics);
    }
  }

  private static Recorded cutShort(@Nullable Recorded known) {
    Recorded before = Objects.requireNonNull(known);
    return new Recorded(
        before.address(),
        Identity.UNKNOWN,
        before.attributes(),
        before.secretDigests(),
        before.dependencies(),
        before.within(),
        before.isProtected(),
        Recorded.Status.INCOMPLETE);
  }

  /** What the state file says of an address. */
  Recorded recorded(String address) {
    State state = Objects.requireNonNull(store.load(new Diagnostics()));
    return Objects.requireNonNull(state.resources().get(Address.parse(address)));
  }

  /** The bytes of the state file. */
  byte[] state() {
    try {
      return Files.readAllBytes(folder.resolve("state.json"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What a plan would do, one line a change: {@code UPDATE stack/web1/x DRIFT: path, path}. */
  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    plan.changes().stream()
        .filter(change -> change.action() != Action.NO_OP)
        .forEach(change ->
            lines.add(
                "%s %s %s %s"
                    .formatted(
                        change.action(),
                        change.address(),
                        change.cause(),
                        change.differences().stream().map(it -> it.path()).toList())));
    return lines;
  }

  @Override
  public void close() {
    front.close();
    try {
      lab.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Uses a plan while its providers are open. */
  private interface Use<T> {
    T of(ResourceTypes types, Plan plan);
  }
}
