package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes parameters out of requests and puts answers into replies, as pveproxy does. */
record Envelope(Release release) {
  private static final int WORTH_PACKING = 1024;

  /** The parameters of the query and the body together. */
  Map<String, List<String>> open(Request request) {
    boolean bodiless = request.method().equals("GET") || request.method().equals("DELETE");
    if (bodiless && request.body().length > 0) {
      throw Refusal.misuse("Unexpected content for method '" + request.method() + "'");
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>(request.parameters());
    if (request.body().length > 0) {
      String type = request.header("content-type");
      if (type.startsWith("application/x-www-form-urlencoded")) {
        parameters.putAll(Request.parameters(request.text()));
      } else if (type.startsWith("application/json")) {
        parameters.putAll(json(request.text()));
      } else {
        throw Refusal.misuse("upload content-type '" + type + "' not implemented");
      }
    }
    return parameters;
  }

  private static Map<String, List<String>> json(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(text).properties()) {
        List<String> values = new ArrayList<>();
        if (entry.getValue().isArray()) {
          entry.getValue().forEach(value -> values.add(word(value)));
        } else {
          values.add(word(entry.getValue()));
        }
        parameters.put(entry.getKey(), values);
      }
    } catch (JacksonException broken) {
      throw Refusal.misuse("malformed JSON string");
    }
    return parameters;
  }

  private static String word(JsonNode value) {
    return value.isBoolean() ? (value.asBoolean() ? "1" : "0") : value.asString("");
  }

  /**
   * The answer with what a handler gave.
   *
   * @param whole whether that is the whole body already
   */
  Reply answer(Request request, JsonNode given, boolean whole) {
    JsonNode body = whole ? given : Json.object().set("data", given);
    return packed(request, Reply.json(200, body.toString()));
  }

  /** The message stands in the status line, and since 8.3 in the body too. */
  Reply refuse(Refusal refusal) {
    ObjectNode body = Json.object().putNull("data");
    if (!refusal.errors().isEmpty()) {
      ObjectNode errors = body.putObject("errors");
      refusal.errors().forEach((name, text) -> errors.put(name, text + "\n"));
    }
    if (release.since(8, 3)) {
      body.put("message", refusal.text() + "\n");
    }
    return Reply.json(refusal.status(), body.toString()).withReason(refusal.text());
  }

  private static Reply packed(Request request, Reply reply) {
    boolean worth = reply.body().length > WORTH_PACKING;
    if (!worth || !request.header("accept-encoding").contains("gzip")) {
      return reply;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(reply.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Reply(reply.status(), reply.headers(), bytes.toByteArray())
        .withHeader("Content-Encoding", "gzip");
  }
}
