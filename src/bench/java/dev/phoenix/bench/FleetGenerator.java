package dev.phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes the workspace of a fleet made from a seed: hosts of ten resources each, on every one
 * Docker, an agent, an endpoint, a volume, and stacks with a folder of their own.
 */
final class FleetGenerator {
  /** Secrets are set in the environment, as users have them. */
  static final int PASSWORDS = 10;

  private static final int OF_A_HOST = 10;

  private final Path folder;
  private final Random random;

  private FleetGenerator(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /**
   * Makes the folder.
   *
   * @param size how many resources; a multiple of ten
   */
  static void write(Path folder, int size, long seed) throws IOException {
    if (size < OF_A_HOST || size % OF_A_HOST != 0) {
      throw new IllegalArgumentException("not a multiple of " + OF_A_HOST + ": " + size);
    }
    new FleetGenerator(folder, seed).write(size / OF_A_HOST);
  }

  private void write(int hosts) throws IOException {
    StringBuilder json =
        new StringBuilder(
            """
            {
              "ssh": { "user": "phoenix_user", "identity_file": "~/.ssh/id_ed25519" },
              "portainer_api": {
                "admin_password": "${env:FLEET_ADMIN_PASSWORD}",
                "agent_secret": "${env:FLEET_AGENT_SECRET}"
              },
              "hosts": [
            """);
    for (int host = 0; host < hosts; host++) {
      json.append(host == 0 ? "" : ",\n").append(host(host));
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("phoenix_hypervisor_config.json"), json.append("\n  ]\n}\n"));
  }

  /** The first host has the server where the others have a network. */
  private String host(int host) throws IOException {
    StringBuilder stacks = new StringBuilder();
    for (int stack = 0; stack < 5; stack++) {
      String name = "app-%d-%d".formatted(host, stack);
      stack(folder.resolve("stacks").resolve(name), host, stack);
      stacks.append(stacks.isEmpty() ? "" : ", ").append('"').append(name).append('"');
    }
    return """
    {
      "name": "host%d",
      "address": "10.%d.%d.%d",
      "portainer_role": "%s",
      "docker": { "channel": "docker-ce", "users": ["phoenix_user"] },
      "volumes": [{ "name": "data" }],
      %s"docker_stacks": [%s]
    }\
    """
        .formatted(
            host,
            host / 40_000,
            host / 200 % 200,
            host % 200 + 10,
            host == 0 ? "primary" : "agent",
            host == 0 ? "" : "\"networks\": [{ \"name\": \"edge\" }],\n  ",
            stacks);
  }

  private void stack(Path stack, int host, int number) throws IOException {
    Files.createDirectories(stack);
    int port = 20_000 + 10 * number;
    StringBuilder compose = new StringBuilder("services:\n");
    for (int service = 0; service <= random.nextInt(3); service++) {
      compose.append(service(service, port + service, number == 0 && service == 0));
    }
    if (number == 0) {
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
