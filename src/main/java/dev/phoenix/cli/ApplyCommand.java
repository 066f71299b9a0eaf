package dev.phoenix.cli;

import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.view.Json;
import dev.phoenix.view.ReportView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code phoenix apply} and {@code phoenix destroy}: plans, asks, and does it; and again for what
 * could only be looked at after that.
 */
final class ApplyCommand {
  private final Session session;
  private final Worlds worlds;
  private final Interruption interruption;
  private final Set<Address> broughtUp = new HashSet<>();

  ApplyCommand(Session session, Worlds worlds) {
    this.session = session;
    this.worlds = worlds;
    this.interruption =
        new Interruption(
            session.terminal(), session.arguments().duration(Option.DRAIN, ApplyOptions.DRAIN));
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    SavedPlan saved = null;
    if (!session.arguments().rest().isEmpty()) {
      saved = SavedPlans.read(session, diagnostics);
      if (saved == null) {
        return refused(diagnostics);
      }
    } else if (!approval.isPossible(diagnostics)) {
      return refused(diagnostics);
    }
    Files files = Files.read(session, diagnostics);
    if (files == null) {
      return refused(diagnostics);
    }
    StateCommits commits = StateCommits.prepare(session, files, diagnostics);
    if (commits == null) {
      return refused(diagnostics);
    }
    ApplyRound round = new ApplyRound(session, worlds, interruption, approval, files, saved);
    RoundResult result = round.run(diagnostics, false);
    List<RoundResult.Applied> rounds = new ArrayList<>();
    Report whole = result.report();
    // Of a plan that was reviewed nothing is done but what somebody has agreed to.
    boolean reviewed = saved != null || session.has(Option.EXPECT);
    while (!reviewed && result instanceof RoundResult.Applied applied && goesOn(applied)) {
      commits.applied(applied.plan());
      show(applied, null);
      interruption.applied();
      rounds.add(applied);
      result = round.run(new Diagnostics(), true);
      whole = both(whole, result.report());
    }
    String resume = "";
    if (result instanceof RoundResult.Applied applied) {
      commits.applied(applied.plan());
      rounds.add(applied);
    }
    if (!rounds.isEmpty()) {
      resume = resume(rounds, files, saved);
    }
    if (result instanceof RoundResult.Applied applied) {
      show(applied, resume);
    }
    tell(whole, resume, result);
    files.remember();
    boolean kept = whole == null || commits.end();
    ExitCode code =
        switch (result) {
          case RoundResult.Applied applied -> exitCode(applied.plan(), applied.report(), whole);
          case RoundResult.Ended ended -> whole == null ? ended.code() : ExitCode.PARTIAL;
        };
    return kept || code != ExitCode.OK ? code : ExitCode.ERROR;
  }

  private ExitCode refused(Diagnostics diagnostics) {
    ExitCode code = session.fail(diagnostics);
    tell(null, "", new RoundResult.Ended(code, diagnostics.sorted()));
    return code;
  }

  /**
   * One document for a program, whatever has become of the run.
   *
   * @param whole null if nothing was begun
   */
  private void tell(@Nullable Report whole, String resume, RoundResult last) {
    if (!session.has(Option.JSON)) {
      return;
    }
    List<Diagnostic> left = last.left();
    boolean interrupted =
        last instanceof RoundResult.Ended ended && ended.code() == ExitCode.INTERRUPTED;
    session
        .terminal()
        .print(whole == null ? Json.unbegun(interrupted, left) : Json.report(whole, resume, left));
  }

  /** What goes on from here. */
  private String resume(List<RoundResult.Applied> rounds, Files files, @Nullable SavedPlan saved) {
    if (saved != null) {
      return session.hint(
          "phoenix plan%s --out FILE, and phoenix apply FILE"
              .formatted(saved.about().destroy() ? " --destroy" : ""));
    }
    return new Resume(session, files).after(rounds);
  }

  private static @Nullable Report both(@Nullable Report before, @Nullable Report after) {
    return before == null || after == null ? before : before.then(after);
  }

  /** Each thing is brought up once: what does not stay up would be brought up for ever. */
  private boolean goesOn(RoundResult.Applied applied) {
    Set<Address> grounds = applied.plan().grounds();
    boolean goesOn =
        applied.report().isComplete()
            && !applied.report().interrupted()
            && broughtUp.addAll(grounds);
    if (goesOn) {
      String names = grounds.stream().map(Address::toString).collect(Collectors.joining(", "));
      session
          .terminal()
          .note("\nUp: " + names + ". Looking at what could not be looked at before.\n");
    }
    return goesOn;
  }

  private void show(RoundResult.Applied applied, @Nullable String resume) {
    Report report = applied.report();
    if (!session.has(Option.JSON) && (applied.plan().hasChanges() || !report.isComplete())) {
      ReportView view = new ReportView(session.terminal().look().out());
      String text = view.render(report, applied.plan(), resume);
      session.terminal().print(resume == null ? text + "\n" : text);
    }
  }

  private static ExitCode exitCode(Plan plan, Report report, @Nullable Report whole) {
    // As of a plan: where nothing could be done, all is well only if all was looked at.
    boolean known = plan.isDoable() || plan.still().unseen() == 0;
    if (report.isComplete() && plan.blocked() == 0 && plan.deferred() == 0 && known) {
      return ExitCode.OK;
    }
    if (report.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (whole != null && !whole.of(Outcome.Done.class).isEmpty()) {
      return ExitCode.PARTIAL;
    }
    List<Outcome.Failed> failed = report.of(Outcome.Failed.class);
    boolean stale =
        !failed.isEmpty() && failed.stream().allMatch(f -> f.kind() == ResourceFailure.Kind.STALE);
    return stale ? ExitCode.STALE : ExitCode.ERROR;
  }
}
