package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.http.Request;
import dev.phoenix.resource.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds out who calls: by a ticket in the cookie or by an API token. */
final class Doorman {
  private static final Pattern TOKEN =
      Pattern.compile("PVEAPIToken[= ]([^!\\s]+@[^!\\s]+)!([^=\\s]+)[=:](\\S+)");
  private static final Pattern COOKIE = Pattern.compile("(?:^|.*;\\s*)PVEAuthCookie=([^;]*).*");

  private final Datacenter datacenter;
  private final Tickets tickets;
  private final Rights rights;
  private final InstantSource clock;
  private final Duration scorn;

  Doorman(Datacenter datacenter, Tickets tickets, Rights rights, ProxmoxOptions options) {
    this.datacenter = datacenter;
    this.tickets = tickets;
    this.rights = rights;
    this.clock = options.clock();
    this.scorn = options.scorn();
  }

  private long now() {
    return clock.millis() / 1000;
  }

  /** The caller; a cookie counts before a token. */
  Caller admit(Request request) {
    Matcher cookie = COOKIE.matcher(request.header("cookie"));
    if (cookie.matches()) {
      return byTicket(request, URLDecoder.decode(cookie.group(1), StandardCharsets.UTF_8));
    }
    Matcher token = TOKEN.matcher(request.header("authorization"));
    if (!token.matches()) {
      throw refused("No ticket");
    }
    return byToken(token);
  }

  private Caller byTicket(Request request, String ticket) {
    String user = tickets.user(ticket, now());
    if (user == null) {
      throw refused("permission denied - invalid PVE ticket");
    }
    boolean writes = !request.method().equals("GET");
    if (writes && !tickets.prevents(request.header("csrfpreventiontoken"), user, now())) {
      throw refused("Permission denied - invalid csrf token");
    }
    return new Caller(user, "");
  }

  private Caller byToken(Matcher shown) {
    Secret secret = new Secret(shown.group(3));
    for (Datacenter.Token token : datacenter.tokens()) {
      if (token.user().equals(shown.group(1)) && token.id().equals(shown.group(2))) {
        if (token.expires() != 0 && token.expires() <= now()) {
          throw refused("token '" + shown.group(2) + "' access expired");
        }
        if (token.secret().equals(secret)) {
          return new Caller(token.user(), token.id());
        }
        throw refused("invalid token value!");
      }
    }
    throw refused("no such token '" + shown.group(2) + "' for user '" + shown.group(1) + "'");
  }

  private Refusal refused(String why) {
    try {
      Thread.sleep(scorn);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Refusal.unauthorized(why);
  }

  /** {@code POST /access/ticket}. */
  ObjectNode logIn(Call call) {
    String name = call.values().text("username");
    String realm = call.values().find("realm");
    String user = realm == null || name.contains("@") ? name : name + "@" + realm;
    String password = call.values().text("password");
    if (!isKnown(user, password)) {
      throw refused("authentication failure");
    }
    ObjectNode cap = Json.object();
    Map.of("vms", "/vms", "storage", "/storage", "nodes", "/nodes", "dc", "/", "access", "/access")
        .forEach((part, path) -> {
          ObjectNode may = cap.putObject(part);
          rights.at(new Caller(user, ""), path).forEach(privilege -> may.put(privilege, 1));
        });
    ObjectNode answer =
        Json.object()
            .put("username", user)
            .put("ticket", tickets.ticket(user, now()))
            .put("CSRFPreventionToken", tickets.prevention(user, now()))
            .put("clustername", datacenter.name());
    answer.set("cap", cap);
    return answer;
  }

  /** By the password, or by a ticket of the same user in its place. */
  private boolean isKnown(String user, String password) {
    Optional<Datacenter.Account> account =
        datacenter.accounts().stream().filter(it -> it.user().equals(user)).findFirst();
    @Nullable String renewing = tickets.user(password, now());
    return account.isPresent()
        && (account.get().password().equals(new Secret(password)) || user.equals(renewing));
  }
}
