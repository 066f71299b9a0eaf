package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Whether a person, or a flag in a person's place, agrees to a plan. Only {@code yes} agrees. */
final class Approval {
  private final Session session;

  Approval(Session session) {
    this.session = session;
  }

  /** Without anybody to ask the flag has to be there from the start. */
  boolean isPossible(Diagnostics diagnostics) {
    if (session.has(Option.AUTO_APPROVE) || session.surroundings().asks()) {
      return true;
    }
    diagnostics.add(
        Diagnostic.error(
            "nobody can be asked for approval: standard input is not a terminal",
            "Run it at a terminal, or add --auto-approve if the plan needs no look before it is"
                + " carried out. Nothing was changed."));
    return false;
  }

  /**
   * Asks.
   *
   * @param more whether something was changed before
   */
  boolean given(String question, boolean more) {
    if (session.has(Option.AUTO_APPROVE)) {
      return true;
    }
    String where = session.isLab() ? " (lab)" : "";
    session.terminal().note("\n" + question + where + "? Only yes is taken as agreement: ");
    boolean agreed = "yes".equals(answer());
    if (!agreed) {
      session.terminal().note("Not approved: nothing " + (more ? "more " : "") + "was changed.\n");
    }
    return agreed;
  }

  private String answer() {
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
