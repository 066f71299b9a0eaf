package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Still;
import dev.phoenix.resource.Secret;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.view.Json;
import dev.phoenix.view.MarkdownView;
import dev.phoenix.view.PlanView;
import dev.phoenix.view.Terminal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code phoenix plan} shows what an apply would do, {@code phoenix drift} only what has changed in
 * the world; neither changes anything.
 */
final class PlanCommand {
  private PlanCommand() {}

  static ExitCode run(Session session, Worlds worlds) {
    Interruption _ = Interruption.ofReading(session.terminal());
    Diagnostics diagnostics = new Diagnostics();
    // Beside the files, so that secrets are being stretched while the rest is read.
    CompletableFuture<Remembered> loading =
        CompletableFuture.supplyAsync(
            () -> Remembered.load(session, diagnostics), Thread::startVirtualThread);
    Files files =
        Files.read(
            session,
            secret -> {
              CompletableFuture<Void> _ = loading.thenAccept(it -> it.ahead(secret));
            },
            diagnostics);
    Remembered remembered = loading.join();
    State state = remembered.state();
    if (files == null || state == null) {
      return session.fail(diagnostics);
    }
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      PlanOptions options = Planning.options(session.arguments(), files);
      Planning planning = new Planning(session, world, files);
      if (session.arguments().command() == Command.DRIFT) {
        Plan drift = planning.drift(options, state, remembered.digests(), diagnostics);
        return tell(session, drift, files, diagnostics);
      }
      Plan plan = planning.plan(options, state, remembered.digests(), diagnostics);
      if (!session.report(diagnostics)) {
        return ExitCode.ERROR;
      }
      show(session, plan, Still.NONE);
      if (!session.has(Option.JSON) && !isMarkdown(session)) {
        session.terminal().print(Guests.waiting(files.configuration()));
      }
      files.remember();
      if (!plan.denials().isEmpty()) {
        SavedPlans.leave(session);
        return ExitCode.DENIED;
      }
      Diagnostics saving = new Diagnostics();
      SavedPlans.save(session, plan, options, state, saving);
      if (!session.report(saving)) {
        return ExitCode.ERROR;
      }
      return exitCode(plan, session.has(Option.DETAILED_EXITCODE));
    }
  }

  /** Where nothing can be done, all is well only if all was looked at. */
  private static ExitCode exitCode(Plan plan, boolean detailed) {
    if (plan.isDoable()) {
      return detailed ? ExitCode.CHANGES_PENDING : ExitCode.OK;
    }
    return plan.hasChanges() || plan.still().unseen() > 0 ? ExitCode.ERROR : ExitCode.OK;
  }

  private static ExitCode tell(Session session, Plan drift, Files files, Diagnostics diagnostics) {
    if (!session.report(diagnostics)) {
      return ExitCode.ERROR;
    }
    files.remember();
    Still still = drift.still();
    if (session.has(Option.JSON)) {
      session.terminal().print(Json.drift(drift));
    } else if (drift.hasChanges() || isMarkdown(session)) {
      show(session, drift, Still.NONE);
    } else {
      session
          .terminal()
          .print(
              still.unseen() == 0
                  ? "No drift: what is recorded is there as it was applied last.\n"
                  : "No drift as far as anybody could look: %d as applied last, %d could not be looked at.\n"
                      .formatted(still.unchanged(), still.unseen()));
    }
    if (drift.hasChanges()) {
      return ExitCode.DRIFT;
    }
    return still.unseen() == 0 ? ExitCode.OK : ExitCode.ERROR;
  }

  /**
   * What is recorded.
   *
   * @param state null after an error
   */
  private record Remembered(@Nullable State state, SecretDigests digests) {
    static Remembered load(Session session, Diagnostics diagnostics) {
      State state = session.state().load(diagnostics);
      return new Remembered(state, new SecretDigests(state == null ? "" : state.lineage()));
    }

    /** A new fleet has no digest to compare with. */
    void ahead(Secret secret) {
      if (state != null && !state.resources().isEmpty()) {
        digests.ahead(secret);
      }
    }
  }

  /**
   * Prints a plan as the command line asks for it.
   *
   * @param more resources that stay as they are and are not in the plan
   */
  static void show(Session session, Plan plan, Still more) {
    Terminal terminal = session.terminal();
    if (session.has(Option.JSON)) {
      terminal.print(Json.plan(plan, more));
    } else if (isMarkdown(session)) {
      terminal.print(new MarkdownView(terminal.redaction()).render(plan, more));
    } else {
      terminal.print(PlanView.ofResults(terminal.look()).render(plan, more));
    }
  }

  private static boolean isMarkdown(Session session) {
    return "markdown".equals(session.arguments().value(Option.FORMAT));
  }
}
