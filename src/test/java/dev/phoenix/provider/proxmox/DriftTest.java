package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.provider.proxmox.DriftCase.Effect;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Rule.Disruption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every attribute of templates, machines and containers is changed by hand and by the files: the
 * plan sees it and why, says beforehand what it does to what runs, and the apply does just that.
 */
final class DriftTest {
  private static final Set<String> DRIFTED = new TreeSet<>();
  private static final Set<String> FACES = new TreeSet<>();
  private static final String[] REBOOTS = {"qmreboot", "vzreboot"};
  private static final String[] MADE = {"qmcreate", "vzcreate", "qmclone"};
  private static int changes;

  @TempDir Path folder;
  private boolean together;
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>(DriftTable.GUESTS);

  @AfterAll
  static void say() {
    System.out.printf(
        "drifted by hand: %d attributes of vm, lxc and template x %d faces of Proxmox VE (%s); %d plans and applies%n",
        DRIFTED.size(), FACES.size(), String.join(", ", FACES), changes);
  }

  /** By hand alone, and several at a time where they can be told apart. */
  @Test
  void everyAttributeByHandOnOneFace() throws Exception {
    everyAttribute("8.4", true);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"7.4", "8.4", "9.0"})
  void everyAttributeByItselfOnEveryFace(String release) throws Exception {
    everyAttribute(release, false);
  }

  private void everyAttribute(String release, boolean several) throws Exception {
    together = several;
    FACES.add(release);
    int number = number(release);
    try (DriftWorld world = new DriftWorld(release, folder)) {
      files.keySet().forEach(guest -> want(world, guest, number));
      assertThat(world.apply().isComplete()).isTrue();
      assertThat(acts(world.plan())).isEmpty();
      covered(world);
      List<DriftCase> all = DriftTable.CASES.stream().filter(one -> number >= one.since()).toList();
      for (DriftCase one : together ? DriftCase.together(all) : all) {
        byHand(world, one);
      }
      for (DriftCase one : together ? List.<DriftCase>of() : all) {
        byFiles(world, one, number);
      }
      assertThat(acts(world.plan())).isEmpty();
    }
    assertThat(wrong).as("%s", String.join("\n", wrong)).isEmpty();
  }

  private static int number(String release) {
    String[] parts = release.split("\\.", -1);
    return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
  }

  private void want(DriftWorld world, String guest, int number) {
    String json = files.getOrDefault(guest, "");
    // Devices are handed through by raw lines before 8.1.
    String fit = number < 801 ? json.replaceFirst("'devices':\\[.*?\\],", "") : json;
    world.want(guest, fit, Map.of());
  }

  /** What the code manages is what the table drifts, and nothing else. */
  private void covered(DriftWorld world) {
    for (String guest : List.of("vm/web1", "lxc/box", "template/noble")) {
      GuestType type = world.type(guest.substring(0, guest.indexOf('/')));
      Attributes whole = FakeRun.attributes(files.getOrDefault(guest, ""));
      Set<String> managed = ManagedPaths.of(type, whole, config(world, guest));
      files.forEach((other, json) -> {
        if (other.startsWith(type.name() + "/")) {
          managed.addAll(FakeRun.attributes(json).values().keySet());
        }
      });
      Set<String> tried = new TreeSet<>();
      DriftTable.CASES.stream()
          .filter(one -> one.type().equals(type.name()))
          .forEach(one -> tried.addAll(one.general()));
      managed.stream()
          .filter(path -> !DriftTable.WITHOUT.containsKey(type.name() + " " + path))
          .filter(path -> tried.stream().noneMatch(it -> (it + ".").startsWith(path + ".")))
          .forEach(path -> wrong.add("no case for " + path + " of " + type.name()));
      tried.stream()
          .filter(path -> managed.stream().noneMatch(it -> (it + ".").startsWith(path + ".")))
          .forEach(path -> wrong.add(type.name() + " knows no " + path));
    }
  }

  private static Map<String, String> config(DriftWorld world, String guest) {
    Map<String, String> config = new TreeMap<>();
    world
        .asRoot("GET", base(world, guest) + "/config", Map.of())
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asString("")));
    return config;
  }

  private static String base(DriftWorld world, String guest) {
    String kind = guest.startsWith("lxc/") ? "lxc/" : "qemu/";
    return "/nodes/pve/" + kind + vmid(world, guest);
  }

  private static int vmid(DriftWorld world, String guest) {
    var resource = world.desired.get(Address.parse(guest));
    return resource == null ? 0 : resource.attributes().number("vmid", 0);
  }

  private void byHand(DriftWorld world, DriftCase one) throws Exception {
    if (one.drift() == Effect.NONE) {
      return;
    }
    DriftHand hand = new DriftHand(world, one.type(), vmid(world, one.guest()));
    DRIFTED.addAll(one.general().stream().map(path -> one.type() + "." + path).toList());
    one.by().forEach(hand::does);
    if (one.drift() == Effect.REBOOT) {
      expect(world, one, "waiting", Cause.DRIFT, Effect.LIVE);
      one.by().forEach(hand::does);
      hand.reboots();
    }
    expect(world, one, "by hand", Cause.DRIFT, one.drift());
  }

  private void byFiles(DriftWorld world, DriftCase one, int number) throws Exception {
    if (one.files() == Effect.NONE) {
      return;
    }
    String before = files.getOrDefault(one.guest(), "");
    files.put(one.guest(), one.edit(before));
    want(world, one.guest(), number);
    expect(world, one, "by the files", Cause.CONFIG, one.files());
    if (one.files() == Effect.REFUSED) {
      files.put(one.guest(), before);
      want(world, one.guest(), number);
    }
  }

  private static List<Change> acts(Plan plan) {
    return plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
  }

  private void expect(DriftWorld world, DriftCase one, String how, Cause cause, Effect effect)
      throws Exception {
    changes++;
    try {
      tried(world, one, how, cause, effect);
    } catch (AssertionError failed) {
      wrong.add("%s, %s: %s".formatted(one, how, failed.getMessage()));
      heal(world);
    }
  }

  private void tried(DriftWorld world, DriftCase one, String how, Cause cause, Effect effect)
      throws Exception {
    int vmid = vmid(world, one.guest());
    Map<String, Long> before = done(world, vmid);
    boolean done =
        world
            .apply(plan -> {
              List<Change> acts = acts(plan);
              String seen = describe(acts);
              String wanted = wanted(one, cause, effect);
              boolean told = effect == Effect.RECORDED || told(acts, one);
              if (!seen.equals(wanted) || !told) {
                wrong.add(
                    "%s, %s: planned %s instead of %s"
                        .formatted(one, how, seen + paths(acts), wanted));
              }
            })
            .isComplete();
    if (effect == Effect.REFUSED) {
      return;
    }
    world.later();
    // What is left of several would stand in the next plan as well.
    List<Change> left = together ? List.of() : acts(world.plan());
    if (!done || !left.isEmpty()) {
      wrong.add("%s, %s: %s, left %s".formatted(one, how, done, describe(left) + paths(left)));
      heal(world);
    }
    Map<String, Long> after = done(world, vmid);
    long rebooted = of(after, REBOOTS) - of(before, REBOOTS);
    if (rebooted != (effect == Effect.REBOOT || effect == Effect.REBOOT_NOW ? 1 : 0)) {
      wrong.add("%s, %s: rebooted %d times".formatted(one, how, rebooted));
    }
    long stopped = of(after, "vzshutdown") - of(before, "vzshutdown");
    if (effect != Effect.ANEW && stopped != (effect == Effect.STOP ? 1 : 0)) {
      wrong.add("%s, %s: stopped %d times".formatted(one, how, stopped));
    }
    long made = of(after, MADE) - of(before, MADE);
    if (made != (effect == Effect.ANEW ? 1 : 0)) {
      wrong.add("%s, %s: made %d times".formatted(one, how, made));
    }
  }

  private static void heal(DriftWorld world) throws Exception {
    boolean _ = world.apply().isComplete();
    world.later();
  }

  private static boolean told(List<Change> acts, DriftCase one) {
    return acts.size() == 1 && one.explains(paths(acts));
  }

  private static List<String> paths(List<Change> acts) {
    return acts.stream().flatMap(c -> c.differences().stream()).map(d -> d.path()).toList();
  }

  private static String describe(List<Change> acts) {
    return acts.stream()
        .map(change ->
            "%s %s by %s%s%s"
                .formatted(
                    change.action(),
                    change.address(),
                    change.cause(),
                    change.disruption() == Disruption.NONE ? "" : " " + change.disruption(),
                    change.blocked() == null ? "" : " blocked"))
        .toList()
        .toString();
  }

  private static String wanted(DriftCase one, Cause cause, Effect effect) {
    if (effect == Effect.RECORDED) {
      return "[]";
    }
    String rest =
        switch (effect) {
          case REFUSED -> " blocked";
          case RESTART -> " RESTART";
          case REBOOT, REBOOT_NOW, STOP -> " REBOOT";
          case ANEW -> " RECREATE";
          default -> "";
        };
    Action action = effect == Effect.ANEW ? Action.REPLACE : Action.UPDATE;
    return "[%s %s by %s%s]".formatted(action, one.guest(), cause, rest);
  }

  /** What was done to a guest that matters to what runs in it, from its tasks. */
  private static Map<String, Long> done(DriftWorld world, int vmid) {
    return world.tasks(vmid / 100 == 10 ? List.of(1001, 1011, 9000, 9001) : List.of(vmid));
  }

  private static long of(Map<String, Long> tasks, String... types) {
    return Stream.of(types).mapToLong(type -> tasks.getOrDefault(type, 0L)).sum();
  }
}
