package dev.phoenix.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Docker Engine that a machine must have.
 *
 * @param channel {@code any}, {@code docker-ce} or {@code distribution}
 * @param version prefix of the version wanted; null: any
 * @param daemon the whole daemon.json; null: not managed
 * @param users that must be in the group {@code docker}, sorted
 */
public record DockerEngine(
    String channel, @Nullable String version, @Nullable ObjectNode daemon, List<String> users) {

  public DockerEngine {
    users = users.stream().sorted().distinct().toList();
  }
}
