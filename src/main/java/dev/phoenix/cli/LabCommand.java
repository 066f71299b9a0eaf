package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.Lab;
import dev.phoenix.resource.Redaction;
import dev.phoenix.view.Terminal;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** {@code phoenix lab}: the simulated world in the foreground, for curl and ssh to talk to. */
final class LabCommand {
  private LabCommand() {}

  static ExitCode run(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    Files files = Files.read(session, diagnostics);
    if (!session.report(diagnostics) || files == null) {
      return ExitCode.ERROR;
    }
    try (Lab lab = open(session, files)) {
      // What was changed through the lab's own doors is kept, as after any other command.
      CountDownLatch ended = new CountDownLatch(1);
      Signals.handle(_ -> ended.countDown());
      lab.receive();
      new LabTable(lab, unhidden(session)).print(files.resources());
      session.terminal().note("The lab runs until Ctrl-C.\n");
      ended.await();
      return ExitCode.OK;
    } catch (IOException e) {
      diagnostics.add(LabFailure.of(e));
      return session.fail(diagnostics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static Lab open(Session session, Files files) throws IOException {
    try (Waiting waiting =
        new Waiting(session.terminal(), "the lab, which another phoenix may use")) {
      Lab lab = LabWorld.open(session, files.configuration());
      waiting.done();
      return lab;
    }
  }

  /** Hides nothing: the lab's password would be of no use. */
  private static Terminal unhidden(Session session) {
    return new Terminal(
        session.surroundings().out(),
        session.surroundings().err(),
        new Redaction(),
        session.terminal().look());
  }
}
