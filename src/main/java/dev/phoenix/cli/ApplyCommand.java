package dev.phoenix.cli;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Time;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.DiagnosticView;
import dev.phoenix.view.Json;
import dev.phoenix.view.PlanView;
import dev.phoenix.view.ProgressView;
import dev.phoenix.view.ReportView;
import java.util.List;
import java.util.random.RandomGenerator;

/** {@code phoenix apply} and {@code phoenix destroy}: plans, asks, and does it. */
final class ApplyCommand {
  private final Session session;
  private final Worlds worlds;
  private final boolean destroy;
  private final Interruption interruption;

  ApplyCommand(Session session, Worlds worlds) {
    this.session = session;
    this.worlds = worlds;
    this.destroy = session.arguments().command() == Command.DESTROY;
    this.interruption = new Interruption(session.terminal());
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    Files files = Files.read(session, diagnostics);
    if (files == null) {
      return session.fail(diagnostics);
    }
    String operation = session.arguments().command().spelling();
    return switch (session.state().begin(operation, diagnostics)) {
      case RunStart.Locked _ -> {
        session.report(diagnostics);
        yield ExitCode.LOCKED;
      }
      case RunStart.Refused _ -> session.fail(diagnostics);
      case RunStart.Ready(StateRun run) -> {
        try (run) {
          interruption.holding(run::close);
          yield run(files, run, approval, diagnostics);
        }
      }
    };
  }

  private ExitCode run(Files files, StateRun run, Approval approval, Diagnostics diagnostics) {
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      Plan plan =
          Planning.plan(
              session, world, files.resources(), run.state(), run.digests(), destroy, diagnostics);
      if (!session.report(diagnostics)) {
        return ExitCode.ERROR;
      }
      show(plan);
      if (plan.hasChanges()
          && !approval.given(destroy ? "Delete all of this" : "Make these changes")) {
        return ExitCode.ERROR;
      }
      return apply(world, plan, run);
    }
  }

  /** For a program only the report is the result, so that the plan goes beside it. */
  private void show(Plan plan) {
    if (session.has(Option.JSON)) {
      session.terminal().note(PlanView.ofNotes(session.terminal().look()).render(plan));
    } else {
      session.terminal().print(PlanView.ofResults(session.terminal().look()).render(plan));
    }
  }

  private ExitCode apply(World world, Plan plan, StateRun run) {
    int parallelism = session.arguments().number(Option.PARALLELISM, ApplyOptions.PARALLELISM);
    ApplyOptions options =
        new ApplyOptions(parallelism, ApplyOptions.PATIENCE, RandomGenerator.getDefault());
    Applier applier = new Applier(world.types(), Time.system(), options);
    try {
      interruption.applying(applier);
      Report report = apply(applier, plan, run);
      show(plan, report);
      return exitCode(plan, report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private Report apply(Applier applier, Plan plan, StateRun run) throws InterruptedException {
    try (ProgressView progress =
        new ProgressView(session.terminal(), Time.system(), plan.steps().size())) {
      return applier.apply(plan, run, progress);
    }
  }

  private void show(Plan plan, Report report) {
    session
        .terminal()
        .note(
            new DiagnosticView(session.folder(), session.terminal().look().err())
                .render(report.problems()));
    if (session.has(Option.JSON)) {
      session.terminal().print(Json.report(report, session.again()));
    } else if (plan.hasChanges() || !report.isComplete()) {
      ReportView view = new ReportView(session.terminal().look().out());
      session.terminal().print(view.render(report, plan.blocked(), session.again()));
    }
  }

  private static ExitCode exitCode(Plan plan, Report report) {
    if (report.isComplete() && plan.blocked() == 0) {
      return ExitCode.OK;
    }
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (!report.of(Outcome.Done.class).isEmpty()) {
      return ExitCode.PARTIAL;
    }
    List<Outcome.Failed> failed = report.of(Outcome.Failed.class);
    boolean stale =
        !failed.isEmpty() && failed.stream().allMatch(f -> f.kind() == ResourceFailure.Kind.STALE);
    return stale ? ExitCode.STALE : ExitCode.ERROR;
  }
}
