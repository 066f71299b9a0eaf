package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Has the images of a stack on its host before it is deployed. */
final class StackImages {
  private final StackPlace place;

  StackImages(StackPlace place) {
    this.place = place;
  }

  void provide(Work work) throws ResourceFailure {
    TreeSet<String> images = new TreeSet<>();
    place
        .wanted()
        .object("services")
        .properties()
        .forEach(entry -> images.add(entry.getValue().path("image").asString("")));
    images.remove("");
    for (String image : images) {
      provide(image, work);
    }
  }

  private void provide(String image, Work work) throws ResourceFailure {
    ImagePull pull =
        new ImagePull(
            place.server(),
            place.endpoint(),
            image,
            place.wanted().text("pull", "missing"),
            registry(image));
    try {
      place.server().provide(pull, work);
    } catch (ResourceFailure failure) {
      throw place.failure(
          failure.kind(),
          "image %s %s. %s %s"
              .formatted(image, failure.getMessage(), StackPlace.UNTOUCHED, next(failure.kind())));
    }
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
      return !first.contains(".") && !first.contains(":") && !first.equals("localhost");
    }
    return !host.isEmpty() && image.startsWith(host.endsWith("/") ? host : host + "/");
  }
}
