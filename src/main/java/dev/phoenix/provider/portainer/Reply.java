package dev.phoenix.provider.portainer;

import dev.phoenix.json.JsonText;
import okhttp3.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What Portainer answered: JSON most of the time, text or HTML from its file handler or a proxy.
 */
record Reply(int code, Headers headers, String text) {
  private static final int LONGEST = 2000;

  boolean ok() {
    return code >= 200 && code < 300;
  }

  /** Whether an engine said it, not the server: only the server's own messages have details. */
  boolean handedOn() {
    JsonNode json = json();
    return json.has("message") && !json.has("details");
  }

  /**
   * Whether something in front of the server gave up waiting for it: the server's own refusals have
   * a message, and one that is busy has done nothing.
   */
  boolean isOfGateway() {
    return code == 502
        || code == 504
        || (code >= 500 && code != 503 && !json().path("message").isString());
  }

  /** A web page, which no answer of the API is: the log-in of a proxy, or the user interface. */
  boolean isPage() {
    return text.stripLeading().startsWith("<");
  }

  JsonNode json() {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JsonText.read(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /** The server's message and, where they say more, its details. */
  String message() {
    JsonNode json = json();
    String message = json.path("message").asString("").strip();
    String details = json.path("details").asString("").strip();
    if (message.isEmpty()) {
      return text.isBlank() || isPage() ? "HTTP " + code : "HTTP " + code + " " + cut(text.strip());
    }
    return details.isEmpty() || details.equalsIgnoreCase(message)
        ? cut(message)
        : cut(message + ": " + details);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
  }
}
