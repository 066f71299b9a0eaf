package dev.phoenix.configuration;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code docker_stacks}: names, or objects with a name and an environment. */
final class Assignments {
  static final String USUAL_ENVIRONMENT = "production";

  private Assignments() {}

  static List<StackAssignment> read(Block block) {
    return block.elements("docker_stacks").stream()
        .map(Assignments::one)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable StackAssignment one(Block element) {
    String name = element.json().isObject() ? element.text("name") : element.self();
    return name == null
        ? null
        : new StackAssignment(
            name, element.text("environment", USUAL_ENVIRONMENT), element.position());
  }
}
