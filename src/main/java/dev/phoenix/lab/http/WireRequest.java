package dev.phoenix.lab.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is read from a connection.
 *
 * @param refusal the answer if it cannot be read on
 */
record WireRequest(Request request, @Nullable Reply refusal) {
  private static final int LINES = 64;
  private static final int LINE = 8 * 1024;
  private static final int BODY = 512 * 1024;

  /** The next request of a connection; null at its end. */
  static @Nullable WireRequest read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    String line = line(in);
    while (line != null && !line.isEmpty()) {
      int colon = Math.max(0, line.indexOf(':'));
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      line = line(in);
    }
    String refusal = refusal(words, headers);
    if (refusal != null) {
      Reply reply = Reply.json(Integer.parseInt(refusal.substring(0, 3)), "{\"data\":null}");
      return new WireRequest(Request.of("", "", ""), reply.withReason(refusal.substring(4)));
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new WireRequest(request(words, headers, in.readNBytes(length)), null);
  }

  private static Request request(String[] words, Map<String, String> headers, byte[] body) {
    int mark = words[1].indexOf('?');
    return new Request(
        words[0],
        mark < 0 ? words[1] : words[1].substring(0, mark),
        mark < 0 ? "" : words[1].substring(mark + 1),
        headers,
        body);
  }

  /** As PVE::APIServer::AnyEvent refuses what it cannot read. */
  private static @Nullable String refusal(String[] words, Map<String, String> headers) {
    if (words.length < 3 || !words[2].startsWith("HTTP/1.")) {
      return "506 http protocol version " + (words.length < 3 ? "" : words[2]) + " not supported";
    }
    if (headers.size() > LINES) {
      return "501 too many http header lines";
    }
    if (headers.containsKey("transfer-encoding")) {
      return "501 chunked transfer encoding not supported";
    }
    String length = headers.getOrDefault("content-length", "0");
    return length.matches("[0-9]{1,6}") && Integer.parseInt(length) <= BODY
        ? null
        : "501 for data too large";
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > LINE) {
        return null;
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
