package dev.phoenix.lab;

import dev.phoenix.provider.connection.Network;
import java.io.IOException;

/** The way into a world: one's own, or one that another process has open. */
public sealed interface LabNetwork extends Network, AutoCloseable permits Lab, VisitedLab {
  @Override
  void close() throws IOException;
}
