package dev.phoenix;

import dev.phoenix.bench.StillWorld;
import java.util.List;

/** phoenix as it is, but on a world in this process that answers at once. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) {
    Main.run(
        arguments,
        (network, redaction) -> List.of(new StillWorld(Main.providers(network, redaction))));
  }
}
