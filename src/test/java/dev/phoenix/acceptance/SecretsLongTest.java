package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Looks for planted secrets in every byte that phoenix prints or writes. */
@Tag("long")
class SecretsLongTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** By the place they are planted in; each has characters that encodings change. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  @TempDir private Path temporary;
  private LabWorkspace workspace;
  private int runs;

  @BeforeEach
  void plant() throws IOException {
    workspace = LabWorkspace.example("homelab", temporary);
    for (String variable :
        new String[] {
          "PORTAINER_ADMIN_PASSWORD", "PORTAINER_AGENT_SECRET", "GHCR_TOKEN", "N8N_DB_PASSWORD",
          "N8N_ENCRYPTION_KEY", "WEB_DATABASE_PASS", "SSH_PASSWORD", "SSH_PASSPHRASE",
          "VM_PASSWORD", "VLLM_API_KEY",
        }) {
      secrets.put(variable, value(variable));
      workspace.with(variable, value(variable));
    }
    // Tokens of Proxmox VE are of letters and digits, and go into a header as they are.
    secrets.put("PROXMOX_TOKEN", "5d0a1f3e-planted-proxmox-token");
    workspace.with("PROXMOX_TOKEN", "5d0a1f3e-planted-proxmox-token");
    workspace.edit(
        "phoenix_vm_configs.json",
        "\"username\": \"phoenix_user\"",
        "\"username\": \"phoenix_user\", \"password\": \"${env:VM_PASSWORD}\"");
    secrets.put("file", value("file"));
    Files.writeString(workspace.folder().resolve("testing-pass"), value("file") + "\n");
    workspace.edit(
        "stacks/web/phoenix.json",
        "${env:WEB_TESTING_DATABASE_PASS}",
        "${file:../../testing-pass}");
    // One that can stand in the name of a volume, which is refused by that name.
    secrets.put("PLANTED_TAG", "planted-0f3c9a");
    workspace.with("PLANTED_TAG", "planted-0f3c9a");
    workspace.edit(
        "stacks/web/phoenix.json",
        "{ \"name\": \"WEB_TAG\",",
        "{ \"name\": \"PLANTED\", \"value\": \"${env:PLANTED_TAG}\" }, { \"name\": \"WEB_TAG\",");
    secrets.put("literal", value("literal"));
    workspace.edit(
        "stacks/n8n/phoenix.json",
        "\"environments\": {\n    \"production\": {\n      \"variables\": [",
        "\"environments\": {\n    \"production\": {\n      \"variables\": [\n"
            + "        { \"name\": \"API_TOKEN\", \"value\": \"${env:LITERAL}\" },");
    workspace.with("LITERAL", value("literal"));
    workspace.edit(
        "phoenix_hypervisor_config.json",
        "\"address\": \"10.0.0.21\",",
        "\"address\": \"10.0.0.21\", \"connection\": {\"kind\": \"ssh\", \"user\": \"root\","
            + " \"password\": \"${env:SSH_PASSWORD}\", \"passphrase\": \"${env:SSH_PASSPHRASE}\"},");
  }

  private static String value(String name) {
    return "S3cr&t/\"" + name.toLowerCase(Locale.ROOT) + "+=\\ü";
  }

  @Test
  void noneIsPrintedOrWritten() throws IOException {
    run("validate");
    run("graph");
    run("plan");
    run("plan", "--json");
    savedPlan();
    killed();
    succeed("apply", "--auto-approve");
    succeed("plan", "--detailed-exitcode");
    run("show");
    run("show", "--json");
    run("state", "list");
    run("state", "show", "stack/Dr-Phoenix/n8n");
    run("state", "show", "server/Portainer", "--json");
    run("state", "show", "vm/Dr-Phoenix", "--json");
    run("state", "show", "hypervisor/proxmox");
    failing();
    earlierStates();
    succeed("destroy", "--auto-approve");

    int files = search();
    System.out.printf(
        "SecretsLongTest: %d secrets in %d runs and %d files, none found%n",
        secrets.size(), runs, files);
  }

  /** One that is shown and, because the world has changed since, refused. */
  private void savedPlan() throws IOException {
    String plan = workspace.folder().resolve("homelab.plan").toString();
    run("plan", "--out", plan);
    run("show", plan);
    run("show", plan, "--json");
    run("show", plan, "--format", "markdown");
    succeed("apply", plan);
    PhoenixProcess.Ended again = workspace.run("apply", plan);
    assertThat(again.exit()).as(again.toString()).isEqualTo(6);
    succeed("destroy", "--auto-approve");
    search();
  }

  private void earlierStates() throws IOException {
    PhoenixProcess.Ended history = run("state", "history", "--json");
    String serial =
        MAPPER.readTree(history.out()).path("history").path(1).path("name").asString("");
    assertThat(serial).as(history.toString()).isNotEmpty();
    run("state", "history");
    succeed("state", "restore", serial, "--auto-approve");
    run("lock", "status");
    run("lock", "status", "--json");
    run("drift");
    succeed("apply", "--auto-approve");
    search();
  }

  private void killed() throws IOException {
    Path journal = workspace.state().resolveSibling(workspace.state().getFileName() + ".journal");
    try (PhoenixProcess apply = workspace.start("apply", "--auto-approve", "--lab-latency", "20")) {
      while (apply.isAlive()
          && !(Files.exists(journal) && Files.readString(journal).contains("stack/"))) {
        Thread.onSpinWait();
      }
      apply.kill();
    }
    runs++;
    search();
  }

  /** An image that cannot be had, a deployment that echoes a variable, a changed password. */
  private void failing() throws IOException {
    workspace.edit("stacks/web/docker-compose.yml", "- web_media:", "- ${PLANTED}:");
    PhoenixProcess.Ended echoed = run("apply", "--auto-approve");
    assertThat(echoed.out() + echoed.err()).as(echoed.toString()).contains("(sensitive)");
    run("apply", "--auto-approve", "--json");
    run("plan", "--json");
    workspace.edit("stacks/web/docker-compose.yml", "- ${PLANTED}:", "- web_media:");
    workspace.edit(
        "stacks/web/docker-compose.yml", "example/web:${WEB_TAG}", "example/${DATABASE_PASS}:x");
    run("plan");
    run("apply", "--auto-approve");
    workspace.edit(
        "stacks/web/docker-compose.yml", "example/${DATABASE_PASS}:x", "example/web:missing");
    run("apply", "--auto-approve");
    workspace.edit(
        "stacks/web/docker-compose.yml", "example/web:missing", "example/web:${WEB_TAG}");
    workspace.with("WEB_DATABASE_PASS", "another");
    run("plan");
    run("plan", "--json");
    workspace.with("WEB_DATABASE_PASS", value("WEB_DATABASE_PASS"));
    workspace.with("PORTAINER_ADMIN_PASSWORD", "wrong");
    run("plan");
    workspace.with("PORTAINER_ADMIN_PASSWORD", value("PORTAINER_ADMIN_PASSWORD"));
    search();
  }

  private void succeed(String... words) {
    PhoenixProcess.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  private PhoenixProcess.Ended run(String... words) {
    PhoenixProcess.Ended ended = workspace.run(words);
    runs++;
    assertThat(ended.exit()).as(ended.toString()).isIn(0, 1, 2, 4);
    assertThat(ended.err()).doesNotContain("\tat dev.phoenix");
    return ended;
  }

  private int search() throws IOException {
    return search(workspace.folder(), workspace.streams());
  }

  private int search(Path... folders) throws IOException {
    int searched = 0;
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("testing-pass")) {
            look(file);
            searched++;
          }
        }
      }
    }
    return searched;
  }

  private void look(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    secrets.forEach((place, secret) -> {
      for (String form : forms(secret)) {
        String bytes =
            new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(content.contains(bytes))
            .as("%s holds %s as %s:%n%s", file, place, form, content)
            .isFalse();
      }
    });
  }

  private static Set<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(secret);
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    String json = MAPPER.writeValueAsString(secret);
    forms.add(json.substring(1, json.length() - 1));
    forms.add(json.substring(1, json.length() - 1).replace("&", "\\u0026"));
    for (int before = 1; before < 3; before++) {
      // As behind a user's name: what does not depend on it.
      byte[] rest = Arrays.copyOfRange(bytes, 3 - before, bytes.length);
      String tail = Base64.getEncoder().withoutPadding().encodeToString(rest);
      forms.add(tail.substring(0, tail.length() - 2));
    }
    return forms;
  }
}
