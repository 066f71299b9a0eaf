package dev.phoenix.cli;

import dev.phoenix.configuration.SecretSource;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes every secret known to the redaction as soon as it is read. */
final class KnownSecrets implements SecretSource {
  private final SecretSource source;
  private final Redaction redaction;

  KnownSecrets(SecretSource source, Redaction redaction) {
    this.source = source;
    this.redaction = redaction;
  }

  @Override
  public @Nullable String environment(String name) {
    String value = source.environment(name);
    if (value != null) {
      redaction.add(new Secret(value));
    }
    return value;
  }

  @Override
  public String file(Path path) throws IOException {
    String value = source.file(path);
    redaction.add(new Secret(value));
    return value;
  }

  @Override
  public void noticed(Secret literal) {
    redaction.add(literal);
  }
}
