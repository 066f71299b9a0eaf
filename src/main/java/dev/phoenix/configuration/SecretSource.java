package dev.phoenix.configuration;

import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the values of {@code ${env:NAME}} and {@code ${file:path}} come from. */
public interface SecretSource {
  /** Longer files are no secrets but a mistake. */
  int LONGEST = 1 << 20;

  /** What values of the lab begin with. */
  String INVENTED = "lab-value-of-";

  /** Null where the variable is not set. */
  @Nullable String environment(String name);

  /** What the file holds, without the line break at its end. */
  String file(Path path) throws IOException;

  /** A value for a secret that the files do not even name; null outside of the lab. */
  default @Nullable Secret unnamed(String what) {
    return null;
  }

  /** Hears of a secret that stands in the files themselves, before anything is said of it. */
  default void noticed(Secret literal) {}

  /** Environment variables as given, and files. */
  static SecretSource of(Map<String, String> environment) {
    return new SecretSource() {
      @Override
      public @Nullable String environment(String name) {
        return environment.get(name);
      }

      @Override
      public String file(Path path) throws IOException {
        Obstacle obstacle = Obstacle.before(path, LONGEST);
        if (obstacle != null) {
          throw new UnreadableFile(obstacle);
        }
        return trimmed(Files.readString(path, StandardCharsets.UTF_8));
      }
    };
  }

  /** The same for the lab: what is not set gets a made-up value, equal each time. */
  static SecretSource madeUp(SecretSource real) {
    return new SecretSource() {
      @Override
      public String environment(String name) {
        String value = real.environment(name);
        return value == null ? invented(name) : value;
      }

      @Override
      public String file(Path path) {
        try {
          return real.file(path);
        } catch (IOException absent) {
          return invented(String.valueOf(path.getFileName()));
        }
      }

      @Override
      public Secret unnamed(String what) {
        return new Secret(invented(what));
      }

      @Override
      public void noticed(Secret literal) {
        real.noticed(literal);
      }
    };
  }

  /**
   * The same for a check of the files by somebody who has no secrets: in the place of a variable
   * that is not set, or a file that is not there, something stands that nobody is to use.
   *
   * @param missing is told what is not there, as the files name it; by any thread
   */
  static SecretSource standingIn(SecretSource real, Consumer<String> missing) {
    return new SecretSource() {
      @Override
      public String environment(String name) {
        String value = real.environment(name);
        if (value == null) {
          missing.accept(name);
          return invented(name);
        }
        return value;
      }

      @Override
      public String file(Path path) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
          missing.accept(path.toString());
          return invented(String.valueOf(path.getFileName()));
        }
        return real.file(path);
      }

      @Override
      public void noticed(Secret literal) {
        real.noticed(literal);
      }
    };
  }

  /** Whether a value is one that was made up for the lab, which may be shown. */
  static boolean isMadeUp(Secret secret) {
    return secret.reveal().startsWith(INVENTED);
  }

  private static String invented(String name) {
    return INVENTED + name;
  }

  private static String trimmed(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
