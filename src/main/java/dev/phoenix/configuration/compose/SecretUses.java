package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import java.util.regex.Pattern;

/** Where a Compose file puts the values of secrets. */
final class SecretUses {
  /** Values that go into a container and that nobody looks at. */
  private static final Pattern UNSEEN = Pattern.compile("/services/[^/]+/environment/.+");

  private SecretUses() {}

  /** Whether what is read could be another with another secret. */
  static boolean matter(Mapping file, Variables variables) {
    return !variables.sensitive().isEmpty()
        && (variables.sensitive().contains("COMPOSE_PROFILES") || matter(file, "", variables));
  }

  private static boolean matter(Yaml value, String pointer, Variables variables) {
    if (value instanceof Mapping map) {
      return map.entries().entrySet().stream()
          .anyMatch(it -> matter(it.getValue().value(), pointer + "/" + it.getKey(), variables));
    }
    if (value instanceof Sequence list) {
      return list.items().stream().anyMatch(item -> matter(item, pointer + "/-", variables));
    }
    return value instanceof Scalar scalar
        && !Interpolation.apply(scalar.text(), variables).sensitive().isEmpty()
        && !UNSEEN.matcher(pointer).matches();
  }
}
