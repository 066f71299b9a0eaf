package dev.phoenix.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.Connection;
import dev.phoenix.configuration.DockerEngine;
import dev.phoenix.configuration.DockerNetwork;
import dev.phoenix.configuration.DockerVolume;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerEnvironment;
import dev.phoenix.configuration.PortainerRole;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.configuration.Reference;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.configuration.StackAssignment;
import dev.phoenix.configuration.StackDefinition;
import dev.phoenix.configuration.StackEnvironment;
import dev.phoenix.configuration.StackVariable;
import dev.phoenix.configuration.compose.ComposeSource;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final String COMPOSE =
      """
      services:
        web:
          image: own.test/web:${TAG}
          ports: ["8080:80"]
          environment: {KEY: "${KEY}"}
          volumes: [data:/data]
          networks: [front]
      volumes: {data: {external: true}}
      networks: {front: {external: true}}
      """;
  private static final Position HERE = new Position("phoenix_hypervisor_config.json", 3, 5);

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void linksTheChainFromTheEngineToTheStack() {
    List<Resource> resources =
        compile(server(true), host("web1", new StackAssignment("Web", "production", HERE)));
    assertThat(resources)
        .map(r -> r.address() + " <- " + r.dependencies())
        .containsExactly(
            "agent/web1 <- [docker/web1, server/web1]",
            "docker/web1 <- []",
            "endpoint/web1 <- [agent/web1, group/edge, server/web1, tag/lab]",
            "group/edge <- [server/web1]",
            "network/web1/front <- [docker/web1]",
            "registry/own <- [server/web1]",
            "server/web1 <- [docker/web1]",
            "stack/web1/Web <- [docker/web1, endpoint/web1, network/web1/front, registry/own, volume/web1/data]",
            "tag/lab <- [server/web1]",
            "volume/web1/data <- [docker/web1]");
    // A host only names it: what it is described by is not ours to say.
    assertThat(find(resources, "group/edge").attributes().values().keySet())
        .containsExactly("name", "server");
    assertThat(diagnostics.hasErrors()).isFalse();
    assertThat(diagnostics.sorted())
        .map(Diagnostic::summary)
        .containsExactly("the stack \"Web\" is named \"web\" in Portainer");
  }

  @Test
  void keepsSecretsOutOfAttributes() {
    List<Resource> resources =
        compile(server(true), host("web1", new StackAssignment("Web", "production", HERE)));
    assertThat(resources).noneMatch(r -> r.attributes().toString().contains("hunter2"));
    Resource stack = find(resources, "stack/web1/Web");
    assertThat(stack.secrets()).containsEntry("env.KEY", new Secret("hunter2"));
    assertThat(stack.attributes().toJson().get("env").toString()).isEqualTo("{\"TAG\":\"1\"}");
    assertThat(stack.within()).isEqualTo(Address.parse("endpoint/web1"));
    assertThat(stack.attributes().text("compose"))
        .contains("- \"traefik.enable=true\"")
        .contains("image: own.test/web:${TAG}");
    assertThat(stack.attributes().toJson().get("services").toString())
        .isEqualTo("{\"web\":{\"image\":\"own.test/web:1\",\"state\":\"running\"}}");
    assertThat(stack.attributes().toJson().get("publishes").toString())
        .isEqualTo("[\"0.0.0.0:8080/tcp\"]");
  }

  @Test
  void letsTwoEnvironmentsOfAStackRunOnOneHost() {
    List<Resource> resources =
        compile(
            server(true),
            host(
                "web1",
                new StackAssignment("Web", "production", HERE),
                new StackAssignment("Web", "testing", HERE)));
    assertThat(find(resources, "stack/web1/Web").attributes().text("name")).isEqualTo("web");
    assertThat(find(resources, "stack/web1/Web-testing").attributes().text("name"))
        .isEqualTo("web-testing");
  }

  @Test
  void refusesNamesThatAreOneToPortainer() {
    compile(
        server(true),
        host(
            "web1",
            new StackAssignment("Web", "production", HERE),
            new StackAssignment("W.eb", "production", HERE)));
    assertThat(diagnostics.sorted())
        .filteredOn(Diagnostic::isError)
        .map(Diagnostic::summary)
        .containsExactly("two stacks on web1 would both be named \"web\"");
  }

  @Test
  void warnsOfVersionsThatFloatOrDoNotFit() {
    assertThat(warnings("portainer/portainer-ce:2.33.5", "portainer/agent"))
        .containsExactly("the version of portainer/agent floats");
    assertThat(warnings("portainer/portainer-ce", "portainer/agent:latest")).isEmpty();
    assertThat(warnings("r:5000/portainer-ce:2.33.5", "portainer/agent:2.27.9"))
        .containsExactly("the agent of web1 is not of the server's version");
    assertThat(warnings("r:5000/portainer-ce:2.33.5", "portainer/agent:2.33.5")).isEmpty();
    assertThat(warnings("portainer-ce:2.33.5", "agent@sha256:" + "0".repeat(64))).isEmpty();
  }

  private static List<String> warnings(String serverImage, String agentImage) {
    Diagnostics found = new Diagnostics();
    ImageTags.check(server(true, serverImage), List.of(host("web1", agentImage)), found);
    return found.sorted().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void runsNoContainerForAServerThatExists() {
    Resource server = find(compile(server(false), host("web1")), "server/web1");
    assertThat(server.dependencies()).isEmpty();
    assertThat(server.attributes().values().keySet())
        .containsExactly("admin_user", "managed", "tls", "url");
  }

  @Test
  void saysThatAServerIsMissing() {
    List<Resource> resources = compile(null, host("web1"));
    assertThat(resources)
        .map(r -> r.address().type())
        .containsExactly("docker", "network", "volume");
    assertThat(diagnostics.sorted())
        .map(Diagnostic::summary)
        .containsExactly("host web1 needs Portainer, but no server is configured");
  }

  /** What would stand on a guest that nothing plans is not left to a name that does not exist. */
  @Test
  void saysWhatIsMissingWhereGuestsWithDockerHaveNoProxmox(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("phoenix_vm_configs.json"),
        """
        {"vms": [
          {"vmid": 9000, "name": "noble", "is_template": true, "template_image": "noble-server-cloudimg-amd64.img"},
          {"vmid": 1001, "name": "web1", "clone_from_vmid": 9000, "features": ["docker"],
           "network_config": {"ip": "10.0.0.21/24", "gw": "10.0.0.1"}}
        ]}
        """);
    Configuration read =
        new ConfigurationReader(SecretSource.of(Map.of())).read(folder, diagnostics);
    assertThat(new Catalog().compile(Objects.requireNonNull(read), diagnostics)).isEmpty();
    Diagnostic error =
        diagnostics.sorted().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    assertThat(diagnostics.sorted()).filteredOn(Diagnostic::isError).hasSize(1);
    assertThat(error.summary())
        .isEqualTo("nothing says how to reach the Proxmox VE of guests that have Docker (web1)");
    assertThat(String.valueOf(error.position())).isEqualTo("phoenix_vm_configs.json:3:3");
    assertThat(error.detail())
        .contains("\"proxmox_api\" into phoenix_hypervisor_config.json", "under \"hosts\"");
  }

  private List<Resource> compile(@Nullable PortainerServer server, Host host) {
    SortedMap<String, StackDefinition> stacks = new TreeMap<>();
    for (String name : List.of("Web", "W.eb")) {
      stacks.put(name, stack(name));
    }
    return new Catalog()
        .compile(
            new Configuration(
                "test",
                server,
                null,
                List.of(host),
                List.of(),
                List.of(),
                List.of(),
                Lifecycles.NONE,
                stacks),
            diagnostics);
  }

  private static Resource find(List<Resource> resources, String address) {
    return resources.stream()
        .filter(r -> r.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static StackDefinition stack(String name) {
    SortedMap<String, StackEnvironment> environments = new TreeMap<>();
    String file = "stacks/" + name + "/docker-compose.yml";
    ComposeSource compose =
        Objects.requireNonNull(ComposeSource.parse(COMPOSE, file, new Diagnostics()));
    for (String environment : List.of("production", "testing")) {
      SortedMap<String, StackVariable> variables = new TreeMap<>();
      variables.put("TAG", new StackVariable.Plain("TAG", "1", HERE));
      variables.put("KEY", new StackVariable.Sensitive("KEY", new Secret("hunter2"), HERE));
      environments.put(
          environment,
          new StackEnvironment(
                  environment,
                  variables,
                  new TreeMap<>(Map.of("web", List.of(new Reference("traefik.enable=true", HERE)))),
                  List.of(),
                  List.of(),
                  null,
                  "",
                  HERE)
              .composed(compose, new Diagnostics()));
    }
    return new StackDefinition(name, "", file, environments, HERE);
  }

  private static Host host(String name, StackAssignment... stacks) {
    return host(name, "portainer/agent:2.33.5", stacks);
  }

  private static Host host(String name, String agentImage, StackAssignment... stacks) {
    return new Host(
        name,
        "10.0.0.5",
        new Connection.Local("/var/run/docker.sock"),
        PortainerRole.PRIMARY,
        new PortainerEnvironment(
            name,
            "",
            "edge",
            List.of("lab"),
            new PortainerEnvironment.Agent(
                true, "portainer_agent", agentImage, "missing", "10.0.0.5", 9001, "9001")),
        new DockerEngine("any", null, null, List.of()),
        List.of(new DockerVolume("data", "local", new TreeMap<>(), new TreeMap<>(), HERE)),
        List.of(
            new DockerNetwork(
                "front",
                "bridge",
                false,
                false,
                new TreeMap<>(),
                null,
                null,
                new TreeMap<>(),
                HERE)),
        List.of("own"),
        List.of(stacks),
        List.of(),
        null,
        HERE);
  }

  private static PortainerServer server(boolean managed) {
    return server(managed, "portainer/portainer-ce:2.33.5");
  }

  private static PortainerServer server(boolean managed, String image) {
    return new PortainerServer(
        "web1",
        managed,
        "web1",
        "https://10.0.0.5:9443",
        new PortainerServer.Tls("pin", null, null),
        "admin",
        new Secret("hunter2"),
        null,
        "portainer",
        image,
        "missing",
        "always",
        "portainer_data",
        new TreeMap<>(Map.of("9443", "9443")),
        List.of(),
        null,
        List.of(),
        List.of(
            new PortainerServer.Registry(
                "own", "custom", "own.test", "robot", new Secret("hunter2"), HERE)),
        HERE);
  }
}
