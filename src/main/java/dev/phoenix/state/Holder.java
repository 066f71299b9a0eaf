package dev.phoenix.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who holds a lock.
 *
 * @param id of this one taking
 * @param epoch grows with every taking and breaking; only writes of the newest pass; 0 if it has
 *     none yet
 * @param operation the command
 * @param born see {@link Birth}
 * @param since when it was taken
 * @param url of the run in a pipeline; null outside of one
 */
public record Holder(
    String id,
    long epoch,
    String operation,
    long pid,
    String born,
    Host host,
    String user,
    Instant since,
    @Nullable String url) {
  private static final String WHERE = "the lock";

  Holder at(long now) {
    return new Holder(id, now, operation, pid, born, host, user, since, url);
  }

  /** Such as {@code phoenix apply, process 4711}. */
  public String words() {
    return "phoenix " + operation + ", process " + pid;
  }

  /** Whether it is still there, as far as this machine can tell without looking at the lock. */
  Liveness liveness(Host here) {
    if (!host.equals(here)) {
      return Liveness.UNKNOWN;
    }
    return born.equals(Birth.of(pid)) ? Liveness.ALIVE : Liveness.DEAD;
  }

  /** Whether its process can be seen, and ended, from here. */
  public boolean isHereAndAlive() {
    return liveness(Host.here()) == Liveness.ALIVE;
  }

  ObjectNode write() {
    ObjectNode json = Json.object();
    json.put("id", id);
    if (epoch > 0) {
      json.put("epoch", epoch);
    }
    json.put("operation", operation);
    json.put("pid", pid).put("born", born);
    json.put("host", host.name()).put("machine", host.machine()).put("user", user);
    json.put("since", since.toString());
    if (url != null) {
      json.put("url", url);
    }
    return json;
  }

  /** Null if the text is none, such as of one that died while it wrote it. */
  static @Nullable Holder read(String text) {
    try {
      ObjectNode json = Json.parse(text);
      return new Holder(
          Json.text(json, "id", WHERE),
          number(json, "epoch"),
          Json.text(json, "operation", WHERE),
          number(json, "pid"),
          Json.text(json, "born", WHERE),
          new Host(Json.text(json, "host", WHERE), Json.text(json, "machine", WHERE)),
          Json.text(json, "user", WHERE),
          Instant.parse(Json.text(json, "since", WHERE)),
          Json.optionalText(json, "url", WHERE));
    } catch (MalformedException | DateTimeParseException e) {
      return null;
    }
  }

  private static long number(ObjectNode json, String name) throws MalformedException {
    return Json.member(json, name, WHERE, JsonNode::isIntegralNumber).longValue();
  }
}
