package dev.phoenix.provider.proxmox;

import dev.phoenix.json.JsonText;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What Proxmox VE answered.
 *
 * @param reason of the status line: where its messages stood alone before http-server 5.2 (8.3)
 * @param date of the server's clock; null if it did not say
 */
record Reply(int code, String reason, @Nullable String date, String text) {
  boolean ok() {
    return code >= 200 && code < 300;
  }

  private JsonNode json() {
    if (text.isBlank() || !text.stripLeading().startsWith("{")) {
      return MissingNode.getInstance();
    }
    try {
      return JsonText.read(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /** Whether the API said it: a page of a proxy, read as no data, would be an empty list. */
  boolean isAnswer() {
    return json().has("data");
  }

  JsonNode data() {
    return json().path("data");
  }

  /** The reason phrase or the body's message, whichever says more. */
  String message() {
    String inBody = json().path("message").asString("").strip();
    String said = inBody.length() > reason.strip().length() ? inBody : reason.strip();
    return said.isEmpty() ? "HTTP " + code : said;
  }

  /** What is wrong with which parameter. */
  SortedMap<String, String> errors() {
    SortedMap<String, String> errors = new TreeMap<>();
    json()
        .path("errors")
        .properties()
        .forEach(entry -> errors.put(entry.getKey(), entry.getValue().asString("").strip()));
    return Collections.unmodifiableSortedMap(errors);
  }

  Fault fault() {
    return Fault.of(code, errors().isEmpty() ? message() : String.join("; ", errors().values()));
  }
}
