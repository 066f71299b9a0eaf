package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.Guest.Placement;
import dev.phoenix.configuration.Guest.StartUp;
import dev.phoenix.configuration.Guest.TraefikRoute;
import dev.phoenix.configuration.LxcContainer.AppArmor;
import dev.phoenix.configuration.LxcContainer.BindMount;
import dev.phoenix.configuration.LxcContainer.GuestVolume;
import dev.phoenix.configuration.LxcContainer.IdMap;
import dev.phoenix.configuration.LxcContainer.NvidiaDriver;
import dev.phoenix.configuration.VirtualMachine.Hardware;
import dev.phoenix.configuration.VirtualMachine.NfsMount;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of guests that hold every field there is: nothing of them is read and forgotten. */
class GuestFieldsTest {
  private static final Path GUESTS = Path.of("src/test/resources/guests");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"phoenix_vm_configs.json, vms", "phoenix_lxc_configs.json, lxc"})
  void theExampleHasEveryFieldOfTheSchema(String file, String schema) throws IOException {
    JsonNode root =
        JsonMapper.shared().readTree(Files.readString(Path.of("schemas", schema + ".schema.json")));
    Set<String> known = new TreeSet<>();
    names(root, known);
    Set<String> used = new TreeSet<>();
    used(JsonMapper.shared().readTree(Files.readString(GUESTS.resolve(file))), used);

    // An object in place of the name of a stack is tried where stacks are.
    known.remove("environment");
    assertThat(used).containsAll(known);
  }

  @ParameterizedTest
  @CsvSource({"phoenix_vm_configs.json", "phoenix_lxc_configs.json"})
  void everyValueIsCarriedOrWarnedOf(String file) throws IOException {
    for (String name : List.of("phoenix_vm_configs.json", "phoenix_lxc_configs.json")) {
      Files.copy(GUESTS.resolve(name), folder.resolve(name));
    }
    FieldCensus census = new FieldCensus(folder, file);

    assertThat(census.forgotten()).isEmpty();
    assertThat(census.fields()).isGreaterThan(40);
  }

  @Test
  void aMachineIsReadWhole() {
    VirtualMachine machine = read().virtualMachines().get(1);
    Guest guest = machine.guest();

    assertThat(guest.cores()).isEqualTo(4);
    assertThat(guest.memoryMb()).isEqualTo(8192);
    assertThat(guest.diskGb()).isEqualTo(64);
    assertThat(guest.storage()).isEqualTo("fast");
    assertThat(guest.startUp()).isEqualTo(new StartUp(true, 4, 2));
    assertThat(guest.features()).containsExactly("base_setup", "docker");
    assertThat(guest.route()).isEqualTo(new TraefikRoute("main", 9443));
    assertThat(guest.network().bridge()).isEqualTo("vmbr1");
    assertThat(guest.network().nameservers()).containsExactly("10.0.0.13", "10.0.0.14");
    assertThat(guest.network().searchDomain()).isEqualTo("example.org");
    assertThat(Objects.requireNonNull(guest.network().mac()).target())
        .isEqualTo("52:54:00:AA:BB:01");
    assertThat(Objects.requireNonNull(guest.firewall()).input()).isEqualTo("DROP");
    assertThat(Objects.requireNonNull(guest.firewall()).rules()).hasSize(1);
    assertThat(Objects.requireNonNull(machine.cloneFrom()).target()).isEqualTo("9000");
    assertThat(machine.linked()).isTrue();
    assertThat(machine.hardware()).isEqualTo(new Hardware(2, "x86-64-v2-AES", 2048, 20));
    assertThat(machine.keys()).singleElement().asString().startsWith("ssh-ed25519 AAAA");
    assertThat(machine.password()).isNotNull();
    assertThat(guest.placement())
        .isEqualTo(new Placement("pve", List.of("docker"), "Runs the server.", true));
    assertThat(machine.user()).isEqualTo("phoenix_user");
    assertThat(machine.mounts())
        .containsExactly(new NfsMount("data", "10.0.0.13", "/export/data", "/data"));
    assertThat(machine.snapshots())
        .containsExactly(Map.entry("post-features", "after"), Map.entry("pre-features", "before"));
  }

  @Test
  void aTemplateHasTheDefaults() {
    VirtualMachine template = read().virtualMachines().getFirst();

    assertThat(template.template()).isTrue();
    assertThat(template.image()).isEqualTo("noble-server-cloudimg-amd64.img");
    assertThat(template.imageChecksum()).isEqualTo("sha256:" + "ab".repeat(32));
    assertThat(template.guest().cores()).isEqualTo(2);
    assertThat(template.guest().memoryMb()).isEqualTo(4096);
    assertThat(template.guest().diskGb()).isEqualTo(32);
    assertThat(template.guest().storage()).isEqualTo("local-zfs");
    assertThat(template.guest().network().bridge()).isEqualTo("vmbr0");
    assertThat(template.guest().address()).isNull();
  }

  @Test
  void aContainerIsReadWhole() {
    LxcContainer container =
        read().containers().stream()
            .filter(one -> one.guest().vmid() == 101)
            .findFirst()
            .orElseThrow();

    assertThat(container.guest().memoryMb()).isEqualTo(2048);
    assertThat(container.guest().diskGb()).isEqualTo(16);
    assertThat(container.guest().network().name()).isEqualTo("eth0");
    assertThat(container.guest().startUp()).isEqualTo(new StartUp(true, 2, 5));
    assertThat(container.swapMb()).isEqualTo(512);
    assertThat(container.unprivileged()).isTrue();
    assertThat(container.appArmor()).isEqualTo(new AppArmor("unconfined", true));
    assertThat(container.gpus()).containsExactly(0, 1);
    assertThat(container.nvidia())
        .isEqualTo(
            new NvidiaDriver(
                "580.76.05", "https://example.org/cuda/", "https://example.org/driver.run"));
    assertThat(container.options()).containsExactly(Map.entry("nesting", "1"));
    assertThat(container.rawLines()).containsExactly("lxc.mount.auto:sys:rw");
    assertThat(container.idMaps()).containsExactly(new IdMap("gid", 33, 33, 1));
    assertThat(container.volumes())
        .containsExactly(
            new GuestVolume("models", "tank", 50, "/models"),
            new GuestVolume("more", "tank", 10, "/more"));
    assertThat(container.bindMounts())
        .containsExactly(new BindMount("/srv/logs", "/var/log/nginx", 33, 34));
    assertThat(container.script()).isEqualTo("gateway.sh");
    assertThat(container.bootstrapCa()).isEqualTo("https://10.0.0.10:9000");
    assertThat(Objects.requireNonNull(container.engine()).at("/ModelConfig/max_model_len").asInt())
        .isEqualTo(4096);
  }

  private static Configuration read() {
    Diagnostics diagnostics = new Diagnostics();
    Configuration read =
        new ConfigurationReader(SecretSource.of(Map.of())).read(GUESTS, diagnostics);
    return Objects.requireNonNull(read, () -> Rendering.of(diagnostics));
  }

  private static void names(JsonNode schema, Set<String> names) {
    names.addAll(schema.path("properties").propertyNames());
    schema.forEach(below -> names(below, names));
  }

  private static void used(JsonNode tree, Set<String> names) {
    if (tree.isObject()) {
      names.addAll(tree.propertyNames());
    }
    tree.forEach(below -> used(below, names));
  }
}
