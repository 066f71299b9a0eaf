package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.http.Reply;
import java.util.Locale;

/** A request that the server answers with an error. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String summary;
  private final String details;

  Failure(int status, String summary, String details) {
    super(summary);
    this.status = status;
    this.summary = summary;
    this.details = details;
  }

  /** An error without an inner one, so that the details repeat the message. */
  Failure(int status, String summary) {
    this(status, summary, summary);
  }

  static Failure payload(String details) {
    return new Failure(400, "Invalid request payload", details);
  }

  /** What the database says of an object that is not there. */
  static Failure absent(String summary, String bucket, int key) {
    return new Failure(404, summary, absence(bucket, key));
  }

  static String absence(String bucket, int key) {
    return "Object not found inside the database (bucket=%s, key=%d)".formatted(bucket, key);
  }

  String summary() {
    return summary;
  }

  Reply reply() {
    String capital =
        details.isEmpty()
            ? details
            : details.substring(0, 1).toUpperCase(Locale.ROOT) + details.substring(1);
    return Reply.json(
        status, JsonText.write(Json.object().put("message", summary).put("details", capital)));
  }
}
