package dev.phoenix.provider.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;

/**
 * Has one image on the host of one environment. Its failures complete a sentence that begins with
 * the image.
 *
 * @param policy {@code always}, {@code missing} or {@code never}
 * @param registry the number of the registry whose log-in the server puts in
 */
record ImagePull(Server server, int endpoint, String image, String policy, OptionalInt registry) {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** What registries say, or is said of them, when the same pull may succeed later. */
  private static final List<String> PASSING =
      List.of(
          "timeout",
          "timed out",
          "toomanyrequests",
          "too many requests",
          "connection reset",
          "unexpected eof",
          "service unavailable",
          "bad gateway",
          "temporary failure",
          "internal server error");

  /** The same pull for another stack. */
  String key() {
    return endpoint + " " + image + " " + policy + " " + registry;
  }

  void run(Work work) throws ResourceFailure {
    if (!policy.equals("always") && there()) {
      return;
    }
    if (policy.equals("never")) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "is not on the host, and its pull policy is \"never\": load it there or set pull to"
              + " \"missing\"");
    }
    work.progress("pulling " + image);
    pull();
  }

  private boolean there() throws ResourceFailure {
    PortainerRequest request =
        PortainerRequest.get(
            "look for image " + image, Server.docker(endpoint, "images/" + image + "/json"));
    Reply reply = sent(request);
    if (reply.code() == 502) {
      throw new ResourceFailure(
          Kind.UNREACHABLE, "cannot be looked for: the host's agent does not answer the server");
    }
    if (!reply.ok() && reply.code() != 404) {
      throw new ResourceFailure(Kind.PERMANENT, "cannot be looked for: " + reply.message());
    }
    return reply.ok();
  }

  private void pull() throws ResourceFailure {
    int digest = image.indexOf('@');
    int colon = image.lastIndexOf(':');
    boolean tagged = digest < 0 && colon > image.lastIndexOf('/');
    int cut = digest >= 0 ? digest : tagged ? colon : image.length();
    PortainerRequest request =
        PortainerRequest.post("pull image " + image, Server.docker(endpoint, "images/create"))
            .query("fromImage", image.substring(0, cut))
            .query("tag", cut < image.length() ? image.substring(cut + 1) : "latest")
            .patience(PATIENCE);
    Reply reply = sent(registry.isPresent() ? request.registry(registry.getAsInt()) : request);
    String error = reply.ok() ? streamed(reply) : reply.message();
    if (!error.isEmpty()) {
      throw new ResourceFailure(kind(reply, error), "cannot be pulled: " + error);
    }
  }

  /** A pull whose answer was lost may simply be sent again. */
  private Reply sent(PortainerRequest request) throws ResourceFailure {
    try {
      return server.api().send(request);
    } catch (ResourceFailure failure) {
      throw new ResourceFailure(
          failure.kind() == Kind.AMBIGUOUS ? Kind.RETRYABLE : failure.kind(),
          "cannot be provided: " + failure.getMessage(),
          failure);
    }
  }

  private static Kind kind(Reply reply, String error) {
    String said = error.toLowerCase(Locale.ROOT);
    boolean passing =
        reply.code() == 429 || reply.code() == 503 || PASSING.stream().anyMatch(said::contains);
    return passing ? Kind.RETRYABLE : Kind.PERMANENT;
  }

  /** The engine answers 200 first and reports what goes wrong as one line of the answer. */
  private static String streamed(Reply reply) {
    for (String line : reply.text().lines().toList()) {
      try {
        String error = line.isBlank() ? "" : JsonText.read(line).path("error").asString("");
        if (!error.isEmpty()) {
          return error;
        }
      } catch (JacksonException _) {
        return "the answer to the pull is cut off, unexpected EOF after: " + line;
      }
    }
    return "";
  }
}
