package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenix.apply.Progress;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but their owner may read the files that phoenix makes, from their first moment on. */
final class OwnFilesTest {
  @TempDir private Path temporary;

  @BeforeEach
  void thereAreRights() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("the file system has rights of the POSIX kind")
        .contains("posix");
  }

  private static SortedMap<String, String> rights(Path folder, Set<Path> except) {
    SortedMap<String, String> rights = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!except.contains(file) && !file.endsWith(".gitignore")) {
          rights.put(
              file.toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rights;
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void whatIsBesideTheStateDuringARunAndAfterIt() {
    Path state = temporary.resolve("fleet.state.json");
    Site site = new Site(state);
    List<Resource> desired = List.of(Fleet.thing("a"), Fleet.thing("b", "a"));
    SortedMap<String, String> during = new TreeMap<>();
    site.apply(
        desired,
        PlanOptions.USUAL,
        new Progress() {
          @Override
          public void started(Step step) {
            during.putAll(rights(temporary, Set.of()));
          }
        });

    assertThat(during.keySet())
        .contains(state + ".journal", state + ".lock", state + ".reserve")
        .anyMatch(file -> file.endsWith("epoch"));
    assertThat(during.values()).containsOnly("rw-------");
    SortedMap<String, String> after = rights(temporary, Set.of());
    assertThat(after.keySet()).contains(state.toString()).anyMatch(it -> it.contains(".history"));
    assertThat(after.values()).as(after.toString()).containsOnly("rw-------");
  }

  @Test
  void whoeverIsGivenTheStateToReadKeepsIt() throws IOException {
    Path state = temporary.resolve("fleet.state.json");
    Site site = new Site(state);
    site.apply(List.of(Fleet.thing("a")));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-r-----"));

    site.apply(List.of(Fleet.thing("a"), Fleet.thing("b")));

    assertThat(rights(temporary, Set.of())).containsEntry(state.toString(), "rw-r-----");
  }

  @Test
  void savedPlansTheLabAndTheCache() throws IOException {
    CommandPlayer player = CommandPlayer.withExamples(temporary);
    Set<Path> before = files(player.folder());
    Files.createSymbolicLink(
        player.folder().resolve("web.plan.tmp"), player.folder().resolve("elsewhere"));
    for (String command :
        List.of("plan --out web.plan", "apply --auto-approve", "plan", "destroy --auto-approve")) {
      CommandPlayer.Played played =
          player.play("phoenix " + command + " --lab -C examples/single-host");
      assertThat(played.exit()).as(played.both()).isZero();
    }

    SortedMap<String, String> made = rights(player.folder(), before);

    assertThat(made.keySet())
        .anyMatch(file -> file.endsWith("web.plan"))
        .anyMatch(file -> file.endsWith("world.log"))
        .anyMatch(file -> file.endsWith("world.key"))
        .anyMatch(file -> file.endsWith("lab.lock"))
        .anyMatch(file -> file.endsWith("cache/reading"))
        .noneMatch(file -> file.endsWith("elsewhere") || file.endsWith(".tmp"));
    assertThat(made.values()).as(made.toString()).containsOnly("rw-------");
  }
}
