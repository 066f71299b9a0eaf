package dev.phoenix.cli;

import dev.phoenix.configuration.SecretSource;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes every secret known, to the redaction first of all, as soon as it is read. */
final class KnownSecrets implements SecretSource {
  private final SecretSource source;
  private final Consumer<Secret> known;

  KnownSecrets(SecretSource source, Consumer<Secret> known) {
    this.source = source;
    this.known = known;
  }

  @Override
  public @Nullable String environment(String name) {
    String value = source.environment(name);
    if (value != null) {
      known.accept(new Secret(value));
    }
    return value;
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
