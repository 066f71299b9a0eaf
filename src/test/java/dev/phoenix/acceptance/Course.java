package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.http.Way;
import dev.phoenix.state.Writing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The life of a random fleet when nothing goes wrong: made, changed, or destroyed. What goes wrong
 * is tried on copies of where each of these begins, and has to end alike.
 */
final class Course {
  private static final String NAME = "fleet";
  private static final List<String> SERIES = List.of("7.4", "8.4", "9.0", "9.1");

  private final String name;
  private final Path temporary;
  private final Map<KillScenario, Undisturbed> undisturbed = new EnumMap<>(KillScenario.class);
  private List<String> strangers = List.of();

  /**
   * How it goes.
   *
   * @param begin the folder that it sets out from
   * @param requests how many it asks of the world
   * @param writes how often it writes to state and journal
   */
  record Undisturbed(Path begin, OpenWorld.Content left, int requests, int writes) {}

  private Course(String name, Path temporary) {
    this.name = name;
    this.temporary = temporary;
  }

  /** Files that change once. */
  private interface Fleet {
    void write(Path folder);

    void edit(Path folder);
  }

  /**
   * Goes through it.
   *
   * @param name the number of a random fleet, or an example
   */
  static Course of(String name, Path temporary) {
    Course course = new Course(name, temporary);
    Fleet fleet = name.matches("[0-9]+") ? random(Long.parseLong(name)) : example(name);
    Path empty = temporary.resolve("empty").resolve(NAME);
    fleet.write(empty);
    Path made = course.go(KillScenario.CREATE, empty);
    course.strangersMoveIn(made);
    Path changed = copy(made, temporary.resolve("edited"));
    fleet.edit(changed);
    Path _ = course.go(KillScenario.CHANGE, changed);
    Path _ = course.go(KillScenario.DESTROY, made);
    return course;
  }

  private static Fleet random(long seed) {
    RandomFleet fleet = new RandomFleet(seed);
    return new Fleet() {
      @Override
      public void write(Path folder) {
        fleet.write(folder);
      }

      @Override
      public void edit(Path folder) {
        fleet.edit();
        fleet.write(folder);
      }
    };
  }

  private static Fleet example(String name) {
    return new Fleet() {
      @Override
      public void write(Path folder) {
        Path _ = copy(folder(), Objects.requireNonNull(folder.getParent()));
      }

      private Path folder() {
        return switch (name) {
          case "hosts" -> Path.of("src/test/resources/catalog/hosts");
          case "guest-fleet" -> Path.of("src/test/resources/guest-fleet");
          default -> Path.of("examples", name);
        };
      }

      @Override
      public void edit(Path folder) {
        LabWorkspace files = LabWorkspace.at(folder);
        switch (name) {
          case "hosts" -> KillScenario.CHANGE.edit(files);
          case "guest-fleet" -> GuestKill.Run.CHANGE.edit(files);
          case "homelab" -> {
            files.edit("phoenix_vm_configs.json", "\"cores\": 4", "\"cores\": 6");
            files.edit("phoenix_lxc_configs.json", "\"memory_mb\": 1024", "\"memory_mb\": 2048");
            files.edit("phoenix_hypervisor_config.json", "[\"outside\"]", "[\"inside\"]");
          }
          default ->
              files.edit(
                  "stacks/whoami/docker-compose.yml", "restart: unless-stopped", "restart: always");
        }
      }
    };
  }

  String name() {
    return name;
  }

  /** The world of this fleet, with tasks of some length. */
  LabOptions options(Function<String, Way> ways) {
    Random random = new Random(name.hashCode());
    return new LabOptions("2.33.5", Duration.ZERO, Duration.ofMillis(1), 0, 1)
        .withProxmox(
            SERIES.get(random.nextInt(SERIES.size())), Duration.ofMillis(random.nextInt(60)))
        .withWays(ways);
  }

  Undisturbed undisturbed(KillScenario scenario) {
    return Objects.requireNonNull(undisturbed.get(scenario));
  }

  /** Where a scenario begins, once more. */
  Path begin(KillScenario scenario, String name) {
    return copy(undisturbed(scenario).begin(), temporary.resolve(name));
  }

  private Path go(KillScenario scenario, Path begin) {
    Path folder = copy(begin, temporary.resolve("undisturbed-" + scenario));
    AtomicInteger requests = new AtomicInteger();
    AtomicInteger writes = new AtomicInteger();
    Way counting =
        (request, service) -> {
          requests.incrementAndGet();
          return service.answer(request);
        };
    try (OpenWorld world = new OpenWorld(folder, options(_ -> counting))) {
      OpenWorld.Ran ran =
          world.run(
              (file, bytes) -> {
                writes.incrementAndGet();
                Writing.TO_DISK.write(file, bytes);
              },
              command(scenario));
      assertThat(ran.exit()).as("%s, %s undisturbed: %s", name, scenario, ran).isZero();
      int asked = requests.get();
      OpenWorld.Content left = assertAtRest(scenario, world, "undisturbed");
      assertThat(left.names()).as(name).doesNotHaveDuplicates();
      undisturbed.put(scenario, new Undisturbed(begin, left, asked, writes.get()));
    }
    return folder;
  }

  static String[] command(KillScenario scenario, String... more) {
    List<String> words = new ArrayList<>(List.of(scenario.command(), "--auto-approve"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private void strangersMoveIn(Path folder) {
    try (OpenWorld world = new OpenWorld(folder, options(_ -> Way.OPEN))) {
      List<String> before = world.content().identities();
      try (LabDoors doors = world.doors()) {
        Strangers.moveIn(doors);
      }
      strangers = world.content().identities().stream().filter(it -> !before.contains(it)).toList();
    }
  }

  /** Holds a world against the one that nothing went wrong in. */
  void check(KillScenario scenario, OpenWorld world, String as) {
    OpenWorld.Content left = assertAtRest(scenario, world, as);
    OpenWorld.Content wanted = undisturbed(scenario).left();
    assertThat(left.names()).as(as).isEqualTo(wanted.names());
    if (scenario != KillScenario.CREATE) {
      List<String> untouched = new ArrayList<>(strangers);
      untouched.retainAll(wanted.identities());
      assertThat(left.identities()).as("%s: what is somebody else's", as).containsAll(untouched);
    }
  }

  /** The state says what is there, and there is nothing left to do. */
  private OpenWorld.Content assertAtRest(KillScenario scenario, OpenWorld world, String as) {
    assertThat(world.isLeftUnfinished()).as("%s: a journal is left", as).isFalse();
    assertThat(world.untruths()).as("%s: the state", as).isEmpty();
    if (scenario == KillScenario.DESTROY) {
      assertThat(world.run("state", "list").said()).as("%s: the state", as).isEmpty();
    } else {
      OpenWorld.Ran plan = world.run("plan", "--detailed-exitcode");
      assertThat(plan.exit()).as("%s: %s", as, plan).isZero();
      OpenWorld.Ran drift = world.run("drift");
      assertThat(drift.exit()).as("%s: %s", as, drift).isZero();
    }
    return world.content();
  }

  /** A copy of a folder that is called the same, since the state is named after it. */
  private static Path copy(Path from, Path parent) {
    Path to = parent.resolve(NAME);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }
}
