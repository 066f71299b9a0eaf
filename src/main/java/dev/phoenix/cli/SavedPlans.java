package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.planfile.PlanFile;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.state.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans in files: {@code plan --out}, {@code apply FILE}, {@code show FILE}. */
final class SavedPlans {
  /** What a plan in a file has settled already. */
  private static final List<Option> SETTLED =
      List.of(
          Option.TARGET,
          Option.HOST,
          Option.EXCLUDE,
          Option.REPLACE,
          Option.GONE,
          Option.ADOPT,
          Option.ALLOW_DATA_LOSS,
          Option.EXPECT);

  private SavedPlans() {}

  /** Writes the plan where the command line asks for it. */
  static void save(
      Session session, Plan plan, PlanOptions options, State state, Diagnostics diagnostics) {
    String given = session.arguments().value(Option.OUT);
    if (given == null) {
      return;
    }
    Path file = session.surroundings().folder().resolve(given);
    String salt = UUID.randomUUID().toString();
    PlanFile.write(file, SavedPlan.of(plan, options, state, salt, session.isLab()), diagnostics);
    if (!diagnostics.hasErrors()) {
      session
          .terminal()
          .note(
              "Saved to %s. %s %s carries out just this. Hash: %s\n"
                  .formatted(
                      given,
                      session.hint("phoenix apply"),
                      Shell.word(given),
                      PlanJson.hash(plan)));
    }
  }

  /** Says that a plan which must not be carried out is not written. */
  static void leave(Session session) {
    String given = session.arguments().value(Option.OUT);
    if (given != null) {
      boolean older = Files.exists(session.surroundings().folder().resolve(given));
      session
          .terminal()
          .note(
              "Not saved to %s, since an apply would refuse it.%s\n"
                  .formatted(given, older ? " What is there is an older plan." : ""));
    }
  }

  /** Whether the command line names a file with a plan. */
  static boolean isNamed(Session session) {
    return !session.arguments().rest().isEmpty() && Files.isRegularFile(file(session));
  }

  private static Path file(Session session) {
    return session.surroundings().folder().resolve(session.arguments().rest().getFirst());
  }

  /** The plan that the command line names; null after an error. */
  static @Nullable SavedPlan read(Session session, Diagnostics diagnostics) {
    String besides =
        SETTLED.stream()
            .filter(session::has)
            .map(Option::spelling)
            .collect(Collectors.joining(", "));
    if (!besides.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              besides + " cannot stand beside a saved plan",
              "The plan says what is done and to what. Make a new plan with it."));
      return null;
    }
    SavedPlan saved = PlanFile.read(file(session), diagnostics);
    if (saved != null && saved.about().lab() != session.isLab()) {
      diagnostics.add(
          Diagnostic.error(
              saved.about().lab()
                  ? "the plan was made on the lab"
                  : "the plan was made on the real world",
              saved.about().lab() ? "Add --lab to carry it out there." : "Leave --lab out."));
      return null;
    }
    return saved;
  }

  /** {@code phoenix show FILE}. */
  static ExitCode show(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    SavedPlan saved = PlanFile.read(file(session), diagnostics);
    if (saved == null) {
      return session.fail(diagnostics);
    }
    Diagnostics said = new Diagnostics();
    said.addAll(saved.plan().warnings());
    session.report(said);
    PlanCommand.show(session, saved.plan(), saved.about().still());
    return ExitCode.OK;
  }
}
