package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.discovery.Draft;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.DiscoveryView;
import dev.phoenix.view.FoundView;

/**
 * {@code phoenix import --discover}: writes the files that say what is there, and records it.
 * Nothing is done to any of it. All is tried before anything is written.
 */
final class DiscoverCommand {
  private final Session session;
  private final Worlds worlds;

  DiscoverCommand(Session session, Worlds worlds) {
    this.session = session;
    this.worlds = worlds;
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    Files files = Files.looking(session, diagnostics);
    if (files == null) {
      return session.fail(diagnostics);
    }
    if (files.resources().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "the files name nothing to look at",
              "Write the connections: \"proxmox_api\", \"portainer_api\" with its \"url\", or"
                  + " \"hosts\". docs/lifecycle.md has an example."));
      return session.fail(diagnostics);
    }
    return Turn.with(session, diagnostics, run -> run(files, run, approval, diagnostics));
  }

  private ExitCode run(Files files, StateRun run, Approval approval, Diagnostics diagnostics) {
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      DraftedFiles drafted = new DraftedFiles(session, diagnostics);
      Drafting drafting = new Drafting(session, world, files, run, drafted);
      Drafting.Result result = drafting.run(diagnostics);
      if (result == null || diagnostics.hasErrors()) {
        return session.fail(diagnostics);
      }
      session.report(diagnostics);
      return finish(result, drafted, run, approval);
    }
  }

  private ExitCode finish(
      Drafting.Result result, DraftedFiles drafted, StateRun run, Approval approval) {
    Draft draft = result.draft();
    NewRecords records = NewRecords.of(result.adopted().stream(), true, run);
    DiscoveryView view =
        new DiscoveryView(
            session.terminal().look().out(), session.surroundings().environment().keySet());
    session.terminal().print(view.files(draft));
    session.terminal().print(new FoundView(session.terminal().look().out()).found(records.found()));
    session.terminal().print(view.leftOut(draft.leftOut()));
    if (records.found().isEmpty() && draft.files().isEmpty()) {
      session.terminal().print("Nothing is there that is not recorded and could be.\n");
      return ExitCode.OK;
    }
    session.terminal().print(view.variables(draft));
    if (!approval.given(question(draft, records.count()), false)) {
      return ExitCode.ERROR;
    }
    Diagnostics problems = new Diagnostics();
    drafted.write(draft, problems);
    if (!session.report(problems)) {
      return ExitCode.ERROR;
    }
    State now = records.commit(run, session);
    if (now == null) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            "Wrote %s and recorded %s, serial %d. Nothing was done to what is there.\n"
                .formatted(
                    Count.of(draft.files().size(), "file"),
                    Count.of(records.count(), "resource"),
                    now.serial()));
    return ExitCode.OK;
  }

  private static String question(Draft draft, int found) {
    String record = "record " + Count.of(found, "resource");
    return draft.files().isEmpty()
        ? "R" + record.substring(1)
        : "Write " + Count.of(draft.files().size(), "file") + " and " + record;
  }
}
