package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.git.StateInGit;
import dev.phoenix.git.StatePush;
import dev.phoenix.plan.Plan;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --commit} and {@code --push}: what an apply has written goes into git when it ends. */
final class StateCommits {
  private final Session session;
  private final @Nullable StateInGit repository;
  private final String configuration;
  private final List<String> plans = new ArrayList<>();

  private StateCommits(Session session, @Nullable StateInGit repository, String configuration) {
    this.session = session;
    this.repository = repository;
    this.configuration = configuration;
  }

  /** Looks whether it will be possible; null if it will not, which the diagnostics say. */
  static @Nullable StateCommits prepare(Session session, Files files, Diagnostics diagnostics) {
    if (!session.has(Option.COMMIT)) {
      return new StateCommits(session, null, "");
    }
    if (session.isLab() && !session.has(Option.STATE)) {
      diagnostics.add(
          Diagnostic.error(
              "--commit has nothing to commit on the lab: its state is not for git",
              "Leave --commit out, or name a file for the state with --state to try it."));
      return null;
    }
    try {
      StateInGit repository =
          StateInGit.find(
              session.stateFile(),
              session.has(Option.PUSH),
              session.surroundings().environment(),
              files.variables(),
              diagnostics);
      return repository == null
          ? null
          : new StateCommits(session, repository, repository.configuration(session.folder()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A plan was carried out, or what could be done of it. */
  void applied(Plan plan) {
    if (repository != null && plan.hasChanges()) {
      plans.add(PlanJson.hash(plan));
    }
  }

  /** Commits and pushes what the command line asks for; false if it did not succeed. */
  boolean end() {
    if (repository == null) {
      return true;
    }
    Diagnostics diagnostics = new Diagnostics();
    try {
      boolean committed = repository.commit(message(), diagnostics);
      session.terminal().note(committed ? "Committed " + repository.path() + ".\n" : "");
      if (session.has(Option.PUSH) && !diagnostics.hasErrors()) {
        String pushed = new StatePush(repository, this::alone).push(diagnostics);
        session.terminal().note(pushed == null ? "" : pushed + "\n");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return session.report(diagnostics);
  }

  private String message() {
    State state = session.state().load(new Diagnostics());
    long serial = state == null ? 0 : state.serial();
    StringBuilder text = new StringBuilder();
    text.append("Record what phoenix ")
        .append(session.arguments().command().spelling())
        .append(" did: serial ")
        .append(serial)
        .append("\n\nPhoenix-Serial: ")
        .append(serial)
        .append('\n');
    plans.forEach(plan -> text.append("Phoenix-Plan: ").append(plan).append('\n'));
    if (!configuration.isEmpty()) {
      text.append("Phoenix-Config: ").append(configuration).append('\n');
    }
    return text.toString();
  }

  private boolean alone(Runnable what) {
    if (session.state().begin("apply", new Diagnostics()) instanceof RunStart.Ready(StateRun run)) {
      try (run) {
        what.run();
        return true;
      }
    }
    return false;
  }
}
