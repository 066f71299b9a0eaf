package dev.phoenix.provider.ssh;

import dev.phoenix.resource.Neighbours;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Machines that are entered through what they live in, such as the containers of a cluster. */
@FunctionalInterface
public interface Inside {
  /** Where nothing lives in anything. */
  Inside NOWHERE =
      (connection, _) -> {
        throw new IllegalArgumentException("nobody leads into " + connection);
      };

  /**
   * The machine; nothing is sent before it is used.
   *
   * @param connection as the attribute of that name says
   * @param neighbours asked at each use, for what lives there may have moved since
   */
  Machine of(JsonNode connection, Supplier<Neighbours> neighbours);
}
