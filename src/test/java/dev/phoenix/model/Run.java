package dev.phoenix.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Found;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.plan.Scope;
import dev.phoenix.planfile.PlanFile;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.Renaming;
import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One program under way: files, world and state, and what was done to them so far. */
final class Run {
  private final Path file;
  private final Site site;
  private final Wishes wishes = new Wishes();
  private final Hands hands;
  private final List<String> said = new ArrayList<>();
  private final Commands commands;

  Run(Path folder) {
    this.file = folder.resolve("fleet.plan");
    this.site = new Site(folder.resolve("fleet.state.json"));
    this.hands = new Hands(site.world);
    this.commands = new Commands(site, wishes, said);
  }

  /** What was done, in words. */
  List<String> said() {
    return said;
  }

  private void say(String what) {
    said.add(what);
  }

  void step(Random random) {
    moveSwapped();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6 -> say(wishes.edit(random));
      case 7, 8, 9 -> say(hands.work(random, wishes.resources(), site.state()));
      case 10, 11 -> apply(PlanOptions.USUAL.with(wishes.lifecycles()), random, "applies all");
      case 12, 13, 14 -> applyPart(random);
      case 15 -> saved(random);
      case 16 -> forget(random);
      case 17 -> move(random);
      case 18 -> adopt(random);
      default -> destroyPart(random);
    }
    site.state()
        .resources()
        .values()
        .forEach(it -> site.world.others().remove(it.identity().part("id")));
    Oracle.checkState(site.state(), site.world.things(), site.world.others());
  }

  /** Once nothing fails any more, one apply makes all as the files want it. */
  void end() {
    site.world.unreachable().clear();
    hands.switchOn();
    hands.makeRoom(wishes.resources(), site.state());
    wishes.unprotect();
    moveSwapped();
    PlanOptions all = choices().everything();
    say("all is well again, and everything may be changed");
    List<Doing> doings = commands.apply(all, new Luck(site, 0, 0, 0), Integer.MAX_VALUE);
    Doing last = doings.getLast();
    assertThat(last.isWhole()).as("%s", last.plan().changes()).isTrue();
    assertThat(last.state().resources().keySet()).isEqualTo(new HashSet<>(wishes.addresses()));
    Plan again = site.plan(wishes.resources(), all);
    assertThat(again.changes())
        .filteredOn(it -> it.action() != Action.NO_OP)
        .as("plan after apply")
        .isEmpty();
    assertThat(again.steps()).as("plan after apply").isEmpty();
    Oracle.assertWorld(last, site.world.others());
  }

  private Choices choices() {
    SortedSet<Address> known = new TreeSet<>(wishes.addresses());
    known.addAll(site.state().resources().keySet());
    return new Choices(List.copyOf(known), wishes.addresses(), wishes.lifecycles());
  }

  private void applyPart(Random random) {
    Choices choices = choices();
    apply(choices.part(random), random, "applies");
  }

  private void destroyPart(Random random) {
    Choices choices = choices();
    apply(choices.part(random).replacing(Set.of()).destroying(), random, "destroys");
  }

  private void apply(PlanOptions options, Random random, String what) {
    int oneIn = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(6);
    int interruptAt = random.nextInt(8) > 0 ? 0 : 1 + random.nextInt(4);
    int killedAt = random.nextInt(8) > 0 ? Integer.MAX_VALUE : random.nextInt(8);
    long seed = random.nextLong();
    site.failures(Integer.MAX_VALUE, random.nextInt(3) > 0 ? 1 : 4);
    say(
        "%s %s%s%s%s"
            .formatted(
                what,
                Choices.words(options),
                oneIn == 0 ? "" : ", one of " + oneIn + " operations fails",
                interruptAt == 0 ? "" : ", interrupted at operation " + interruptAt,
                killedAt == Integer.MAX_VALUE ? "" : ", killed at event " + killedAt));
    var _ = commands.apply(options, new Luck(site, seed, oneIn, interruptAt), killedAt);
  }

  /** Plans, lets something happen or not, and applies what was planned. */
  private void saved(Random random) {
    Choices choices = choices();
    PlanOptions options = choices.part(random);
    say("saves a plan " + Choices.words(options));
    Plan plan = site.alone("plan", run -> commands.plan(wishes.resources(), run, options));
    if (!plan.denials().isEmpty()) {
      say("  denied");
      return;
    }
    Diagnostics problems = new Diagnostics();
    PlanFile.write(file, SavedPlan.of(plan, options, site.state(), "salt", false), problems);
    SavedPlan saved = Objects.requireNonNull(PlanFile.read(file, problems), problems::toString);
    int happens = random.nextInt(3);
    if (happens > 0) {
      say(
          "  "
              + (happens == 1
                  ? wishes.edit(random)
                  : hands.work(random, wishes.resources(), site.state())));
    }
    moveSwapped();
    PlanOptions asked = PlanOptions.USUAL.with(wishes.lifecycles());
    Doing doing =
        commands.once(
            saved.options(asked, wishes.lifecycles()),
            saved,
            new Luck(site, 0, 0, 0),
            Integer.MAX_VALUE);
    if (happens == 0) {
      assertThat(doing.report()).as("a saved plan holds as long as nothing happens").isNotNull();
    }
    Oracle.checkDoing(doing);
  }

  private void forget(Random random) {
    List<Recorded> all = List.copyOf(site.state().resources().values());
    if (all.isEmpty()) {
      return;
    }
    NavigableMap<Address, Recorded> doomed = new TreeMap<>();
    Recorded first = all.get(random.nextInt(all.size()));
    doomed.put(first.address(), first);
    while (all.stream()
        .anyMatch(it ->
            it.dependencies().stream().anyMatch(doomed::containsKey)
                && doomed.put(it.address(), it) == null)) {
      // Until nothing needs any of them.
    }
    say("forgets " + doomed.keySet());
    commands.commit(state -> {
      SortedMap<Address, Recorded> kept = new TreeMap<>(state.state().resources());
      kept.keySet().removeAll(doomed.keySet());
      return kept;
    });
    for (Recorded one : doomed.values()) {
      site.world.others().add(one.identity().part("id"));
      World.Thing there = site.world.things().get(one.attributes().text("key"));
      if (there != null && !one.identity().isKnown()) {
        site.world.others().add(there.id());
      }
    }
  }

  /** What the state calls otherwise is moved before each plan, as a plan without that would say. */
  private void moveSwapped() {
    Map<Address, Address> swapped = wishes.swapped(site.state());
    while (!swapped.isEmpty()) {
      Address from = swapped.keySet().iterator().next();
      Diagnostics refused = new Diagnostics();
      Plan _ =
          site.alone(
              "plan",
              run ->
                  new Planner(site.world.asTypes())
                      .plan(
                          wishes.resources(),
                          run.state(),
                          run.digests(),
                          PlanOptions.USUAL,
                          refused));
      assertThat(refused.hasErrors()).as("%s is something else now", from).isTrue();
      rename(from, Objects.requireNonNull(swapped.get(from)));
      swapped = wishes.swapped(site.state());
    }
  }

  private void rename(Address from, Address to) {
    say("moves the record of " + from + " to " + to);
    commands.commit(run -> new Renaming(from, to, run.digests(), Map.of()).of(run.state()));
  }

  private void move(Random random) {
    List<Address> all = List.copyOf(site.state().resources().keySet());
    if (all.isEmpty()) {
      return;
    }
    Address from = all.get(random.nextInt(all.size()));
    Address to = new Address(from.type(), from.name() + "m");
    if (site.state().get(to) != null) {
      return;
    }
    rename(from, to);
  }

  private void adopt(Random random) {
    List<Address> missing =
        wishes.addresses().stream().filter(it -> site.state().get(it) == null).toList();
    if (missing.isEmpty()) {
      return;
    }
    Address address = missing.get(random.nextInt(missing.size()));
    say("imports " + address);
    AddressPattern named = AddressPattern.of(address);
    PlanOptions options =
        PlanOptions.USUAL
            .with(wishes.lifecycles())
            .of(Scope.targets(address))
            .adopting(Set.of(named));
    commands.commit(run -> {
      SortedMap<Address, Recorded> all = new TreeMap<>(run.state().resources());
      commands.plan(wishes.resources(), run, options).changes().stream()
          .filter(change -> change.address().equals(address))
          .forEach(change ->
              Found.record(change, true, run.digests()).ifPresent(it -> all.put(it.address(), it)));
      return all;
    });
  }
}
