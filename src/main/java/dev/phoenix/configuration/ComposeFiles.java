package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Compose file of every stack in each of its environments. */
final class ComposeFiles {
  private record Key(String stack, String environment) {}

  private final Map<Key, ComposeFile> files;

  private ComposeFiles(Map<Key, ComposeFile> files) {
    this.files = files;
  }

  static ComposeFiles read(Configuration configuration, Diagnostics diagnostics) {
    Map<Key, ComposeFile> files = new HashMap<>();
    for (StackDefinition stack : configuration.stacks().values()) {
      for (StackEnvironment environment : stack.environments().values()) {
        ComposeFile file =
            ComposeReader.read(
                stack.compose(), stack.composeFile(), environment.composeVariables(), diagnostics);
        if (file != null) {
          files.put(new Key(stack.name(), environment.name()), file);
        }
      }
    }
    return new ComposeFiles(files);
  }

  /** Empty where the stack, its environment or its file cannot be read: that is reported. */
  Optional<ComposeFile> of(StackAssignment assignment) {
    return Optional.ofNullable(files.get(new Key(assignment.stack(), assignment.environment())));
  }
}
