package dev.phoenix.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a small fleet that a seed decides on: machines that exist already, guests of Proxmox
 * VE, or both, with something of every kind.
 */
final class RandomFleet {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int STACKS = 4;
  private static final List<String> TAGS = List.of("home", "data", "away");

  private final Random random;
  private final boolean onCluster;
  private final boolean onMachines;
  private final ObjectNode fleet = JSON.objectNode();
  private final ArrayNode hosts = JSON.arrayNode();
  private final ArrayNode machines = JSON.arrayNode();
  private final ObjectNode containers = JSON.objectNode();
  private final Map<String, Integer> stacks = new TreeMap<>();

  RandomFleet(long seed) {
    this.random = new Random(seed);
    int kind = random.nextInt(4);
    this.onCluster = kind > 0;
    this.onMachines = kind != 1;
    IntStream.range(0, STACKS).forEach(stack -> stacks.put("app" + stack, 1));
    head();
    if (onCluster) {
      guests();
    }
    if (onMachines) {
      hosts();
    }
  }

  private void head() {
    fleet
        .putObject("ssh")
        .put("user", "phoenix_user")
        .put("identity_file", "~/.ssh/id_ed25519")
        .put("public_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxvcmVtIGlwc3Vt me@example.org");
    ObjectNode lifecycle = fleet.putObject("lifecycle");
    for (String kind : List.of("vm", "lxc", "template", "volume")) {
      lifecycle.putObject(kind + "/*").put("protect", false);
    }
    if (onCluster) {
      fleet
          .putObject("proxmox_api")
          .put("url", "https://10.0.0.13:8006")
          .put("user", "root@pam")
          .put("token", "phoenix")
          .put("token_secret", "${env:PROXMOX_TOKEN}")
          .put("node", "pve");
    }
    if (!onMachines) {
      return;
    }
    ObjectNode server =
        fleet
            .putObject("portainer_api")
            .put("admin_password", "${env:PORTAINER_ADMIN_PASSWORD}")
            .put("agent_secret", "${env:PORTAINER_AGENT_SECRET}")
            .put("image", "portainer/portainer-ce:" + (random.nextBoolean() ? "2.33.5" : "2.45.0"));
    ObjectNode group = server.putArray("groups").addObject();
    group.put("name", "homelab").put("description", "at home").set("tags", tags());
    server
        .putArray("registries")
        .addObject()
        .put("name", "ghcr")
        .put("type", "custom")
        .put("url", "ghcr.io")
        .put("username", "bot")
        .put("password", "${env:GHCR_TOKEN}");
  }

  private ArrayNode tags() {
    ArrayNode some = JSON.arrayNode();
    TAGS.stream().filter(_ -> random.nextInt(3) == 0).forEach(some::add);
    return some;
  }

  private void hosts() {
    fleet.set("hosts", hosts);
    hosts
        .addObject()
        .put("name", "server")
        .put("address", "10.0.1.1")
        .put("portainer_role", "primary");
    for (int agent = 1; agent <= 1 + random.nextInt(2); agent++) {
      hosts.add(agent(agent));
    }
  }

  private ObjectNode agent(int number) {
    ObjectNode host =
        JSON.objectNode()
            .put("name", "host" + number)
            .put("address", "10.0.1." + (10 + number))
            .put("portainer_role", "agent");
    host.set("tags", tags());
    if (random.nextBoolean()) {
      host.put("group", "homelab");
    }
    if (random.nextBoolean()) {
      host.putArray("registries").add("ghcr");
    }
    if (random.nextBoolean()) {
      ObjectNode docker = host.putObject("docker").put("channel", "docker-ce");
      docker.putArray("users").add("phoenix_user");
      docker.putObject("daemon").put("log-driver", "json-file");
    }
    ArrayNode volumes = host.putArray("volumes");
    IntStream.range(0, 1 + random.nextInt(2))
        .forEach(volume -> volumes.addObject().put("name", "data" + volume));
    host.putArray("networks").addObject().put("name", "edge");
    host.set("docker_stacks", someStacks());
    return host;
  }

  private ArrayNode someStacks() {
    ArrayNode some = JSON.arrayNode();
    stacks.keySet().stream().filter(_ -> random.nextInt(2) == 0).forEach(some::add);
    return some;
  }

  private void guests() {
    machines
        .addObject()
        .put("vmid", 9000)
        .put("name", "noble")
        .put("is_template", true)
        .put("template_image", "noble-server-cloudimg-amd64.img")
        .put("disk_size_gb", 8);
    for (int machine = 1; machine <= 1 + random.nextInt(2); machine++) {
      machines.add(machine(machine));
    }
    for (int container = 1; container <= random.nextInt(3); container++) {
      containers.set(Integer.toString(100 + container), container(container));
    }
  }

  private ObjectNode machine(int number) {
    ObjectNode machine =
        JSON.objectNode()
            .put("vmid", 1000 + number)
            .put("name", "machine" + number)
            .put("clone_from_vmid", 9000)
            .put("linked_clone", random.nextInt(3) == 0)
            .put("cores", 1 + random.nextInt(4))
            .put("memory_mb", 1024 * (1 + random.nextInt(4)))
            .put("disk_size_gb", 16 + random.nextInt(3))
            .put("description", "Number " + number);
    machine
        .putObject("network_config")
        .put("ip", "10.0.0." + number + "/16")
        .put("gw", "10.0.0.254");
    machine.putObject("user_config").put("username", "phoenix_user");
    if (onMachines && random.nextBoolean()) {
      machine.putArray("features").add("docker");
      machine.put("portainer_role", "agent");
      machine.putArray("docker_stacks").add("app3");
    }
    return machine;
  }

  private ObjectNode container(int number) {
    ObjectNode container =
        JSON.objectNode()
            .put("name", "box" + number)
            .put("template", "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst")
            .put("memory_mb", 512 * (1 + random.nextInt(3)))
            .put("cores", 1 + random.nextInt(3))
            .put("storage_pool", "local-zfs")
            .put("storage_size_gb", 8 + random.nextInt(3))
            .put("unprivileged", true);
    container
        .putObject("network_config")
        .put("name", "eth0")
        .put("bridge", "vmbr0")
        .put("ip", "10.0.2." + number + "/16")
        .put("gw", "10.0.0.254");
    if (random.nextBoolean()) {
      container.putArray("zfs_volumes").add(volume(0));
    }
    return container;
  }

  private static ObjectNode volume(int number) {
    return JSON.objectNode()
        .put("name", "store" + number)
        .put("pool", "local-zfs")
        .put("size_gb", 1)
        .put("mount_point", "/srv/store" + number);
  }

  /** Changes, adds and takes away a few things. */
  void edit() {
    int changes = 2 + random.nextInt(4);
    for (int change = 0; change < changes; change++) {
      if (onMachines && (!onCluster || random.nextBoolean())) {
        editMachines();
      } else {
        editGuests();
      }
    }
  }

  private void editMachines() {
    ObjectNode host = (ObjectNode) hosts.get(1 + random.nextInt(hosts.size() - 1));
    switch (random.nextInt(12)) {
      case 0, 1 -> stacks.merge("app" + random.nextInt(STACKS), 1, Integer::sum);
      case 2, 3 -> host.set("docker_stacks", someStacks());
      case 4 -> host.set("tags", tags());
      case 5 -> {
        if (host.has("group")) {
          host.remove("group");
        } else {
          host.put("group", "homelab");
        }
      }
      case 6 -> group().put("description", "number " + random.nextInt(100));
      case 7 -> group().set("tags", tags());
      case 8 -> host.withArray("volumes").addObject().put("name", "more" + random.nextInt(1000));
      case 9 -> {
        String driver = host.path("docker").path("daemon").path("log-driver").asString("");
        if (!driver.isEmpty()) {
          host.withObject("docker")
              .withObject("daemon")
              .put("log-driver", driver.equals("local") ? "json-file" : "local");
        }
      }
      case 10 -> {
        if (hosts.size() > 2) {
          hosts.remove(hosts.size() - 1);
        } else {
          hosts.add(agent(3));
        }
      }
      default ->
          ((ObjectNode) fleet.path("portainer_api").path("registries").get(0))
              .put("username", "bot" + random.nextInt(9));
    }
  }

  private ObjectNode group() {
    return (ObjectNode) fleet.path("portainer_api").path("groups").get(0);
  }

  private void editGuests() {
    ObjectNode machine = (ObjectNode) machines.get(1 + random.nextInt(machines.size() - 1));
    ObjectNode container = anyContainer();
    switch (random.nextInt(10)) {
      case 0 -> machine.put("cores", 1 + random.nextInt(8));
      case 1 -> machine.put("memory_mb", 1024 * (1 + random.nextInt(8)));
      case 2 -> machine.put("disk_size_gb", machine.path("disk_size_gb").asInt() + 1);
      case 3 -> machine.put("description", "Number " + random.nextInt(100));
      case 4 -> {
        if (machines.size() > 2) {
          machines.remove(machines.size() - 1);
        } else {
          machines.add(machine(3));
        }
      }
      case 5 -> container.put("memory_mb", 512 * (1 + random.nextInt(6)));
      case 6 -> container.put("storage_size_gb", container.path("storage_size_gb").asInt(8) + 1);
      case 7 ->
          container.withArray("zfs_volumes").add(volume(container.path("zfs_volumes").size()));
      case 8 -> containers.set("104", container(4));
      default -> {
        if (!containers.isEmpty()) {
          containers.remove(containers.propertyNames().iterator().next());
        }
      }
    }
  }

  /** One that nobody has if there is none. */
  private ObjectNode anyContainer() {
    List<JsonNode> all = new ArrayList<>(containers.values());
    return all.isEmpty() ? container(9) : (ObjectNode) all.get(random.nextInt(all.size()));
  }

  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      put(folder.resolve("phoenix_hypervisor_config.json"), fleet);
      put(folder.resolve("phoenix_vm_configs.json"), machinesFile());
      put(
          folder.resolve("phoenix_lxc_configs.json"),
          containers.isEmpty() ? null : JSON.objectNode().set("lxc_configs", containers));
      for (Map.Entry<String, Integer> stack : stacks.entrySet()) {
        Path home = Files.createDirectories(folder.resolve("stacks").resolve(stack.getKey()));
        Files.writeString(
            home.resolve("docker-compose.yml"), compose(stack.getKey(), stack.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable ObjectNode machinesFile() {
    if (machines.isEmpty()) {
      return null;
    }
    ObjectNode file = JSON.objectNode();
    file.putObject("vm_defaults").put("storage_pool", "local-zfs").put("network_bridge", "vmbr0");
    file.set("vms", machines);
    return file;
  }

  private static void put(Path file, @Nullable JsonNode content) throws IOException {
    if (content == null) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(content));
    }
  }

  /** The first has two services, the second a volume of its own, the third one that is there. */
  private static String compose(String name, int version) {
    int number = name.charAt(name.length() - 1) - '0';
    StringBuilder text = new StringBuilder("services:\n");
    for (int service = 0; service < (number == 0 ? 2 : 1); service++) {
      text.append(
          """
            service%d:
              image: example/%s:1.%d.0
              restart: unless-stopped
              ports: ["%d:80"]
          """
              .formatted(service, name, version, 20_000 + number * 10 + service));
    }
    return text
        + switch (number) {
          case 1 -> "    volumes: [\"own:/data\"]\nvolumes:\n  own:\n";
          case 2 -> "    volumes: [\"data0:/data\"]\nvolumes:\n  data0:\n    external: true\n";
          default -> "";
        };
  }
}
