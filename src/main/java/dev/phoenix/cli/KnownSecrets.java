package dev.phoenix.cli;

import dev.phoenix.configuration.SecretSource;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes every secret known, to the redaction first of all, as soon as it is read. */
final class KnownSecrets implements SecretSource {
  private final SecretSource source;
  private final Consumer<Secret> known;
  private final Set<String> variables = ConcurrentHashMap.newKeySet();

  KnownSecrets(SecretSource source, Consumer<Secret> known) {
    this.source = source;
    this.known = known;
  }

  @Override
  public @Nullable String environment(String name) {
    String value = source.environment(name);
    if (value != null) {
      variables.add(name);
      known.accept(new Secret(value));
    }
    return value;
  }

  /** Names of the environment variables that secrets came from. */
  Set<String> variables() {
    return Set.copyOf(variables);
  }

  @Override
  public String file(Path path) throws IOException {
    String value = source.file(path);
    known.accept(new Secret(value));
    return value;
  }

  @Override
  public void noticed(Secret literal) {
    known.accept(literal);
  }
}
