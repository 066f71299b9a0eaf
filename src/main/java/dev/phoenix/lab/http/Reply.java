package dev.phoenix.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of a service.
 *
 * @param status {@link #HANG_UP} closes the connection without an answer
 * @param headers by name, as they are written
 * @param byLine whether the lines of the body come one after the other, as of work that goes on
 * @param reason what the status line says after the number; empty for the usual words
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are never compared
public record Reply(
    int status, Map<String, String> headers, byte[] body, boolean byLine, String reason) {
  public static final int HANG_UP = 0;

  /** The header that says another length than the body has. */
  public static final String LENGTH = "Content-Length";

  public Reply(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, false, "");
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  public static Reply json(int status, String json) {
    return text(status, "application/json", json);
  }

  public static Reply text(int status, String type, String text) {
    return new Reply(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, byLine, reason);
  }

  public Reply withBody(String text) {
    return new Reply(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  public Reply withStatus(int other) {
    return new Reply(other, headers, body, byLine, reason);
  }

  /** The same, line by line. */
  public Reply lineByLine() {
    return new Reply(status, headers, body, true, reason);
  }

  /** The same with words of its own in the status line, which only {@link WireFront} can send. */
  public Reply withReason(String words) {
    return new Reply(status, headers, body, byLine, words);
  }

  /** How long the body is as the head of the answer says, which may be untrue. */
  int announced() {
    return Integer.parseInt(headers.getOrDefault(LENGTH, Integer.toString(body.length)));
  }

  public boolean ok() {
    return status >= 200 && status < 300;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
