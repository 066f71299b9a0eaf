package dev.phoenix.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of phoenix and who may know whom, as docs/architecture.md describes them. */
final class ArchitectureTest {
  private static final String ROOT = "dev.phoenix.";
  private static final List<String> CORE =
      List.of("resource", "graph", "plan", "planfile", "apply", "state", "diagnostic");

  /** Prefixes of packages that only rooms of these prefixes may name. */
  private static final Map<String, List<String>> CONFINED =
      Map.of(
          "okhttp3.", List.of("provider."),
          "com.jcraft.", List.of("provider.ssh"),
          "org.jgrapht.", List.of("graph"),
          "com.networknt.", List.of("schema"),
          "org.apache.sshd.", List.of("lab"),
          "org.snakeyaml.", List.of("configuration.compose", "lab"));

  private final Packages packages = Packages.read();

  @Test
  void theCoreKnowsNoRoomAroundIt() {
    for (String room : CORE) {
      mayNotUse(
          room, List.of("provider", "configuration", "catalog", "schema", "cli", "view", "lab"));
    }
  }

  @Test
  void theFilesAreReadWithoutKnowingWhatBecomesOfThem() {
    mayUseOnly(
        "configuration",
        List.of("configuration", "diagnostic", "schema", "resource", "digest", "file"));
    mayUseOnly("catalog", List.of("catalog", "configuration", "resource", "diagnostic"));
    mayUseOnly("schema", List.of("schema", "diagnostic", "json"));
    mayUseOnly("json", List.of("json"));
    mayUseOnly("digest", List.of("digest"));
    mayUseOnly("file", List.of("file"));
  }

  @Test
  void whatIsFoundBecomesFilesWithoutAWorld() {
    mayUseOnly(
        "discovery", List.of("discovery", "configuration", "resource", "diagnostic", "json"));
  }

  @Test
  void gitKnowsTheStateAndNothingOfWhatItIsAbout() {
    mayUseOnly("git", List.of("git", "state", "diagnostic"));
  }

  @Test
  void providersKnowTheContractAndTheirConnections() {
    List<String> contract = List.of("resource", "diagnostic", "json", "provider.connection");
    mayUseOnly("provider.connection", contract);
    mayUseOnly("provider.ssh", with(contract, "provider.ssh"));
    mayUseOnly("provider.docker", with(contract, "provider.docker", "provider.ssh"));
    mayUseOnly("provider.proxmox", with(contract, "provider.proxmox", "provider.ssh"));
    mayUseOnly("provider.portainer", with(contract, "provider.portainer", "provider.docker"));
  }

  @Test
  void theLabSpeaksProtocolsAndKnowsNoProvider() {
    mayUseOnly(
        "lab", List.of("lab", "provider.connection", "resource", "diagnostic", "json", "file"));
  }

  @Test
  void viewsKnowResultsAndNothingElse() {
    mayNotUse("view", List.of("provider", "configuration", "catalog", "cli", "lab", "schema"));
  }

  @Test
  void onlyMainNamesAProvider() {
    packages
        .uses()
        .forEach((user, used) -> {
          if (!user.startsWith(ROOT + "provider.") && !user.equals(ROOT + "Main")) {
            assertThat(used)
                .as(user)
                .noneMatch(name ->
                    name.startsWith(ROOT + "provider.")
                        && !name.startsWith(ROOT + "provider.connection."));
          }
        });
  }

  @Test
  void librariesStayInTheirRooms() {
    packages
        .uses()
        .forEach((user, used) ->
            CONFINED.forEach((library, rooms) -> {
              if (rooms.stream().noneMatch(room -> user.startsWith(ROOT + room))) {
                assertThat(used).as(user).noneMatch(name -> name.startsWith(library));
              }
            }));
  }

  @Test
  void packagesDependOnEachOtherInNoCircle() {
    Map<String, SortedSet<String>> dependencies = new TreeMap<>(packages.dependencies());
    // Packages that nothing left depends on are taken away until only circles remain.
    boolean shrinking = true;
    while (shrinking) {
      SortedSet<String> free = new TreeSet<>();
      dependencies.forEach((name, used) -> {
        if (used.stream().noneMatch(dependencies::containsKey)) {
          free.add(name);
        }
      });
      free.forEach(dependencies::remove);
      shrinking = !free.isEmpty();
    }
    assertThat(dependencies).as("packages in or behind a circle").isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked = new ArrayList<>(packages.all());
    unmarked.removeAll(packages.nullMarked());
    unmarked.remove("dev.phoenix");
    assertThat(unmarked).isEmpty();
  }

  @Test
  void nothingHasANameThatSaysNothing() {
    Deque<String> names = new ArrayDeque<>(packages.all());
    packages.uses().keySet().forEach(names::add);
    assertThat(names)
        .noneMatch(name ->
            name.matches(
                ".*(\\.(util|utils|common|impl|manager|helper|helpers)(\\..*)?"
                    + "|(Util|Utils|Helper|Impl|Manager))"));
  }

  private static List<String> with(List<String> rooms, String... more) {
    List<String> all = new ArrayList<>(rooms);
    all.addAll(List.of(more));
    return all;
  }

  private void mayNotUse(String room, List<String> others) {
    dependenciesOf(room)
        .forEach((user, used) ->
            assertThat(used)
                .as(user)
                .noneMatch(name -> others.stream().anyMatch(o -> isIn(name, o))));
  }

  private void mayUseOnly(String room, List<String> others) {
    dependenciesOf(room)
        .forEach((user, used) ->
            assertThat(used)
                .as(user)
                .allMatch(name -> others.stream().anyMatch(o -> isIn(name, o))));
  }

  private SortedMap<String, SortedSet<String>> dependenciesOf(String room) {
    SortedMap<String, SortedSet<String>> result = new TreeMap<>(packages.dependencies());
    result.keySet().removeIf(name -> !isIn(name, room));
    return result;
  }

  private static boolean isIn(String name, String room) {
    return name.equals(ROOT + room) || name.startsWith(ROOT + room + ".");
  }
}
