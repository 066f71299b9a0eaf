package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Answers;
import dev.phoenix.provider.connection.OverlongException;
import dev.phoenix.resource.ResourceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import tools.jackson.databind.JsonNode;

/** The containers of an engine. */
public final class Containers {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int MOST_OF_A_LOG = 16 << 20;
  private static final MediaType TAR = MediaType.get("application/x-tar");

  private final EngineClient client;

  Containers(EngineClient client) {
    this.client = client;
  }

  /** All of them, stopped ones included. */
  public List<ContainerSummary> list() throws ResourceFailure {
    EngineRequest request =
        EngineRequest.get("list the containers", "containers", "json").query("all", "true");
    return client.list(request, client.call(request), "Id").stream()
        .map(ContainerSummaries::of)
        .toList();
  }

  /** The container as the engine describes it. */
  public Optional<JsonNode> inspect(String nameOrId) throws ResourceFailure {
    return client.inspect(
        EngineRequest.get("inspect container " + nameOrId, "containers", nameOrId, "json"), "Id");
  }

  /**
   * Makes a container, which is not started by that.
   *
   * @param body as the engine wants it
   * @return its id
   */
  public String create(String name, JsonNode body) throws ResourceFailure {
    return client.made(
        EngineRequest.post("create container " + name, "containers", "create")
            .query("name", name)
            .json(body));
  }

  /** Starts a container; it running already is success. */
  public void start(String nameOrId) throws ResourceFailure {
    act(nameOrId, "start");
  }

  /** Stops a container, by force after ten seconds; it being stopped already is success. */
  public void stop(String nameOrId) throws ResourceFailure {
    act(nameOrId, "stop");
  }

  public void restart(String nameOrId) throws ResourceFailure {
    act(nameOrId, "restart");
  }

  private void act(String nameOrId, String verb) throws ResourceFailure {
    EngineRequest request =
        EngineRequest.post(verb + " container " + nameOrId, "containers", nameOrId, verb)
            .patience(Duration.ofMinutes(2));
    client.call(
        verb.equals("start") ? request : request.query("t", Long.toString(GRACE.toSeconds())));
  }

  public void rename(String nameOrId, String name) throws ResourceFailure {
    client.call(
        EngineRequest.post("rename container " + nameOrId, "containers", nameOrId, "rename")
            .query("name", name));
  }

  /** Removes a container, running or not; its named volumes stay. Gone already is success. */
  public void remove(String nameOrId) throws ResourceFailure {
    client.find(
        EngineRequest.delete("remove container " + nameOrId, "containers", nameOrId)
            .query("force", "true")
            .patience(Duration.ofMinutes(2)));
  }

  /** Puts files into a container, which need not run. */
  public void put(String nameOrId, Collection<ContainerFile> files) throws ResourceFailure {
    if (files.isEmpty()) {
      return;
    }
    client.call(
        EngineRequest.put("put files into container " + nameOrId, "containers", nameOrId, "archive")
            .query("path", "/")
            .body(RequestBody.create(Tar.of(files), TAR)));
  }

  /** The last lines that the container wrote, both streams as they came. */
  public String logs(String nameOrId, int lines) throws ResourceFailure {
    boolean terminal =
        inspect(nameOrId).map(found -> found.at("/Config/Tty").asBoolean(false)).orElse(false);
    return client.exchange(
        EngineRequest.get("read the log of container " + nameOrId, "containers", nameOrId, "logs")
            .query("stdout", "true")
            .query("stderr", "true")
            .query("tail", Integer.toString(lines)),
        answer -> {
          answer.check();
          ResponseBody body = answer.response().body();
          return terminal ? Answers.text(body) : unframed(body.source());
        });
  }

  /** Without a terminal each piece has a head of eight bytes; the last four are its length. */
  private static String unframed(BufferedSource source) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!source.exhausted()) {
      source.skip(4);
      int length = source.readInt();
      if (length < 0 || text.length() + (long) length > MOST_OF_A_LOG) {
        throw new OverlongException("the log is longer than " + (MOST_OF_A_LOG >> 20) + " MiB");
      }
      text.append(new String(source.readByteArray(length), StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
