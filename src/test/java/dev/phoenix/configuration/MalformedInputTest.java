package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hundred broken workspaces: each gives diagnostics, none an exception, none hangs. */
class MalformedInputTest {
  private static final int CASES = 300;
  private static final String HYPERVISOR =
      """
      {
        "ssh": { "user": "ops", "port": 22 },
        "portainer_api": {
          "admin_password": "${env:PORTAINER_PASSWORD}",
          "groups": [{ "name": "homelab", "tags": ["a", "b"] }]
        },
        "hosts": [
          { "name": "main", "address": "10.0.0.5", "portainer_role": "primary" },
          {
            "name": "web1",
            "address": "10.0.0.6",
            "portainer_role": "agent",
            "docker": { "channel": "any", "daemon": { "log-driver": "local" } },
            "volumes": [{ "name": "data", "options": { "type": "nfs" } }],
            "docker_stacks": ["web", { "name": "web", "environment": "testing" }]
          }
        ]
      }
      """;
  private static final String MACHINES =
      """
      { "vms": [
        { "vmid": 101, "name": "one", "network_config": { "ip": "10.0.0.7/24", "gw": "10.0.0.1" } },
        { "vmid": 102, "name": "two", "dependencies": ["101"], "docker_stacks": [] }
      ] }
      """;
  private static final String CONTAINERS =
      """
      { "lxc_configs": {
        "900": {
          "name": "base", "template": "/iso/ubuntu.tar.zst", "memory_mb": 2048, "unprivileged": true,
          "network_config": { "name": "eth0", "bridge": "vmbr0", "ip": "10.0.0.8/24", "gw": "10.0.0.1" },
          "mount_points": [{ "host_path": "/srv", "container_path": "/data" }]
        },
        "903": { "name": "copy", "clone_from_ctid": "900", "dependencies": ["900"], "cores": 2 }
      } }
      """;
  private static final String STACK =
      """
      { "environments": {
        "production": { "variables": [{ "name": "PORT", "value": "8081" }] },
        "testing": { "variables": [{ "name": "PORT", "value": 8082 }] }
      } }
      """;
  private static final String COMPOSE =
      """
      services:
        web: &web
          image: nginx:1.27
          ports: ["${PORT}:80"]
          volumes: ["data:/data"]
      volumes:
        data:
          external: true
      """;

  @TempDir Path folder;

  @Test
  void theWorkspaceThatIsBrokenIsGood() throws IOException {
    assertThat(read(write("good", files()))).filteredOn(Diagnostic::isError).isEmpty();
  }

  @Test
  void onlyDiagnosticsComeOfIt() throws IOException {
    int refused = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Map<String, byte[]> files = files();
      List<String> names = new ArrayList<>(files.keySet());
      String name = names.get(random.nextInt(names.size()));
      files.put(name, broken(files.getOrDefault(name, new byte[0]), random));
      Path workspace = write("case" + seed, files);

      List<Diagnostic> found =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10), () -> read(workspace), "seed " + seed + " in " + name);

      assertThat(found)
          .as("seed %d in %s", seed, name)
          .allSatisfy(one -> assertThat(one.summary()).isNotBlank().doesNotContain("Exception"));
      refused += found.stream().anyMatch(Diagnostic::isError) ? 1 : 0;
    }
    // Some mutations hit a comment-like place or a free text and leave a good workspace.
    assertThat(refused).isGreaterThan(CASES / 2);
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("phoenix_hypervisor_config.json", bytes(HYPERVISOR));
    files.put("phoenix_vm_configs.json", bytes(MACHINES));
    files.put("phoenix_lxc_configs.json", bytes(CONTAINERS));
    files.put("stacks/web/phoenix.json", bytes(STACK));
    files.put("stacks/web/docker-compose.yml", bytes(COMPOSE));
    return files;
  }

  private static byte[] broken(byte[] good, Random random) {
    String text = new String(good, StandardCharsets.UTF_8);
    return switch (random.nextInt(12)) {
      case 0 -> bytes(text.substring(0, random.nextInt(text.length())));
      case 1 -> flipped(good, random, 1 + random.nextInt(8));
      case 2 -> bytes(text.replaceFirst("\\{", "["));
      case 3 -> bytes(text.replace("\"name\"", "\"name\": 1, \"name\""));
      case 4 -> bytes("{\"hosts\":" + "[".repeat(random.nextInt(100_000)));
      case 5 -> bytes(text.replaceFirst("[0-9]+", "9".repeat(1 + random.nextInt(5_000))));
      case 6 -> flipped(good, random, 400);
      case 7 -> bytes("\uFEFF" + text.substring(random.nextInt(text.length())));
      case 8 -> bytes(bomb(random.nextInt(12)));
      case 9 -> bytes(text.replaceFirst("\"[a-z_]+\":", "\"__proto__\":"));
      case 10 -> new byte[random.nextInt(10_000)];
      case 11 -> bytes(shuffledLines(text, random));
      default -> throw new AssertionError("twelve kinds");
    };
  }

  private static byte[] flipped(byte[] good, Random random, int times) {
    byte[] bytes = good.clone();
    for (int i = 0; i < times; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static String bomb(int depth) {
    StringBuilder text = new StringBuilder("x0: &x0 [a, a, a, a, a, a, a, a, a]\n");
    for (int i = 1; i <= depth; i++) {
      String one = "*x" + (i - 1);
      text.append("x").append(i).append(": &x").append(i).append(" [");
      text.append((one + ", ").repeat(8)).append(one).append("]\n");
    }
    return text + "services:\n  web:\n    image: nginx\n    labels: *x" + depth + "\n";
  }

  private static String shuffledLines(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.shuffle(lines, random);
    return String.join("\n", lines);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path write(String name, Map<String, byte[]> files) throws IOException {
    Path workspace = folder.resolve(name);
    Files.createDirectories(workspace.resolve("stacks/web"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(workspace.resolve(file.getKey()), file.getValue());
    }
    return workspace;
  }

  private static List<Diagnostic> read(Path workspace) {
    Diagnostics diagnostics = new Diagnostics();
    new ConfigurationReader(SecretSource.of(Map.of("PORTAINER_PASSWORD", "from the test")))
        .read(workspace, diagnostics);
    return diagnostics.sorted();
  }
}
