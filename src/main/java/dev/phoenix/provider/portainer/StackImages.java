package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Has the images of a stack on its host before it is deployed. */
final class StackImages {
  /** What registries say to a log-in that they do not take, or to none. */
  private static final List<String> REFUSED =
      List.of("unauthorized", "authentication", "no basic auth", "denied", "forbidden");

  private final StackPlace place;
  private final boolean early;

  /**
   * The images of one stack.
   *
   * @param early whether they are looked at again before the stack is deployed
   */
  StackImages(StackPlace place, boolean early) {
    this.place = place;
    this.early = early;
  }

  void provide(Work work) throws ResourceFailure {
    SortedMap<String, String> policies = policies();
    for (Map.Entry<String, String> image : policies.entrySet()) {
      provide(image.getKey(), image.getValue(), work);
    }
  }

  /**
   * How each image is pulled. What Compose itself would pull though it is there is pulled here too:
   * a pull that fails there takes down what runs.
   */
  private SortedMap<String, String> policies() {
    String usual = place.wanted().text("pull", "missing");
    SortedMap<String, String> policies = new TreeMap<>();
    for (JsonNode service : place.wanted().object("services")) {
      String policy = service.path("pull").asString(usual);
      policies.merge(
          service.path("image").asString(""),
          policy,
          (one, other) -> one.equals("always") ? one : other);
    }
    policies.remove("");
    return policies;
  }

  private void provide(String image, String policy, Work work) throws ResourceFailure {
    ImagePull pull =
        new ImagePull(place.server(), place.endpoint(), image, policy, registry(image));
    try {
      place.server().provide(pull, work);
    } catch (ResourceFailure failure) {
      if (early && pull.registry().isPresent() && refusesLogin(failure)) {
        // A step before the stack's own may be about to change that log-in.
        work.progress("its registry refuses the log-in for " + image + "; trying again later");
        return;
      }
      throw place.failure(
          failure.kind(),
          "image %s %s. %s %s"
              .formatted(image, failure.getMessage(), StackPlace.UNTOUCHED, next(failure.kind())));
    }
  }

  private static boolean refusesLogin(ResourceFailure failure) {
    String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return REFUSED.stream().anyMatch(said::contains);
  }

  private static String next(Kind kind) {
    return kind == Kind.PERMANENT
        ? "Correct the image in the compose file or the log-in of its registry, then run again."
        : "Run again when it answers.";
  }

  /** The registry of the stack whose host stands in front of the image's name. */
  private OptionalInt registry(String image) throws ResourceFailure {
    for (JsonNode name : place.wanted().list("registries")) {
      for (JsonNode registry : place.server().registries()) {
        if (registry.path("Name").asString("").equals(name.asString(""))
            && fits(image, registry.path("URL").asString(""))) {
          return OptionalInt.of(registry.path("Id").asInt(0));
        }
      }
    }
    return OptionalInt.empty();
  }

  private static boolean fits(String image, String url) {
    String host = url.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
    if (host.equals("docker.io")) {
      int slash = image.indexOf('/');
      String first = slash < 0 ? "" : image.substring(0, slash);
      boolean other = first.contains(".") || first.contains(":") || first.equals("localhost");
      return !other || first.equals("docker.io") || first.equals("index.docker.io");
    }
    return !host.isEmpty() && image.startsWith(host.endsWith("/") ? host : host + "/");
  }
}
