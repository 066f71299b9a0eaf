package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules and options of the firewalls of guests, kept and listed but not enforced. */
final class FirewallCalls {
  private static final String LEVELS = "emerg|alert|crit|err|warning|notice|info|debug|nolog";
  private static final String FIELDS =
      " comment dest digest dport enable:i(0,) icmp-type iface log="
          + LEVELS
          + " macro pos:i(0,) proto source sport";

  private final Cluster cluster;
  private final Storage storage;
  private final Map<String, ObjectNode> kept = new TreeMap<>();

  FirewallCalls(Cluster cluster, Storage storage) {
    this.cluster = cluster;
    this.storage = storage;
    storage
        .all()
        .forEach((key, json) -> {
          if (json instanceof ObjectNode object) {
            kept.put(key, object.deepCopy());
          }
        });
  }

  void routes(Routes routes) {
    String moved = FIELDS.replace(" pos:i(0,)", "");
    for (Kind kind : Kind.values()) {
      String base = "/nodes/{node}/" + kind.word + "/{vmid}/firewall/";
      routes.get(base + "rules", "", call -> rules(call, kind));
      routes.post(
          base + "rules", "action! type!=in|out|forward|group" + FIELDS, call -> add(call, kind));
      routes.put(
          base + "rules/{pos}",
          "action type=in|out|forward|group delete moveto:i(0,)" + moved,
          call -> change(call, kind));
      routes.delete(base + "rules/{pos}", "digest", call -> remove(call, kind));
      routes.get(
          base + "options",
          "",
          call -> {
            cluster.guest(call, kind, "VM.Audit");
            return of(call).path("options").deepCopy();
          });
      routes.put(
          base + "options",
          "delete dhcp:b digest enable:b ipfilter:b log_level_in="
              + LEVELS
              + " log_level_out="
              + LEVELS
              + " macfilter:b ndp:b policy_in=ACCEPT|REJECT|DROP policy_out=ACCEPT|REJECT|DROP"
              + " radv:b",
          call -> options(call, kind));
    }
  }

  /** What is kept of a guest; a new one of the same id begins anew. */
  private ObjectNode of(Call call) {
    Guest guest = cluster.guests.find(call.vmid()).orElseThrow();
    String key = guest.vmid + "-" + guest.made;
    return kept.computeIfAbsent(
        key,
        _ -> {
          ObjectNode fresh = Json.object();
          fresh.putArray("rules");
          fresh.putObject("options");
          return fresh;
        });
  }

  private static ArrayNode list(ObjectNode firewall) {
    return (ArrayNode) firewall.path("rules");
  }

  private static String digest(ObjectNode firewall) {
    String hex =
        UUID.nameUUIDFromBytes(firewall.toString().getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    return hex + hex.substring(0, 8);
  }

  private void save(Call call, ObjectNode firewall) {
    Guest guest = cluster.guests.find(call.vmid()).orElseThrow();
    storage.put(guest.vmid + "-" + guest.made, firewall);
  }

  private ObjectNode writable(Call call, Kind kind) {
    cluster.guest(call, kind, "VM.Config.Network");
    return of(call);
  }

  private JsonNode rules(Call call, Kind kind) {
    cluster.guest(call, kind, "VM.Audit");
    ObjectNode firewall = of(call);
    ArrayNode list = Json.array();
    int pos = 0;
    for (JsonNode rule : list(firewall)) {
      ObjectNode shown = (ObjectNode) rule.deepCopy();
      list.add(shown.put("pos", pos++).put("digest", digest(firewall)));
    }
    return list;
  }

  /** A new rule is the first, wherever it was asked to be, and off unless it says otherwise. */
  private JsonNode add(Call call, Kind kind) {
    ObjectNode firewall = writable(call, kind);
    if (call.values().has("dport") && !call.values().has("proto")) {
      throw Refusal.parameter("proto", "missing property - 'dport' requires this property");
    }
    ObjectNode rule = Json.object().put("enable", 0);
    fill(call, rule);
    list(firewall).insert(0, rule);
    save(call, firewall);
    return NullNode.getInstance();
  }

  private static void fill(Call call, ObjectNode rule) {
    call.values()
        .all()
        .forEach((key, values) -> {
          boolean field =
              !key.equals("pos")
                  && !key.equals("digest")
                  && !key.equals("delete")
                  && !key.equals("moveto");
          if (field && (values.getLast().isEmpty() || values.getLast().equals("-"))) {
            rule.remove(key);
          } else if (field) {
            Json.put(rule, key, values.getLast());
          }
        });
  }

  private ObjectNode rule(Call call, ObjectNode firewall) {
    String digest = call.values().find("digest");
    if (digest != null && !digest.equals(digest(firewall))) {
      throw Refusal.of("detected modified configuration - file changed by other user? Try again.");
    }
    int pos = Integer.parseInt(call.path("pos"));
    if (!(list(firewall).path(pos) instanceof ObjectNode rule)) {
      throw Refusal.parameter("pos", "no rule at position " + pos);
    }
    return rule;
  }

  private JsonNode change(Call call, Kind kind) {
    ObjectNode firewall = writable(call, kind);
    ObjectNode rule = rule(call, firewall);
    if (call.values().has("moveto")) {
      int from = Integer.parseInt(call.path("pos"));
      int to = (int) call.values().number("moveto", 0);
      list(firewall).insert(to, rule.deepCopy());
      list(firewall).remove(from < to ? from : from + 1);
    } else {
      fill(call, rule);
      rule.remove(call.values().keys("delete"));
    }
    save(call, firewall);
    return NullNode.getInstance();
  }

  private JsonNode remove(Call call, Kind kind) {
    ObjectNode firewall = writable(call, kind);
    rule(call, firewall);
    list(firewall).remove(Integer.parseInt(call.path("pos")));
    save(call, firewall);
    return NullNode.getInstance();
  }

  private JsonNode options(Call call, Kind kind) {
    ObjectNode firewall = writable(call, kind);
    ObjectNode options = (ObjectNode) firewall.path("options");
    fill(call, options);
    options.remove(call.values().keys("delete"));
    save(call, firewall);
    return NullNode.getInstance();
  }
}
