package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.cli.CommandLine;
import dev.phoenix.cli.Surroundings;
import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.provider.docker.DockerProvider;
import dev.phoenix.provider.portainer.PortainerProvider;
import dev.phoenix.provider.proxmox.ProxmoxProvider;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Secret;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet that is there, and beside it a workspace with nothing but the connections, in which
 * somebody runs phoenix.
 */
final class FoundFleet implements AutoCloseable {
  static final String TEMPLATE = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";
  static final String IMAGE = "https://images.example.org/noble.img";
  private static final int PROXMOX = 8006;
  private static final int PORTAINER = 9443;

  private final Path world;
  private final Path workspace;
  private final Trial trial;
  private final Front front;
  private final Map<String, String> environment = new HashMap<>();

  private FoundFleet(Path folder, Trial trial) {
    this.world = folder.resolve("made/world/world.log");
    this.workspace = folder.resolve("found");
    this.trial = trial;
    this.front = new Front(trial.lab(), Set.of(PROXMOX, PORTAINER));
    environment.put("PROXMOX_TOKEN", "lab-value-of-PROXMOX_TOKEN");
    environment.put("PORTAINER_ADMIN_PASSWORD", "lab-value-of-PORTAINER_ADMIN_PASSWORD");
  }

  /** A fleet that phoenix has made, and of which nobody has the files any more. */
  static FoundFleet open(Path folder, String portainer, String proxmox) throws IOException {
    Path made = folder.resolve("made");
    Fleet.write(
        made.resolve("phoenix_hypervisor_config.json"),
        """
        {"proxmox_api": {"url": "https://10.0.0.13:8006", "user": "automation@pve", "token": "phoenix",
           "token_secret": "${env:PROXMOX_TOKEN}", "node": "pve"},
         "ssh": {"public_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@example.org"},
         "portainer_api": {"admin_password": "${env:PORTAINER_ADMIN_PASSWORD}",
           "agent_secret": "${env:PORTAINER_AGENT_SECRET}",
           "groups": [{"name": "home", "description": "At home", "tags": ["inside"]}],
           "registries": [{"name": "open", "url": "registry.example.org"}]},
         "hosts": [{"name": "main", "address": "10.0.0.20", "portainer_role": "primary", "group": "home",
           "tags": ["first"], "volumes": [{"name": "pictures"}], "networks": [{"name": "mesh"}],
           "docker_stacks": ["site"]}]}
        """);
    Fleet.write(
        made.resolve("phoenix_vm_configs.json"),
        """
        {"vm_defaults": {"cores": 2, "memory_mb": 2048, "storage_pool": "local-zfs", "network_bridge": "vmbr0"},
         "vms": [
           {"vmid": 9000, "name": "noble", "is_template": true, "template_image": "%s"},
           {"vmid": 1001, "name": "web1", "clone_from_vmid": 9000, "disk_size_gb": 20, "features": ["docker"],
            "portainer_role": "agent", "docker_stacks": ["app"], "tags": ["blue"], "description": "Runs the app.",
            "start_at_boot": true, "boot_order": 3, "boot_delay": 10,
            "network_config": {"ip": "10.0.0.21/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}}]}
        """
            .formatted(IMAGE));
    Fleet.write(
        made.resolve("phoenix_lxc_configs.json"),
        """
        {"lxc_configs": {"103": {"name": "box", "template": "%s", "memory_mb": 1024, "cores": 1,
          "storage_pool": "local-zfs", "storage_size_gb": 10, "pct_options": ["nesting=1"],
          "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "10.0.0.31/24", "gw": "10.0.0.1"},
          "zfs_volumes": [{"name": "data", "pool": "local-zfs", "size_gb": 4, "mount_point": "/data"}]}}}
        """
            .formatted(TEMPLATE));
    Fleet.write(
        made.resolve("stacks/site/docker-compose.yml"),
        """
        services:
          web:
            image: nginx:1.27.5
            volumes: ["pictures:/srv"]
            networks: [mesh]
        volumes:
          pictures: {external: true}
        networks:
          mesh: {external: true}
        """);
    Fleet.write(
        made.resolve("stacks/app/docker-compose.yml"),
        "services:\n  app:\n    image: nginx:1.27.5\n    environment:\n      PASSWORD: ${DB_PASSWORD}\n      URL: ${URL}\n");
    Fleet.write(
        made.resolve("stacks/app/phoenix.json"),
        """
        {"environments": {"production": {"variables": [
          {"name": "DB_PASSWORD", "value": "${env:APP_SECRET}"}, {"name": "URL", "value": "https://app.example.org"}]}}}
        """);
    Trial trial = Trial.onCluster(made, portainer, proxmox, datacenter());
    trial.apply();
    FoundFleet fleet = new FoundFleet(folder, trial);
    fleet.connections();
    return fleet;
  }

  private static Datacenter datacenter() {
    return new Datacenter(
        "lab",
        "10.0.0.13",
        PROXMOX,
        List.of(new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0"))),
        List.of(
            new Datacenter.Store(
                "local", "dir", Set.of("iso", "vztmpl", "snippets", "import"), 900, false),
            new Datacenter.Store("local-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false)),
        List.of(
            new Datacenter.Account(
                "automation@pve", new Secret("password"), Map.of("/", Set.of("*"))),
            new Datacenter.Account(
                "blind@pve", new Secret("blind-password"), Map.of("/storage", Set.of("*")))),
        List.of(
            new Datacenter.Token(
                "automation@pve",
                "phoenix",
                new Secret("lab-value-of-PROXMOX_TOKEN"),
                false,
                0,
                Map.of("/", Set.of("*")))),
        Map.of(TEMPLATE, 126_000_000L),
        Map.of(IMAGE, new Datacenter.Download(600_000_000, "")));
  }

  /** All that somebody has who begins. */
  private void connections() {
    write(
        "phoenix_hypervisor_config.json",
        """
        {
          // How to get there.
          "proxmox_api": {
            "url": "https://10.0.0.13:8006",
            "user": "automation@pve",
            "token": "phoenix",
            "token_secret": "${env:PROXMOX_TOKEN}"
          },
          "portainer_api": {
            "url": "https://10.0.0.20:9443",
            "admin_password": "${env:PORTAINER_ADMIN_PASSWORD}"
          }
        }
        """);
  }

  Trial trial() {
    return trial;
  }

  Front front() {
    return front;
  }

  void write(String file, String text) {
    Fleet.write(workspace.resolve(file), text);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Proxmox VE's API in the hands of somebody else. */
  void proxmox(String method, String path, String form) {
    Request request =
        Request.of(method, "/api2/json/" + path, form)
            .withHeader(
                "authorization", "PVEAPIToken=automation@pve!phoenix=lab-value-of-PROXMOX_TOKEN")
            .withHeader("content-type", "application/x-www-form-urlencoded");
    Reply reply = front.pass("10.0.0.13", PROXMOX, request);
    assertThat(reply.ok()).as("%s %s: %s", method, path, reply.text()).isTrue();
  }

  /** What a command printed. */
  record Said(int exit, String out, String err) {}

  Said phoenix(String... arguments) {
    return answering(null, arguments);
  }

  /** With somebody at the terminal who answers this. */
  Said answering(@Nullable String answer, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line =
        new CommandLine(
            new Surroundings(
                new ByteArrayInputStream(String.valueOf(answer).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                workspace,
                null,
                answer != null,
                Terminal.Look.PLAIN),
            (_, redaction) -> providers(redaction));
    int exit = line.run(List.of(arguments));
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private List<Provider> providers(Redaction redaction) {
    ProxmoxProvider proxmox = new ProxmoxProvider(front, redaction);
    DockerProvider docker = new DockerProvider(front, proxmox::vouch, proxmox::inside);
    return List.of(
        proxmox,
        docker,
        new PortainerProvider(front, docker.hosts(), redaction, ComposeReader::refusals));
  }

  /** Texts of all files of the workspace that are not phoenix's own. */
  SortedMap<String, String> files() {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(workspace)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = workspace.relativize(file).toString();
        if (!name.startsWith("state/") && !name.startsWith(".phoenix/")) {
          texts.put(name, Files.readString(file));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return texts;
  }

  /** What the world keeps, to the byte. */
  byte[] world() {
    try {
      return Files.readAllBytes(world);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    front.close();
    trial.close();
  }
}
