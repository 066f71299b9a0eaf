package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import java.util.Optional;

/** Finds the Compose file of a stack that runs on a machine. */
final class ComposeFiles {
  private final Configuration configuration;

  ComposeFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Empty where the stack, its environment or its file cannot be read: that is reported. */
  Optional<ComposeFile> of(StackAssignment assignment) {
    return Optional.ofNullable(configuration.stacks().get(assignment.stack()))
        .map(stack -> stack.environments().get(assignment.environment()))
        .map(StackEnvironment::compose);
  }
}
