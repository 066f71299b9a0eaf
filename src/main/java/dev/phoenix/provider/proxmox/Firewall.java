package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The firewall of a guest in Proxmox VE, which is kept apart from its configuration: whether it is
 * on, what becomes of what no rule meets, and the rules in their order.
 */
final class Firewall {
  static final String ATTRIBUTE = "firewall";

  private static final String RULES = "rules";
  private static final String ENABLED = "enabled";
  private static final int ATTEMPTS = 4;

  /** What the files call what the server calls otherwise. */
  private static final Map<String, String> POLICIES =
      Map.of("input", "policy_in", "output", "policy_out");

  private final Cluster cluster;
  private final Guest guest;
  private final Work work;

  private Firewall(Cluster cluster, Guest guest, Work work) {
    this.cluster = cluster;
    this.guest = guest;
    this.work = work;
  }

  /** Is asked for only of guests whose files or record name it. */
  static void observe(Sight sight, Attributes.Builder shown) throws ResourceFailure {
    JsonNode shape = sight.shape(ATTRIBUTE);
    if (!shape.isMissingNode()) {
      shown.put(ATTRIBUTE, read(sight.cluster(), sight.guest(), shape));
    }
  }

  private static ObjectNode read(Cluster cluster, Guest guest, JsonNode shape)
      throws ResourceFailure {
    JsonNode options = ask(cluster, guest, "options");
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    seen.put(ENABLED, options.path("enable").asInt(0) != 0);
    POLICIES.forEach((name, key) -> {
      if (shape.has(name)) {
        seen.put(name, options.path(key).asString(""));
      }
    });
    ArrayNode rules = seen.putArray(RULES);
    ask(cluster, guest, RULES).forEach(rule -> rules.add(FirewallRule.read(rule)));
    return seen;
  }

  private static JsonNode ask(Cluster cluster, Guest guest, String what) throws ResourceFailure {
    return cluster
        .api()
        .call(
            ProxmoxRequest.get(
                "read the firewall of " + guest.name(), guest.path("firewall", what)));
  }

  /** Brings it to what is wanted; the guest is started, and its cards are filtered, only after. */
  static void write(Settling settling) throws ResourceFailure {
    if (settling.wanted().has(ATTRIBUTE)) {
      new Firewall(settling.cluster(), settling.guest(), settling.work())
          .write(settling.wanted().object(ATTRIBUTE));
    }
  }

  private void write(ObjectNode wanted) throws ResourceFailure {
    for (int attempt = 1; ; attempt++) {
      try {
        ObjectNode seen = read(cluster, guest, wanted);
        if (!wanted.equals(seen)) {
          work.progress("writing its firewall");
          rules(wanted, seen);
          options(wanted, seen);
        }
        return;
      } catch (ResourceFailure failure) {
        if (failure.kind() != Kind.STALE || attempt == ATTEMPTS) {
          throw failure;
        }
        work.progress("its firewall changed just now; reading it again");
      }
    }
  }

  private void options(ObjectNode wanted, ObjectNode seen) throws ResourceFailure {
    ProxmoxRequest request =
        ProxmoxRequest.put(
            "set the firewall of " + guest.name(), guest.path("firewall", "options"));
    ProxmoxRequest filled = request;
    if (!wanted.path(ENABLED).equals(seen.path(ENABLED))) {
      filled = filled.with("enable", wanted.path(ENABLED).asBoolean());
    }
    for (var policy : POLICIES.entrySet()) {
      JsonNode value = wanted.path(policy.getKey());
      if (!value.isMissingNode() && !value.equals(seen.path(policy.getKey()))) {
        filled = filled.with(policy.getValue(), value.asString());
      }
    }
    if (!filled.equals(request)) {
      JsonNode _ = cluster.api().call(filled);
    }
  }

  /**
   * Puts new rules in before the old ones go, and has them count only once all are there, so that
   * what both let through is let through all the time.
   */
  private void rules(ObjectNode wanted, ObjectNode seen) throws ResourceFailure {
    List<JsonNode> after = list(wanted);
    List<JsonNode> now = list(seen);
    int begin = 0;
    while (begin < Math.min(after.size(), now.size()) && after.get(begin).equals(now.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < Math.min(after.size(), now.size()) - begin
        && after.get(after.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    List<JsonNode> coming = after.subList(begin, after.size() - end);
    int leaving = now.size() - end - begin;
    boolean inForce = seen.path(ENABLED).asBoolean();
    for (JsonNode rule : coming.reversed()) {
      insert(rule, !inForce, begin, now);
    }
    for (int i = 0; inForce && i < coming.size(); i++) {
      change(begin + i, "enable", 1, now);
      now.set(begin + i, coming.get(i));
    }
    for (int i = begin + coming.size() + leaving - 1; i >= begin + coming.size(); i--) {
      JsonNode _ =
          cluster.api().call(ProxmoxRequest.delete(what(), at(i)).with("digest", digest(now)));
      now.remove(i);
    }
  }

  private static List<JsonNode> list(ObjectNode firewall) {
    return new ArrayList<>(firewall.path(RULES).valueStream().toList());
  }

  /** The server puts a new one first, wherever it is asked to. */
  private void insert(JsonNode rule, boolean enabled, int place, List<JsonNode> now)
      throws ResourceFailure {
    JsonNode _ =
        cluster
            .api()
            .call(
                FirewallRule.into(
                    ProxmoxRequest.post(what(), guest.path("firewall", RULES)), rule, enabled));
    JsonNode made = enabled ? rule : FirewallRule.off(rule);
    now.addFirst(made);
    if (place > 0) {
      change(0, "moveto", place + 1, now);
      now.removeFirst();
      now.add(place, made);
    }
  }

  private void change(int place, String what, int value, List<JsonNode> now)
      throws ResourceFailure {
    JsonNode _ =
        cluster
            .api()
            .call(
                ProxmoxRequest.put(what(), at(place))
                    .with(what, value)
                    .with("digest", digest(now)));
  }

  private String what() {
    return "change the rules of " + guest.name();
  }

  private String[] at(int place) {
    return guest.path("firewall", RULES, Integer.toString(place));
  }

  /** Of the list as it is now, which has to be what was made of it. */
  private String digest(List<JsonNode> expected) throws ResourceFailure {
    JsonNode listed = ask(cluster, guest, RULES);
    List<ObjectNode> there = listed.valueStream().map(FirewallRule::read).toList();
    if (!there.equals(expected)) {
      throw cluster
          .api()
          .failure(Kind.STALE, what(), "somebody else changes them at the same time; plan again");
    }
    return listed.path(0).path("digest").asString("");
  }
}
