package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may come in: log-in tokens, API tokens, the log-in limit and the window for the first user.
 */
final class Gate {
  private static final long SESSION = 8 * 3600;
  private static final long WINDOW = 300_000;
  private static final long BAN = 3_600_000;
  private static final int LOGINS_A_SECOND = 10;

  /** Who asks, and whether by an API token. */
  record Caller(int user, boolean byToken) {}

  private final Database database;
  private final InstantSource clock;
  private final long started;

  /** Made anew by each start of the server, so that a restart ends every session. */
  private final byte[] key;

  private final Deque<Long> logins = new ArrayDeque<>();
  private long bannedUntil;
  private boolean closed;

  Gate(Database database, InstantSource clock, Storage memory) {
    this.database = database;
    this.clock = clock;
    JsonNode kept = memory.all().get("gate");
    if (kept == null) {
      this.started = clock.millis();
      this.key = new byte[32];
      new SecureRandom().nextBytes(key);
      String text = Base64.getEncoder().encodeToString(key);
      memory.put("gate", Json.object().put("started", started).put("key", text));
    } else {
      this.started = kept.path("started").asLong(0);
      this.key = Base64.getDecoder().decode(kept.path("key").asString(""));
    }
  }

  /** Five minutes after the start without an administrator the server locks itself. */
  synchronized boolean isClosed() {
    if (!closed && clock.millis() - started > WINDOW && database.users.all().isEmpty()) {
      closed = true;
    }
    return closed;
  }

  /** Counts a request to a route that takes a password. */
  synchronized void limit() {
    long now = clock.millis();
    logins.addLast(now);
    while (now - logins.getFirst() >= 1000) {
      logins.removeFirst();
    }
    if (logins.size() > LOGINS_A_SECOND) {
      bannedUntil = now + BAN;
    }
    if (now < bannedUntil) {
      throw new Failure(403, "Access denied", "Access denied to resource");
    }
  }

  Caller admit(Request request) {
    String token = request.header("x-api-key");
    String bearer = request.header("authorization");
    if (!token.isEmpty() && !bearer.isEmpty()) {
      throw new Failure(403, "api key and auth header are not allowed at the same time");
    }
    if (!token.isEmpty()) {
      return new Caller(ownerOf(token), true);
    }
    if (bearer.isEmpty()) {
      throw new Failure(401, "A valid authorization token is missing", "Unauthorized");
    }
    return new Caller(session(bearer.replaceFirst("^Bearer ", "")), false);
  }

  private int ownerOf(String raw) {
    String digest = digest(raw);
    ObjectNode token =
        database
            .tokens
            .first(row -> row.path("digest").asString("").equals(digest))
            .orElseThrow(Gate::invalid);
    long now = clock.millis() / 1000;
    if (token.path("lastUsed").asLong(0) != now) {
      database.tokens.put(token.path("id").asInt(0), token.put("lastUsed", now));
    }
    return token.path("userId").asInt(0);
  }

  private static Failure invalid() {
    return new Failure(401, "Invalid JWT token", "Unauthorized");
  }

  String session(ObjectNode user) {
    long now = clock.millis() / 1000;
    ObjectNode claims = Json.object();
    claims.put("id", user.path("Id").asInt(0)).put("username", user.path("Username").asString(""));
    claims.put("role", 1).put("scope", "default").put("forceChangePassword", false);
    claims.put("jti", UUID.randomUUID().toString()).put("iat", now).put("exp", now + SESSION);
    String head = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String content = head + "." + encode(JsonText.write(claims));
    return content + "." + seal(content);
  }

  private int session(String jwt) {
    int dot = jwt.lastIndexOf('.');
    String content = dot < 0 ? "" : jwt.substring(0, dot);
    if (content.isEmpty() || !seal(content).equals(jwt.substring(dot + 1))) {
      throw invalid();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(content.split("\\.", 2)[1]);
      JsonNode read = JsonText.read(claims);
      if (read.path("exp").asLong(0) < clock.millis() / 1000) {
        throw invalid();
      }
      return read.path("id").asInt(0);
    } catch (JacksonException | IllegalArgumentException broken) {
      throw invalid();
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String seal(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] seal = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static String digest(String raw) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
