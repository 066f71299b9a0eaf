package dev.phoenix.provider.docker;

import dev.phoenix.json.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call of the Engine API.
 *
 * @param what completes "cannot ..." in a message
 * @param patience how long the engine may stay silent
 */
record EngineRequest(
    String what,
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable RequestBody body,
    Duration patience) {
  private static final Duration USUAL = Duration.ofSeconds(60);

  static EngineRequest get(String what, String... path) {
    return plain(what, "GET", path);
  }

  static EngineRequest post(String what, String... path) {
    return plain(what, "POST", path).body(RequestBody.EMPTY);
  }

  static EngineRequest put(String what, String... path) {
    return plain(what, "PUT", path).body(RequestBody.EMPTY);
  }

  static EngineRequest delete(String what, String... path) {
    return plain(what, "DELETE", path);
  }

  private static EngineRequest plain(String what, String method, String... path) {
    return new EngineRequest(what, method, List.of(path), Map.of(), Map.of(), null, USUAL);
  }

  EngineRequest query(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new EngineRequest(what, method, path, more, headers, body, patience);
  }

  EngineRequest header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new EngineRequest(what, method, path, query, more, body, patience);
  }

  EngineRequest body(RequestBody content) {
    return new EngineRequest(what, method, path, query, headers, content, patience);
  }

  EngineRequest json(JsonNode content) {
    return body(RequestBody.create(JsonText.write(content), EngineClient.JSON));
  }

  EngineRequest patience(Duration longer) {
    return new EngineRequest(what, method, path, query, headers, body, longer);
  }

  boolean changesNothing() {
    return method.equals("GET");
  }
}
