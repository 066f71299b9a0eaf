package dev.phoenix.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.phoenix.apply.Killer;
import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.plan.Step;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.planfile.Staleness;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans and applies as the commands do, and says what came of it. */
final class Commands {
  private final Site site;
  private final Wishes wishes;
  private final List<String> said;

  /**
   * Commands on a site.
   *
   * @param said gets what was done, in words
   */
  Commands(Site site, Wishes wishes, List<String> said) {
    this.site = site;
    this.wishes = wishes;
    this.said = said;
  }

  /** As the command does: again for what was deferred. */
  List<Doing> apply(PlanOptions options, Luck luck, int killedAt) {
    List<Doing> doings = new ArrayList<>();
    Set<Address> broughtUp = new HashSet<>();
    PlanOptions now = options;
    boolean more = true;
    while (more) {
      Doing doing = once(now, null, luck, killedAt);
      Oracle.checkDoing(doing);
      doings.add(doing);
      more =
          doing.report() != null
              && doing.report().isComplete()
              && broughtUp.addAll(doing.plan().grounds());
      now = now.of(now.scope().after(doing.plan())).replacing(Set.of());
    }
    return doings;
  }

  Doing once(PlanOptions options, @Nullable SavedPlan saved, Luck luck, int killedAt) {
    List<Resource> wanted = wishes.resources();
    Map<String, World.Thing> before = site.world.things();
    State state = site.state();
    site.world.faults(luck);
    int began = luck.done().size();
    Plan[] plan = new Plan[1];
    Report report = null;
    try {
      report =
          site.alone(
              "apply",
              run -> {
                Plan made = plan(wanted, run, options);
                plan[0] = made;
                boolean holds = saved == null || holds(saved, made);
                return holds && made.denials().isEmpty()
                    ? site.carryOut(made, run, new Killer(new AtomicInteger(killedAt)))
                    : null;
              });
    } catch (Killer.Killed e) {
      said.add("  killed");
    }
    site.world.faults((operation, key) -> World.Fault.NONE);
    List<String> done = luck.done();
    Plan made = Objects.requireNonNull(plan[0]);
    said.add(
        "  plan "
            + made.steps().stream().map(it -> it.operation() + " " + it.address()).toList()
            + (made.denials().isEmpty() ? "" : " denied " + made.denials()));
    if (report != null) {
      report.outcomes().stream()
          .filter(it -> !(it instanceof Outcome.Done))
          .forEach(it -> said.add("    " + it));
    }
    return new Doing(
        wanted,
        options,
        before,
        state,
        made,
        report,
        done.subList(began, done.size()),
        site.world.things(),
        site.state());
  }

  Plan plan(List<Resource> wanted, StateRun run, PlanOptions options) {
    Diagnostics diagnostics = new Diagnostics();
    Planner planner = new Planner(site.world.asTypes());
    Plan plan = planner.plan(wanted, run.state(), run.digests(), options, diagnostics);
    assertThat(diagnostics.sorted()).as("errors of the plan").isEmpty();
    List<Resource> shuffled = new ArrayList<>(wanted);
    Collections.shuffle(shuffled, new Random(1));
    Plan other = planner.plan(shuffled, run.state(), run.digests(), options, diagnostics);
    assertThat(PlanJson.hash(other)).as("the same plan again").isEqualTo(PlanJson.hash(plan));
    return plan;
  }

  private boolean holds(SavedPlan saved, Plan now) {
    Diagnostics stale = new Diagnostics();
    new Staleness(saved, site.world.asTypes()).check(now, stale);
    if (!stale.hasErrors()) {
      Set<Address> touched =
          now.changes().stream()
              .filter(it -> it.action() != Action.NO_OP)
              .map(Change::address)
              .collect(Collectors.toSet());
      // What is only recorded anew may be said at any time.
      assertThat(now.steps())
          .filteredOn(it -> touched.contains(it.address()))
          .extracting(Step::operation, Step::address)
          .isEqualTo(
              saved.plan().steps().stream()
                  .map(it -> tuple(it.operation(), it.address()))
                  .toList());
    }
    said.add(stale.hasErrors() ? "  out of date" : "  still holds");
    return !stale.hasErrors();
  }

  void commit(Function<StateRun, SortedMap<Address, Recorded>> what) {
    Diagnostics problems = new Diagnostics();
    State _ = site.alone("state", run -> run.commit(what.apply(run), problems));
    assertThat(problems.sorted()).isEmpty();
  }
}
