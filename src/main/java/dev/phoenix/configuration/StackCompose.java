package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeSource;
import dev.phoenix.configuration.compose.Composed;
import dev.phoenix.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;

/**
 * The Compose file of one stack. What an earlier run found in it, with nothing to report, is taken
 * from there; else it is parsed, once for all environments.
 */
final class StackCompose {
  private final String text;
  private final String file;
  private final String description;
  private final ReadingCache cache;
  private final Diagnostics diagnostics;
  private boolean parsed;
  private @Nullable ComposeSource source;

  /**
   * A file that was read.
   *
   * @param text of the file
   * @param file its name
   * @param description stands for all that the files say of the stack's environments
   */
  StackCompose(
      String text, String file, String description, ReadingCache cache, Diagnostics diagnostics) {
    this.text = text;
    this.file = file;
    this.description = description;
    this.cache = cache;
    this.diagnostics = diagnostics;
  }

  /** Parses the file, where nothing else is to be said of it. */
  @Nullable ComposeSource parse() {
    if (!parsed) {
      parsed = true;
      source = ComposeSource.parse(text, file, diagnostics);
    }
    return source;
  }

  /** The environment with what the file says in it; as it is after an error that leaves nothing. */
  StackEnvironment in(StackEnvironment environment) {
    String key = key(environment);
    byte[] kept = cache.get(key);
    Composed known = kept == null ? null : Composed.of(kept, file);
    if (known != null) {
      String labelled = known.labelled();
      return environment.with(
          known.compose(), labelled.isEmpty() ? ComposeSource.normalise(text) : labelled);
    }
    ComposeSource whole = parse();
    return whole == null ? environment : composed(environment, whole, key);
  }

  private StackEnvironment composed(StackEnvironment environment, ComposeSource whole, String key) {
    Diagnostics found = new Diagnostics();
    StackEnvironment composed = environment.composed(whole, found);
    ComposeFile compose = composed.compose();
    if (compose == null || !found.isEmpty()) {
      diagnostics.addAll(found.sorted());
    } else if (!whole.dependsOnSecrets(environment.composeVariables())) {
      keep(key, compose, composed.content());
    }
    return composed;
  }

  private void keep(String key, ComposeFile compose, String content) {
    boolean plain = content.equals(ComposeSource.normalise(text));
    byte[] bytes = new Composed(compose, plain ? "" : content).bytes();
    if (bytes != null) {
      cache.put(key, bytes);
    }
  }

  /** Of a secret it says whether it is empty, for which a file may have another text. */
  private String key(StackEnvironment environment) {
    StringBuilder secrets = new StringBuilder();
    for (StackVariable variable : environment.variables().values()) {
      if (variable.sensitive()) {
        secrets.append(variable.reveal().isEmpty() ? '-' : '+');
      }
    }
    return ContentKey.of("compose", text, description, environment.name(), secrets.toString());
  }
}
