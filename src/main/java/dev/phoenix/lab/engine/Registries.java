package dev.phoenix.lab.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The image registries of the world. A pull of any well-formed reference succeeds, except from a
 * registry that is down, of an image that is missing, and from a private registry without its
 * log-in.
 *
 * @param down hosts where nothing listens
 * @param missing references that no registry has
 * @param logins the log-in of each private registry
 */
public record Registries(Set<String> down, Set<String> missing, Map<String, Login> logins) {
  /** The registry at this address is always down and needs no mention in a test's set-up. */
  public static final Registries USUAL =
      new Registries(Set.of("127.0.0.1:5555"), Set.of(), Map.of());

  public Registries {
    down = Set.copyOf(down);
    missing = Set.copyOf(missing);
    logins = Map.copyOf(logins);
  }

  /**
   * Asks the registry for an image. The messages are those of Docker 20.10, recorded.
   *
   * @throws Refusal as the engine would answer the pull
   */
  public void ask(Reference image, @Nullable Login given) {
    String host = image.registry();
    String base = (host.startsWith("127.") ? "http://" : "https://") + host + "/v2/";
    if (down.contains(host)) {
      String dial = host.contains(":") ? host : host + ":443";
      throw new Refusal(
          500, "Get \"%s\": dial tcp %s: connect: connection refused".formatted(base, dial));
    }
    Login wanted = logins.get(host);
    if (wanted != null && given == null) {
      throw new Refusal(
          500,
          "Head \"%s%s/manifests/%s\": no basic auth credentials"
              .formatted(base, image.path(), image.tag()));
    }
    if (wanted != null && !wanted.equals(given)) {
      throw new Refusal(500, "unauthorized: authentication required");
    }
    if (isMissing(image)) {
      throw new Refusal(404, absent(image));
    }
  }

  private boolean isMissing(Reference image) {
    return image.tag().equals("missing")
        || List.of(image.path().split("/")).contains("none")
        || missing.contains(image.toString());
  }

  private static String absent(Reference image) {
    return image.registry().equals("docker.io") && !image.tag().equals("missing")
        ? "pull access denied for %s, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"
            .formatted(image.familiar())
        : "manifest for %s not found: manifest unknown: manifest unknown".formatted(image);
  }
}
