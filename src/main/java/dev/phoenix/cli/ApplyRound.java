package dev.phoenix.cli;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Time;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.PlanView;
import dev.phoenix.view.ProgressView;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One plan of an apply, from the look at the world to what was done, with the state to itself. */
final class ApplyRound {
  private final Session session;
  private final Worlds worlds;
  private final Interruption interruption;
  private final Approval approval;
  private final Files files;
  private final @Nullable SavedPlan saved;
  private final boolean destroy;
  private RoundResult.@Nullable Applied before;

  ApplyRound(
      Session session,
      Worlds worlds,
      Interruption interruption,
      Approval approval,
      Files files,
      @Nullable SavedPlan saved) {
    this.session = session;
    this.worlds = worlds;
    this.interruption = interruption;
    this.approval = approval;
    this.files = files;
    this.saved = saved;
    this.destroy = session.arguments().command() == Command.DESTROY;
  }

  /**
   * Goes through it.
   *
   * @param more whether a round before this one has changed something
   */
  RoundResult run(Diagnostics diagnostics, boolean more) {
    String operation = session.arguments().command().spelling();
    return switch (Turn.of(session, it -> session.state().begin(operation, it), diagnostics)) {
      case RunStart.Locked _ -> {
        session.report(diagnostics);
        yield new RoundResult.Ended(ExitCode.LOCKED, diagnostics.sorted());
      }
      case RunStart.Refused _ -> failed(diagnostics);
      case RunStart.Ready(StateRun run) -> {
        try (run) {
          interruption.holding(run::close);
          yield run(run, diagnostics, more);
        }
      }
    };
  }

  private RoundResult run(StateRun run, Diagnostics diagnostics, boolean more) {
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return failed(diagnostics);
      }
      Plan plan =
          new Planning(session, world, files)
              .plan(options(), run.state(), run.digests(), diagnostics);
      if (!session.report(diagnostics)) {
        return new RoundResult.Ended(ExitCode.ERROR, diagnostics.sorted());
      }
      Diagnostics disagreement = new Diagnostics();
      new Agreement(saved, session.arguments().value(Option.EXPECT))
          .check(plan, world.types(), run.state().lineage(), disagreement);
      if (saved == null && disagreement.hasErrors()) {
        show(plan);
      }
      if (!session.report(disagreement)) {
        return new RoundResult.Ended(ExitCode.STALE, disagreement.sorted());
      }
      if (!more || plan.hasChanges()) {
        show(plan);
      }
      if (!plan.denials().isEmpty()) {
        return new RoundResult.Ended(ExitCode.DENIED, denials(plan));
      }
      if (saved == null
          && plan.hasChanges()
          && !approval.given(destroy ? "Delete all of this" : "Make these changes", more)) {
        return new RoundResult.Ended(ExitCode.ERROR, List.of(Diagnostic.error("not approved", "")));
      }
      return apply(world, plan, run);
    }
  }

  /**
   * What was to be made anew has been in the round before, unless nobody could look at it then;
   * what was to be moved has been, and what was gone is there again or forgotten.
   */
  private PlanOptions options() {
    PlanOptions given = Planning.options(session.arguments(), files);
    PlanOptions asked = before == null ? given : following(given, before);
    return saved == null ? asked : saved.options(asked, files.configuration().lifecycles());
  }

  private static PlanOptions following(PlanOptions given, RoundResult.Applied before) {
    Set<AddressPattern> left =
        before.unreplaced().stream().map(AddressPattern::of).collect(Collectors.toSet());
    return given.of(given.scope().after(before.plan())).replacing(left).losing(Set.of());
  }

  /** For a program: a person reads them in the plan. */
  private static List<Diagnostic> denials(Plan plan) {
    return plan.denials().stream()
        .map(denial -> Diagnostic.error(denial.address() + " is denied", denial.why()))
        .toList();
  }

  private RoundResult.Ended failed(Diagnostics diagnostics) {
    return new RoundResult.Ended(session.fail(diagnostics), diagnostics.sorted());
  }

  /** For a program only the report is the result, so that the plan goes beside it. */
  private void show(Plan plan) {
    if (session.has(Option.JSON)) {
      session.terminal().note(PlanView.ofNotes(session.terminal().look()).render(plan));
    } else {
      session.terminal().print(PlanView.ofResults(session.terminal().look()).render(plan));
    }
  }

  private RoundResult apply(World world, Plan plan, StateRun run) {
    Applier applier = new Applier(world.types(), Time.system(), pace());
    try {
      interruption.applying(applier);
      Report report = apply(applier, plan, run);
      RoundResult.Applied applied = new RoundResult.Applied(plan, report);
      before = applied;
      session
          .terminal()
          .note(
              new DiagnosticView(session.folder(), session.terminal().look().err())
                  .render(report.problems()));
      return applied;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RoundResult.Ended(ExitCode.INTERRUPTED, List.of());
    }
  }

  private ApplyOptions pace() {
    Arguments arguments = session.arguments();
    return new ApplyOptions(
        arguments.number(Option.PARALLELISM, ApplyOptions.PARALLELISM),
        ApplyOptions.PATIENCE,
        arguments.duration(Option.DRAIN, ApplyOptions.DRAIN),
        arguments.has(Option.FAIL_FAST)
            ? 1
            : arguments.number(Option.MAX_FAILURES, ApplyOptions.ANY_FAILURES),
        RandomGenerator.getDefault());
  }

  private Report apply(Applier applier, Plan plan, StateRun run) throws InterruptedException {
    try (ProgressView progress =
        new ProgressView(session.terminal(), Time.system(), plan.steps().size())) {
      return applier.apply(plan, run, progress);
    }
  }
}
