package dev.phoenix.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a workspace with stacks of all that the result of reading a Compose file depends on:
 * variables in clear and secret, defaults, profiles, labels and several environments, and one that
 * only the central file knows.
 */
final class RandomStacks {
  private final Path folder;
  private final Random random;

  RandomStacks(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  Path write(int stacks) throws IOException {
    Files.createDirectories(folder);
    StringBuilder assigned = new StringBuilder("\"central\"");
    for (int i = 0; i < stacks; i++) {
      Path stack = Files.createDirectories(folder.resolve("stacks/app" + i));
      Files.writeString(stack.resolve("docker-compose.yml"), compose(i));
      Files.writeString(stack.resolve("phoenix.json"), description(i));
      assigned.append(",\n      \"app").append(i).append('"');
    }
    Files.writeString(folder.resolve("central.yml"), compose(99));
    Files.writeString(
        folder.resolve("phoenix_stacks_config.json"),
        """
        { "docker_stacks": {
          "central": {
            "compose_file_path": "central.yml",
            "environments": { "production": { "variables": [{ "name": "TAG", "value": "1.2" }] } }
          },
          "app1": {
            "compose_file_path": "stacks/app1/docker-compose.yml",
            "environments": { "production": {
              "variables": [{ "name": "TAG", "value": "central" }],
              "services": { "web": { "traefik_labels": ["traefik.enable=true"] } }
            } }
          }
        } }
        """);
    Files.writeString(
        folder.resolve("phoenix_hypervisor_config.json"),
        """
        {
          "ssh": { "user": "ops" },
          "portainer_api": { "admin_password": "${env:PASSWORD}" },
          "hosts": [{
            "name": "main", "address": "10.0.0.5", "portainer_role": "primary",
            "volumes": [{ "name": "data" }],
            "docker_stacks": [
              %s]
          }]
        }
        """
            .formatted(assigned));
    return folder;
  }

  private String compose(int kind) {
    String web =
        """
        services:
          web:
            image: registry.example.org/web:${TAG:-latest}
            restart: %s
            environment:
              PASSWORD: "${DB_PASSWORD:-none}"
              WHERE: ${PLACE:-nowhere}
        """
            .formatted(kind % 3 == 1 ? "${POLICY_KEY:-always}" : "always");
    String job =
        """
          job:
            image: busybox:1.3%d
            command: run ${%s:+quietly}
            profiles: ["nightly"]
        """
            .formatted(kind % 7, kind % 4 == 0 ? "DB_PASSWORD" : "MISSING");
    String data =
        """
          data:
            image: postgres:1%d
            ports:
              - "127.0.0.1:%d:5432"
            volumes:
              - data:/var/lib/data
        volumes:
          data:
            external: true
        """
            .formatted(kind % 8, 20_000 + kind);
    return web + (kind % 2 == 0 ? job : "") + (kind % 3 == 0 ? data : "");
  }

  private String description(int stack) {
    String labels =
        stack % 4 == 0
            ? "\"services\": { \"web\": { \"traefik_labels\": [\"a.rule=Host(`%d`)\"] } },"
                .formatted(stack)
            : "";
    return """
    {
      "description": "Number %d.",
      "environments": {
        "production": {
          %s
          "variables": [
            { "name": "TAG", "value": "%d.0" },
            { "name": "POLICY_KEY", "value": "${env:OTHER}" },
            { "name": "COMPOSE_PROFILES", "value": "%s" },
            { "name": "DB_PASSWORD", "value": "${env:%s}" }
          ]
        },
        "testing": {
          "variables": [{ "name": "PLACE", "value": "a desk" }]
        }
      }
    }
    """
        .formatted(
            stack,
            labels,
            stack,
            random.nextBoolean() ? "nightly" : "",
            random.nextInt(3) == 0 ? "OTHER" : "PASSWORD");
  }
}
