package dev.phoenix.provider.portainer;

import dev.phoenix.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call of Portainer's API.
 *
 * @param what completes "cannot ..." in a message
 * @param path below the base of the API
 * @param patience how long the server may stay silent
 */
record PortainerRequest(
    String what,
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable RequestBody body,
    Duration patience) {
  static final Duration USUAL = Duration.ofSeconds(30);

  /** A server answers a deploy when it has ended, pulls included, and sets itself no limit. */
  static final Duration DEPLOY = Duration.ofMinutes(40);

  private static final MediaType JSON = MediaType.get("application/json");

  static PortainerRequest get(String what, String path) {
    return new PortainerRequest(what, "GET", path, Map.of(), Map.of(), null, USUAL);
  }

  static PortainerRequest post(String what, String path) {
    return new PortainerRequest(what, "POST", path, Map.of(), Map.of(), RequestBody.EMPTY, USUAL);
  }

  static PortainerRequest put(String what, String path) {
    return new PortainerRequest(what, "PUT", path, Map.of(), Map.of(), RequestBody.EMPTY, USUAL);
  }

  static PortainerRequest delete(String what, String path) {
    return new PortainerRequest(what, "DELETE", path, Map.of(), Map.of(), null, USUAL);
  }

  PortainerRequest query(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new PortainerRequest(what, method, path, more, headers, body, patience);
  }

  PortainerRequest header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new PortainerRequest(what, method, path, query, more, body, patience);
  }

  PortainerRequest json(JsonNode content) {
    return body(RequestBody.create(JsonText.write(content), JSON));
  }

  /** The form that environments are created with: the server reads no JSON there. */
  PortainerRequest form(Map<String, String> fields) {
    MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    fields.forEach(form::addFormDataPart);
    return body(form.build());
  }

  /** Has the server put the stored credentials of one of its registries into a pull. */
  PortainerRequest registry(int id) {
    String json = "{\"registryId\":" + id + "}";
    return header(
        "X-Registry-Auth",
        Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }

  PortainerRequest patience(Duration time) {
    return new PortainerRequest(what, method, path, query, headers, body, time);
  }

  private PortainerRequest body(RequestBody content) {
    return new PortainerRequest(what, method, path, query, headers, content, patience);
  }

  /** A log-in whose answer is lost leaves a token that nobody has, and that ends by itself. */
  boolean changesNothing() {
    return method.equals("GET") || path.equals("auth");
  }
}
