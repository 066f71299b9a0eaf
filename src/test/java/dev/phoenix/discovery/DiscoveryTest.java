package dev.phoenix.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.json.JsonText;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** From what was found to the files, without a world. */
class DiscoveryTest {
  private static final Path GOLDEN = Path.of("src/test/resources/discovery/fleet.txt");
  private static final Address CLUSTER = Address.parse("hypervisor/proxmox");
  private static final Address SERVER = Address.parse("server/portainer");
  private static final String CONNECTIONS =
      """
      {
        "proxmox_api": { "url": "https://10.0.0.13:8006", "token_secret": "${env:TOKEN}", "user": "a@pve" },
        // The machines that were here first.
        "hosts": [
          { "name": "main", "address": "10.0.0.20" }
        ],
        "portainer_api": { "url": "https://10.0.0.20:9443", "api_key": "${env:KEY}" }
      }
      """;

  @TempDir Path folder;
  private final List<Finding> findings = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve(Ground.HYPERVISOR), CONNECTIONS);
  }

  private Draft draft(Verdicts verdicts, Map<String, String> environment) {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.madeUp(SecretSource.of(Map.of())))
            .looking()
            .read(folder, diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    SortedMap<String, String> files = new TreeMap<>(Map.of(Ground.HYPERVISOR, CONNECTIONS));
    Set<Address> engines = Set.of(Address.parse("docker/main"), Address.parse("docker/web"));
    return Discovery.draft(
        Ground.of(Objects.requireNonNull(configuration), files, List.of(), environment),
        findings,
        engines,
        verdicts);
  }

  private void found(String type, Address in, String name, String attributes) {
    findings.add(new Finding(type, in, name, attributes(attributes)));
  }

  private static Attributes attributes(String json) {
    return Attributes.of((ObjectNode) JsonText.read(json));
  }

  private void stack(String environment, String name, String compose, Map<String, String> values) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    values.forEach((variable, value) -> secrets.put(variable, new Secret(value)));
    findings.add(
        new Finding(
                "stack",
                SERVER,
                name,
                Attributes.builder()
                    .put("environment", environment)
                    .put("compose", compose)
                    .build())
            .with(secrets));
  }

  private void fleet() {
    findings.add(
        new Finding(
            "vm",
            CLUSTER,
            "web",
            attributes(
                """
                {"vmid": 101, "cores": 4, "memory": 8192, "cpu": "host", "tags": ["blue"], "address": "10.0.0.21",
                 "disk": {"storage": "fast", "size": 40}, "net": {"bridge": "vmbr1", "tag": 20, "mac": "52:54:00:00:00:01"},
                 "cloud_init": {"ip": "10.0.0.21/24", "gateway": "10.0.0.1", "user": "ops"},
                 "start_on_boot": true, "order": 2}
                """),
            new TreeMap<>(),
            List.of("hostpci0", "usb0"),
            null));
    found(
        "vm", CLUSTER, "web", "{\"vmid\": 102, \"disk\": {\"storage\": \"fast\", \"size\": 2.5}}");
    found("vm", CLUSTER, "", "{\"vmid\": 103, \"cloud_init\": {\"ip\": \"fe80::1/64\"}}");
    found("vm", CLUSTER, "other", "{\"vmid\": 104, \"owner\": \"template/other\"}");
    found(
        "lxc",
        CLUSTER,
        "Box",
        """
        {"vmid": 200, "memory": 512, "swap": 0, "unprivileged": true, "features": {"nesting": "1", "mount": "nfs;cifs"},
         "disk": {"storage": "fast", "size": 8}, "nameservers": ["9.9.9.9", "1.1.1.1"], "raw": ["lxc.idmap: u 0 1 2"],
         "net": {"name": "eth0", "bridge": "vmbr0", "ip": "dhcp"},
         "mounts": {"/data": {"storage": "fast", "size": 10}, "/logs": {"host_path": "/srv/logs"}}}
        """);
    found(
        "endpoint",
        SERVER,
        "main",
        "{\"url\": \"tcp://10.0.0.20:9001\", \"group\": \"home\", \"tags\": [\"old\"]}");
    found("endpoint", SERVER, "Web Server", "{\"url\": \"tcp://10.0.0.21:9001\", \"tags\": []}");
    found(
        "endpoint", SERVER, "far away", "{\"url\": \"tcp://far.example.org:9101\", \"tags\": []}");
    findings.add(
        Finding.refused(
            "endpoint", SERVER, "k8s", "it is Kubernetes, which phoenix does not know"));
    findings.add(
        Finding.refused(
            "stack",
            SERVER,
            "infra",
            "Portainer deploys it from the Git repository https://example.org/x; taking it over would end that"));
    stack(
        "Web Server",
        "app",
        "services:\n  app:\n    image: nginx:1.27.5\n",
        Map.of(
            "DB_PASSWORD",
            "hunter2hunter2",
            "PORT",
            "8080",
            "APP_URL",
            "https://u:pass1234@example.org"));
    stack(
        "Web Server",
        "leaky",
        "services:\n  app:\n    environment:\n      API_TOKEN: abc123abc123\n",
        Map.of());
    stack("main", "app", "services:\n  app:\n    image: nginx:1.28.0\n", Map.of());
    stack("k8s", "lost", "services: {}\n", Map.of());
    found("group", SERVER, "home", "{\"description\": \"At home\", \"tags\": [\"inside\"]}");
    List.of("inside", "old", "unused").forEach(tag -> found("tag", SERVER, tag, "{}"));
    found(
        "registry",
        SERVER,
        "open",
        "{\"type\": \"dockerhub\", \"url\": \"docker.io\", \"username\": \"\"}");
    found(
        "registry",
        SERVER,
        "closed",
        "{\"type\": \"custom\", \"url\": \"r.example.org\", \"username\": \"bot\"}");
    Address main = Address.parse("docker/main");
    agent(main, "agent-by-hand", "9001", "s3cret-of-agents");
    agent(Address.parse("docker/web"), "portainer_agent", "9001", "s3cret-of-agents");
    found("container", main, "pihole", "{\"image\": \"pihole/pihole:2025\", \"project\": \"\"}");
    found("container", main, "x-1", "{\"image\": \"x:1\", \"project\": \"byhand\"}");
    found("container", main, "x-2", "{\"image\": \"x:1\", \"project\": \"byhand\"}");
    found(
        "volume",
        main,
        "pictures",
        "{\"driver\": \"local\", \"options\": {\"type\": \"nfs\"}, \"labels\": {}}");
    found(
        "network",
        main,
        "mesh",
        "{\"driver\": \"bridge\", \"subnet\": \"172.20.0.0/16\", \"gateway\": \"172.20.0.1\"}");
    found(
        "network",
        main,
        "lan",
        "{\"driver\": \"macvlan\", \"subnet\": \"10.9.0.0/24\", \"gateway\": \"10.9.0.1\", \"options\": {\"parent\": \"eth0\"}}");
    found("volume", Address.parse("docker/web"), "spare", "{\"driver\": \"local\"}");
  }

  private void agent(Address docker, String name, String port, String secret) {
    findings.add(
        new Finding(
                "container",
                docker,
                name,
                attributes(
                    "{\"image\": \"portainer/agent:2.33.5\", \"project\": \"\", \"publish\": {\"9001\": \"%s\"}}"
                        .formatted(port)))
            .with(new TreeMap<>(Map.of("agent_secret", new Secret(secret)))));
  }

  @Test
  void makesFilesOfAFleet() throws IOException {
    fleet();
    SortedMap<Address, java.util.SortedSet<String>> ignored = new TreeMap<>();
    ignored.put(Address.parse("vm/web"), new TreeSet<>(Set.of("agent", "nets.net0.model")));
    SortedMap<Address, String> refused = new TreeMap<>();
    refused.put(Address.parse("docker/far-away"), "no connection to far.example.org:22");

    String made = print(draft(new Verdicts(ignored, refused), Map.of()));

    assertThat(made)
        .doesNotContain("hunter2", "pass1234", "abc123abc123", "s3cret-of-agents")
        .contains(CONNECTIONS.lines().skip(2).findFirst().orElseThrow());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN, made);
    }
    assertThat(made).isEqualTo(Files.readString(GOLDEN));
  }

  private static String print(Draft draft) {
    StringBuilder text = new StringBuilder();
    draft
        .files()
        .forEach((name, content) -> text.append("== ").append(name).append('\n').append(content));
    text.append("== written\n");
    draft
        .written()
        .forEach((name, what) ->
            text.append(name).append(": ").append(String.join("; ", what)).append('\n'));
    text.append("== left out\n");
    draft
        .leftOut()
        .forEach(one -> text.append(one.what()).append(": ").append(one.why()).append('\n'));
    text.append("== variables\n");
    draft
        .variables()
        .forEach(
            (name, variable) -> text.append(name).append(": ").append(variable.of()).append('\n'));
    return text.toString();
  }

  @Test
  void isReadAsItWasMeant() {
    fleet();
    Draft draft = draft(Verdicts.NONE, Map.of());
    Diagnostics diagnostics = new Diagnostics();

    Configuration read =
        new ConfigurationReader(SecretSource.madeUp(SecretSource.of(Map.of())))
            .read(folder, draft.files(), diagnostics);

    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.sorted()).isFalse();
    assertThat(Objects.requireNonNull(read).machine("main").orElseThrow().stacks()).hasSize(0);
    assertThat(read.machine("web").orElseThrow().stacks()).hasSize(1);
    assertThat(read.virtualMachines()).hasSize(3);
  }

  @Test
  void takesAPasswordThatPortainerHidesFromTheEnvironment() {
    found(
        "registry",
        SERVER,
        "closed",
        "{\"type\": \"custom\", \"url\": \"r.example.org\", \"username\": \"bot\"}");

    assertThat(draft(Verdicts.NONE, Map.of()).leftOut())
        .singleElement()
        .satisfies(one -> assertThat(one.why()).contains("CLOSED_PASSWORD"));
    Draft set = draft(Verdicts.NONE, Map.of("CLOSED_PASSWORD", "pull-me-please"));
    assertThat(set.leftOut()).isEmpty();
    assertThat(set.files().get(Ground.HYPERVISOR))
        .contains("\"password\": \"${env:CLOSED_PASSWORD}\"")
        .doesNotContain("pull-me-please");
  }

  @Test
  void writesNothingWhereNothingIsFound() {
    Draft draft = draft(Verdicts.NONE, Map.of());

    assertThat(draft.files()).isEmpty();
    assertThat(draft.leftOut()).isEmpty();
  }
}
