package dev.phoenix.provider.docker;

import dev.phoenix.json.JsonText;
import dev.phoenix.provider.connection.Answers;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The images of an engine. */
public final class Images {

  /** A registry may take long to send one layer; silence of this length is a broken line. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final EngineClient client;

  Images(EngineClient client) {
    this.client = client;
  }

  /** The image by reference or id, as the engine describes it. */
  public Optional<JsonNode> inspect(String reference) throws ResourceFailure {
    return client.inspect(
        EngineRequest.get("inspect image " + reference, "images", reference, "json"), "Id");
  }

  /**
   * Makes sure that the image is there as the policy says.
   *
   * @param login for a private registry; null without
   * @param progress is told what is being fetched
   */
  public void provide(
      String reference, Pull pull, @Nullable RegistryLogin login, Consumer<String> progress)
      throws ResourceFailure {
    switch (pull) {
      case ALWAYS -> pull(reference, login, progress);
      case MISSING -> {
        if (inspect(reference).isEmpty()) {
          pull(reference, login, progress);
        }
      }
      case NEVER -> {
        if (inspect(reference).isEmpty()) {
          throw new ResourceFailure(
              ResourceFailure.Kind.PERMANENT,
              "%s: image %s is not there and its pull policy is \"never\"; load it on the host or set pull to \"missing\""
                  .formatted(client.where(), reference));
        }
      }
    }
  }

  /** Fetches an image from its registry, whether it is there or not. */
  public void pull(String reference, @Nullable RegistryLogin login, Consumer<String> progress)
      throws ResourceFailure {
    ImageReference image = ImageReference.of(reference);
    EngineRequest request =
        EngineRequest.post("pull image " + reference, "images", "create")
            .query("fromImage", image.repository())
            .query("tag", image.tag())
            .patience(SILENCE);
    EngineRequest sent = login == null ? request : request.header("X-Registry-Auth", encode(login));
    progress.accept("pulling " + reference);
    PullProgress counted = new PullProgress(reference, progress);
    client.exchange(
        sent,
        answer -> {
          answer.check();
          follow(answer, counted);
          return true;
        });
  }

  /** The engine answers 200 first and reports what goes wrong as one line of the stream. */
  private static void follow(EngineClient.Answer answer, PullProgress progress)
      throws IOException, ResourceFailure {
    try (BufferedSource lines = answer.response().body().source()) {
      for (String line = Answers.line(lines); line != null; line = Answers.line(lines)) {
        if (line.isBlank()) {
          continue;
        }
        JsonNode event = JsonText.read(line);
        if (event.has("error")) {
          throw answer
              .client()
              .failed(Kind.PERMANENT, answer.request(), event.path("error").asString(""));
        }
        progress.event(event);
      }
    }
  }

  private static String encode(RegistryLogin login) {
    String json =
        JsonText.write(
            JsonNodeFactory.instance
                .objectNode()
                .put("username", login.username())
                .put("password", login.password().reveal())
                .put("serveraddress", login.server()));
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
