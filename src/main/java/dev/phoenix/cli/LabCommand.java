package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.Lab;
import dev.phoenix.view.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try (Lab lab = LabWorld.open(session, files.configuration())) {
      describe(lab, session.terminal());
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(lab)));
      ended.await();
      return ExitCode.OK;
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error("the lab cannot be opened", "The system says: " + e.getMessage()));
      return session.fail(diagnostics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static void describe(Lab lab, Terminal terminal) {
    for (Lab.Place place : lab.describe()) {
      terminal.print(place.name() + " (" + place.address() + ")\n");
      terminal.print("  ssh        " + place.ssh() + "\n");
      if (place.docker() != null) {
        terminal.print("  docker     " + place.docker() + "\n");
      }
      if (place.portainer() != null) {
        terminal.print("  portainer  " + place.portainer() + "\n");
      }
    }
    terminal.note("The lab runs until Ctrl-C.\n");
  }

  /** What was changed through the lab's own doors is kept, as after any other command. */
  private static void close(Lab lab) {
    try {
      lab.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
