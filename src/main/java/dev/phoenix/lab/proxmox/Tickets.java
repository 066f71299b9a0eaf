package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Signs log-in tickets and the tokens against forged requests, with a key that stays. */
final class Tickets {
  /** PVE::AccessControl: two hours. */
  private static final long LIFETIME = 2L * 3600;

  private static final Pattern TICKET = Pattern.compile("PVE:([^:]+):([0-9A-F]{8})::(\\S+)");

  private final SecretKeySpec key;

  Tickets(Storage storage) {
    JsonNode kept = storage.all().get("ticket-key");
    if (kept == null) {
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      kept = StringNode.valueOf(Base64.getEncoder().encodeToString(fresh));
      storage.put("ticket-key", kept);
    }
    key = new SecretKeySpec(Base64.getDecoder().decode(kept.asString("")), "HmacSHA256");
  }

  String ticket(String user, long now) {
    String plain = "PVE:" + user + ":" + time(now);
    return plain + "::" + sign(plain);
  }

  String prevention(String user, long now) {
    return time(now) + ":" + sign(time(now) + ":" + user);
  }

  /** The user of a ticket that is still good; null for any other. */
  @Nullable String user(String ticket, long now) {
    Matcher found = TICKET.matcher(ticket);
    if (!found.matches()) {
      return null;
    }
    long age = now - Long.parseLong(found.group(2), 16);
    String plain = "PVE:" + found.group(1) + ":" + found.group(2);
    boolean good = age < LIFETIME && age > -300 && same(sign(plain), found.group(3));
    return good ? found.group(1) : null;
  }

  boolean prevents(String token, String user, long now) {
    String[] parts = token.split(":", 2);
    return parts.length == 2
        && parts[0].matches("[0-9A-F]{8}")
        && now - Long.parseLong(parts[0], 16) < LIFETIME
        && same(sign(parts[0] + ":" + user), parts[1]);
  }

  private static String time(long seconds) {
    return String.format(Locale.ROOT, "%08X", seconds);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
