package dev.phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes the workspace of a fleet made from a seed: hosts of ten resources each, on every one
 * Docker, an agent, an endpoint, a volume, and stacks with a folder of their own. Hosts are
 * machines that are there, or such as phoenix makes.
 */
final class FleetGenerator {
  /** Secrets are set in the environment, as users have them. */
  static final int PASSWORDS = 10;

  private static final int OF_A_HOST = 10;
  private static final String HEAD =
      """
      {
        "ssh": { "user": "phoenix_user", "identity_file": "~/.ssh/id_ed25519" },
        "portainer_api": {
          "admin_password": "${env:FLEET_ADMIN_PASSWORD}",
          "agent_secret": "${env:FLEET_AGENT_SECRET}"
        },
      """;

  private final Path folder;
  private final boolean guests;
  private final Random random;

  private FleetGenerator(Path folder, boolean guests, long seed) {
    this.folder = folder;
    this.guests = guests;
    this.random = new Random(seed);
  }

  /**
   * Makes the folder.
   *
   * @param size how many resources; a multiple of ten
   * @param guests whether the hosts are virtual machines that phoenix makes, each with a container
   *     of Proxmox VE beside it in place of volume and network
   */
  static void write(Path folder, int size, boolean guests, long seed) throws IOException {
    if (size < OF_A_HOST || size % OF_A_HOST != 0) {
      throw new IllegalArgumentException("not a multiple of " + OF_A_HOST + ": " + size);
    }
    FleetGenerator generator = new FleetGenerator(folder, guests, seed);
    Files.createDirectories(folder);
    if (guests) {
      generator.writeGuests(size / OF_A_HOST);
    } else {
      generator.writeHosts(size / OF_A_HOST);
    }
  }

  private void writeHosts(int hosts) throws IOException {
    StringBuilder json = new StringBuilder(HEAD).append("  \"hosts\": [\n");
    for (int host = 0; host < hosts; host++) {
      json.append(host == 0 ? "" : ",\n").append(host(host));
    }
    Files.writeString(folder.resolve("phoenix_hypervisor_config.json"), json.append("\n  ]\n}\n"));
  }

  private void writeGuests(int hosts) throws IOException {
    Files.writeString(
        folder.resolve("phoenix_hypervisor_config.json"),
        HEAD
            + """
              "proxmox_api": {
                "url": "https://10.250.0.1:8006", "user": "automation@pve", "token": "phoenix",
                "token_secret": "${env:FLEET_TOKEN}", "node": "pve"
              }
            }
            """);
    StringBuilder machines =
        new StringBuilder(
            """
            {
              "vm_defaults": { "cores": 2, "memory_mb": 4096, "storage_pool": "pool", "network_bridge": "vmbr0" },
              "vms": [
                { "vmid": 100, "name": "base", "is_template": true, "template_image": "noble-server-cloudimg-amd64.img" }\
            """);
    StringBuilder containers = new StringBuilder("{\n  \"lxc_configs\": {\n");
    for (int host = 0; host < hosts; host++) {
      machines.append(",\n").append(machine(host));
      containers.append(host == 0 ? "" : ",\n").append(container(host));
    }
    Files.writeString(folder.resolve("phoenix_vm_configs.json"), machines.append("\n  ]\n}\n"));
    Files.writeString(folder.resolve("phoenix_lxc_configs.json"), containers.append("\n  }\n}\n"));
  }

  /** The first has the cluster, the template and the server where the others have more stacks. */
  private String machine(int host) throws IOException {
    return """
        { "vmid": %d, "name": "host%d", "clone_from_vmid": 100, "disk_size_gb": 32, "portainer_role": "%s",
          "start_at_boot": true, "boot_order": %d, "features": ["docker"], "docker_stacks": [%s],
          "network_config": { "ip": "%s/8", "gw": "10.250.0.1" }, "user_config": { "username": "phoenix_user" } }\
    """
        .formatted(
            1_000 + host,
            host,
            host == 0 ? "primary" : "agent",
            host % 9 + 1,
            stacks(host, host == 0 ? 2 : 5),
            address(10, host));
  }

  private static String container(int host) {
    return """
        "%d": { "name": "box%d", "template": "local:vztmpl/debian-12-standard.tar.zst", "memory_mb": 512,
          "cores": 1, "storage_pool": "pool", "storage_size_gb": 8, "unprivileged": true, "start_at_boot": true,
          "network_config": { "name": "eth0", "bridge": "vmbr0", "ip": "%s/8", "gw": "10.250.0.1" } }\
    """
        .formatted(100_000 + host, host, address(100, host));
  }

  private static String address(int from, int host) {
    return "10.%d.%d.%d".formatted(from + host / 40_000, host / 200 % 200, host % 200 + 10);
  }

  private String stacks(int host, int count) throws IOException {
    StringBuilder stacks = new StringBuilder();
    for (int stack = 0; stack < count; stack++) {
      String name = "app-%d-%d".formatted(host, stack);
      stack(folder.resolve("stacks").resolve(name), host, stack);
      stacks.append(stacks.isEmpty() ? "" : ", ").append('"').append(name).append('"');
    }
    return stacks.toString();
  }

  /** The first host has the server where the others have a network. */
  private String host(int host) throws IOException {
    return """
    {
      "name": "host%d",
      "address": "%s",
      "portainer_role": "%s",
      "docker": { "channel": "docker-ce", "users": ["phoenix_user"] },
      "volumes": [{ "name": "data" }],
      %s"docker_stacks": [%s]
    }\
    """
        .formatted(
            host,
            address(0, host),
            host == 0 ? "primary" : "agent",
            host == 0 ? "" : "\"networks\": [{ \"name\": \"edge\" }],\n  ",
            stacks(host, 5));
  }

  private void stack(Path stack, int host, int number) throws IOException {
    Files.createDirectories(stack);
    int port = 20_000 + 10 * number;
    StringBuilder compose = new StringBuilder("services:\n");
    for (int service = 0; service <= random.nextInt(3); service++) {
      compose.append(service(service, port + service, number == 0 && service == 0 && !guests));
    }
    if (number == 0 && !guests) {
      compose.append("volumes:\n  data:\n    external: true\n");
    }
    Files.writeString(stack.resolve("docker-compose.yml"), compose);
    Files.writeString(stack.resolve("phoenix.json"), environment(host, number));
  }

  private String service(int service, int port, boolean keepsData) {
    return """
      service%d:
        image: registry.example.org/team/service%d:%d.%d.%d
        restart: unless-stopped
        ports:
          - "%d:8080"
        environment:
          LOG_LEVEL: ${LOG_LEVEL:-info}
          INSTANCE: "${INSTANCE}"
        healthcheck:
          test: ["CMD", "wget", "-q", "http://localhost:8080/health"]
          interval: 10s
    %s\
    """
        .formatted(
            service,
            random.nextInt(50),
            random.nextInt(9),
            random.nextInt(20),
            random.nextInt(20),
            port,
            keepsData ? "    volumes:\n      - data:/var/lib/data\n" : "");
  }

  /** One stack of a host has a password. */
  private String environment(int host, int number) {
    String password =
        "{ \"name\": \"PASSWORD\", \"value\": \"${env:FLEET_PASSWORD_%d}\" }"
            .formatted(random.nextInt(PASSWORDS));
    return """
    {
      "description": "Generated.",
      "environments": {
        "production": {
          "variables": [
            { "name": "INSTANCE", "value": "%s" }%s
          ]
        }
      }
    }
    """
        .formatted(
            String.format(Locale.ROOT, "app-%d-%d", host, number),
            number == 0 ? ",\n        " + password : "");
  }
}
