package dev.phoenix.lab.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as a service of the lab gets it.
 *
 * @param path as it came, not decoded
 * @param query what follows the {@code ?}, not decoded; empty if nothing does
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are never compared
public record Request(
    String method, String path, String query, Map<String, String> headers, byte[] body) {

  /** A request with a JSON text; none if it is empty. */
  public static Request of(String method, String target, String json) {
    int mark = target.indexOf('?');
    return new Request(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        json.isEmpty() ? Map.of() : Map.of("content-type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  public Request withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, query, more, body);
  }

  public Request withoutHeader(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new Request(method, path, query, fewer, body);
  }

  public Request withPath(String other) {
    return new Request(method, other, query, headers, body);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The decoded parameters of the query. */
  public Map<String, List<String>> parameters() {
    return parameters(query);
  }

  /** Decodes {@code a=1&b=2}, the form of a query and of a posted form. */
  public static Map<String, List<String>> parameters(String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 1 ? "" : decode(parts[1]);
        parameters.computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
