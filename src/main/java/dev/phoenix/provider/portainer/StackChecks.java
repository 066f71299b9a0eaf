package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What must be so before a stack is deployed: a server that fails an update removes every container
 * of the stack, so nothing is sent that can be known to fail.
 */
final class StackChecks {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PULL = Duration.ofMinutes(30);

  private final Server server;
  private final int endpoint;
  private final Attributes wanted;

  StackChecks(Server server, int endpoint, Attributes wanted) {
    this.server = server;
    this.endpoint = endpoint;
    this.wanted = wanted;
  }

  void run(Work work) throws ResourceFailure {
    if (wanted.text("compose", "").isBlank()) {
      throw failure("its compose file is empty");
    }
    List<JsonNode> containers = server.freshContainers(endpoint);
    for (JsonNode published : wanted.list("publishes")) {
      free(published.asString(""), containers);
    }
    TreeSet<String> images = new TreeSet<>();
    wanted
        .object("services")
        .properties()
        .forEach(entry -> images.add(entry.getValue().path("image").asString("")));
    images.remove("");
    for (String image : images) {
      provide(image, work);
    }
  }

  /** Fails if a container that is not of this stack holds the port on an address in common. */
  private void free(String published, List<JsonNode> containers) throws ResourceFailure {
    int slash = published.lastIndexOf('/');
    int colon = published.lastIndexOf(':', slash);
    if (slash < 0 || colon < 0) {
      return;
    }
    for (JsonNode container : containers) {
      boolean own =
          container
              .path("Labels")
              .path(StackServices.PROJECT)
              .asString("")
              .equals(wanted.text("name"));
      for (JsonNode port : container.path("Ports")) {
        boolean taken =
            !own
                && port.path("Type").asString("").equals(published.substring(slash + 1))
                && Integer.toString(port.path("PublicPort").asInt(0))
                    .equals(published.substring(colon + 1, slash))
                && overlap(published.substring(0, colon), port.path("IP").asString(""));
        if (taken) {
          throw failure(
              "port %s is taken by container %s; publish another port or stop that container"
                  .formatted(published, container.path("Names").path(0).asString("?")));
        }
      }
    }
  }

  private static boolean overlap(String wanted, String held) {
    return everywhere(wanted) || everywhere(held) || wanted.equals(held);
  }

  private static boolean everywhere(String address) {
    return address.isEmpty()
        || address.equals("0.0.0.0")
        || address.equals("::")
        || address.equals("[::]");
  }

  private void provide(String image, Work work) throws ResourceFailure {
    String policy = wanted.text("pull", "missing");
    if (!policy.equals("always") && there(image)) {
      return;
    }
    if (policy.equals("never")) {
      throw failure(
          "image %s is not on the host and the pull policy is \"never\"; load it there or set pull to \"missing\""
              .formatted(image));
    }
    pull(image, work);
  }

  private boolean there(String image) throws ResourceFailure {
    PortainerRequest request =
        PortainerRequest.get(
            "look for image " + image, Server.docker(endpoint, "images/" + image + "/json"));
    Reply reply = server.api().send(request);
    if (!reply.ok() && reply.code() != 404) {
      throw server.api().refused(request, reply);
    }
    return reply.ok();
  }

  private void pull(String image, Work work) throws ResourceFailure {
    work.progress("pulling " + image);
    int digest = image.indexOf('@');
    int colon = image.lastIndexOf(':');
    boolean tagged = digest < 0 && colon > image.lastIndexOf('/');
    int cut = digest >= 0 ? digest : tagged ? colon : image.length();
    PortainerRequest request =
        PortainerRequest.post("pull image " + image, Server.docker(endpoint, "images/create"))
            .query("fromImage", image.substring(0, cut))
            .query("tag", cut < image.length() ? image.substring(cut + 1) : "latest")
            .patience(PULL);
    OptionalInt registry = registry(image);
    Reply reply = fetched(registry.isPresent() ? request.registry(registry.getAsInt()) : request);
    String error = reply.ok() ? streamed(reply) : reply.message();
    if (!error.isEmpty()) {
      throw server
          .api()
          .failure(
              reply.code() == 502 ? Kind.UNREACHABLE : Kind.PERMANENT,
              request,
              error + "; nothing was changed, what runs keeps running");
    }
  }

  /** A pull whose answer was lost may simply be sent again. */
  private Reply fetched(PortainerRequest request) throws ResourceFailure {
    try {
      return server.api().send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      throw new ResourceFailure(Kind.RETRYABLE, String.valueOf(failure.getMessage()), failure);
    }
  }

  /** The engine answers 200 first and reports what goes wrong as one line of the answer. */
  private static String streamed(Reply reply) {
    for (String line : reply.text().lines().toList()) {
      try {
        String error = line.isBlank() ? "" : MAPPER.readTree(line).path("error").asString("");
        if (!error.isEmpty()) {
          return error;
        }
      } catch (JacksonException _) {
        return "the answer to the pull is cut off: " + line;
      }
    }
    return "";
  }

  /** The registry of the stack whose host stands in front of the image's name. */
  private OptionalInt registry(String image) throws ResourceFailure {
    for (JsonNode name : wanted.list("registries")) {
      for (JsonNode registry : server.registries()) {
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

  private ResourceFailure failure(String why) {
    return new ResourceFailure(
        Kind.PERMANENT,
        "%s: stack %s on %s: %s"
            .formatted(
                server.api().where(), wanted.text("name"), wanted.text("environment_name"), why));
  }
}
