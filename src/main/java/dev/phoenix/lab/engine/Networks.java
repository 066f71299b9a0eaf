package dev.phoenix.lab.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The networks of an engine; {@code bridge}, {@code host} and {@code none} are always there. */
public final class Networks {
  private final Storage storage;
  private final Heart heart;
  private final Supplier<Collection<Container>> containers;
  private final Map<String, ObjectNode> byName = new TreeMap<>();

  Networks(Storage storage, Heart heart, Supplier<Collection<Container>> containers) {
    this.storage = storage;
    this.heart = heart;
    this.containers = containers;
    storage.all().forEach((name, json) -> byName.put(name, (ObjectNode) json.deepCopy()));
    if (byName.isEmpty()) {
      builtIn("bridge", "bridge");
      builtIn("host", "host");
      builtIn("none", "null");
    }
  }

  private void builtIn(String name, String driver) {
    ObjectNode body = Json.object().put("Name", name).put("Driver", driver);
    keep(name, network(body, driver.equals("bridge") ? "172.17.0.0/16" : ""));
  }

  private void keep(String name, ObjectNode network) {
    byName.put(name, network);
    storage.put(name, network);
  }

  public ArrayNode list(Filters filters) {
    synchronized (heart) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (ObjectNode network : byName.values()) {
        if (filters.names(network.path("Name").asString(""))
            && filters.ids(network.path("Id").asString(""))
            && filters.any("driver", network.path("Driver").asString("")::equals)
            && filters.labels(Json.texts(network.path("Labels")))) {
          list.add(network.deepCopy());
        }
      }
      return list;
    }
  }

  public ObjectNode inspect(String nameOrId) {
    synchronized (heart) {
      ObjectNode network = found(nameOrId).deepCopy();
      ObjectNode used = network.putObject("Containers");
      for (Container container : users(network.path("Name").asString(""))) {
        ObjectNode endpoint = endpoint(network.path("Name").asString(""), container, 0, List.of());
        used.putObject(container.id())
            .put("Name", container.name())
            .put("EndpointID", endpoint.path("EndpointID").asString(""))
            .put("MacAddress", endpoint.path("MacAddress").asString(""))
            .put("IPv4Address", "")
            .put("IPv6Address", "");
      }
      return network;
    }
  }

  public boolean has(String nameOrId) {
    synchronized (heart) {
      return find(nameOrId) != null;
    }
  }

  /** The answer to a create: the id and no warning. */
  public ObjectNode create(JsonNode body) {
    synchronized (heart) {
      String name = body.path("Name").asString("");
      if (byName.containsKey(name)) {
        throw new Refusal(409, "network with name %s already exists".formatted(name));
      }
      ObjectNode network = network(body, freeSubnet());
      keep(name, network);
      return Json.object().put("Id", network.path("Id").asString("")).put("Warning", "");
    }
  }

  public void remove(String nameOrId) {
    synchronized (heart) {
      ObjectNode network = found(nameOrId);
      String name = network.path("Name").asString("");
      if (List.of("bridge", "host", "none").contains(name)) {
        throw new Refusal(403, name + " is a pre-defined network and cannot be removed");
      }
      if (!users(name).isEmpty()) {
        throw new Refusal(
            403,
            "error while removing network: network %s id %s has active endpoints"
                .formatted(name, network.path("Id").asString("")));
      }
      byName.remove(name);
      storage.remove(name);
    }
  }

  /** The name of a network that is given by name or id. */
  String name(String nameOrId) {
    return found(nameOrId).path("Name").asString("");
  }

  private ObjectNode found(String nameOrId) {
    ObjectNode network = find(nameOrId);
    if (network == null) {
      throw new Refusal(404, "network %s not found".formatted(nameOrId));
    }
    return network;
  }

  private @Nullable ObjectNode find(String nameOrId) {
    ObjectNode named = byName.get(nameOrId);
    if (named != null || nameOrId.length() < 12) {
      return named;
    }
    return byName.values().stream()
        .filter(network -> network.path("Id").asString("").startsWith(nameOrId))
        .findFirst()
        .orElse(null);
  }

  private List<Container> users(String name) {
    return containers.get().stream()
        .filter(container ->
            container.endpoints().containsKey(name)
                && container.life().at(heart.now(), container.restartPolicy()).running())
        .toList();
  }

  private String freeSubnet() {
    List<String> taken =
        byName.values().stream()
            .map(network -> network.at("/IPAM/Config/0/Subnet").asString(""))
            .toList();
    for (int second = 18; second < 32; second++) {
      if (!taken.contains("172.%d.0.0/16".formatted(second))) {
        return "172.%d.0.0/16".formatted(second);
      }
    }
    for (int third = 0; third < 256; third += 16) {
      if (!taken.contains("192.168.%d.0/20".formatted(third))) {
        return "192.168.%d.0/20".formatted(third);
      }
    }
    throw new Refusal(
        500,
        "could not find an available, non-overlapping IPv4 address pool among the defaults to"
            + " assign to the network");
  }

  private ObjectNode network(JsonNode body, String freeSubnet) {
    ObjectNode json = Json.object();
    json.put("Name", body.path("Name").asString("")).put("Id", heart.newId());
    json.put("Created", Json.time(heart.now())).put("Scope", "local");
    json.put("Driver", body.path("Driver").asString("bridge"));
    json.put("EnableIPv6", body.path("EnableIPv6").asBoolean(false));
    ObjectNode ipam = json.putObject("IPAM").put("Driver", "default");
    ObjectNode options = Json.child(body.path("IPAM"), "Options");
    ipam.set("Options", options.isEmpty() ? null : options);
    ArrayNode config = ipam.putArray("Config");
    if (body.path("IPAM").path("Config") instanceof ArrayNode asked && !asked.isEmpty()) {
      config.addAll(asked.deepCopy());
    } else if (!freeSubnet.isEmpty()) {
      config.addObject().put("Subnet", freeSubnet).put("Gateway", place(freeSubnet, 1));
    }
    json.put("Internal", body.path("Internal").asBoolean(false));
    json.put("Attachable", body.path("Attachable").asBoolean(false));
    json.put("Ingress", false).putObject("ConfigFrom").put("Network", "");
    json.put("ConfigOnly", false).putObject("Containers");
    json.set("Options", Json.child(body, "Options"));
    json.set("Labels", Json.child(body, "Labels"));
    return json;
  }

  /** The lowest place of a network that no running container has. */
  int freePlace(String name) {
    List<Integer> taken =
        users(name).stream()
            .map(container -> container.endpoints().get(name))
            .map(endpoint -> endpoint == null ? 0 : endpoint.place())
            .toList();
    int place = 2;
    while (taken.contains(place)) {
      place++;
    }
    return place;
  }

  /** How the engine describes a container's place in a network; place 0 is not connected now. */
  ObjectNode endpoint(String name, Container container, int place, List<String> aliases) {
    ObjectNode json = Json.object();
    ObjectNode network = byName.getOrDefault(name, Json.object());
    String subnet = network.at("/IPAM/Config/0/Subnet").asString("");
    boolean connected = place > 0 && !subnet.isEmpty();
    String address = connected ? place(subnet, place) : "";
    json.putNull("IPAMConfig").putNull("Links");
    if (aliases.isEmpty()) {
      json.putNull("Aliases");
    } else {
      aliases.forEach(json.putArray("Aliases")::add);
    }
    json.put("NetworkID", network.path("Id").asString(""));
    json.put("EndpointID", place > 0 ? Digests.of(name + container.id()) : "");
    json.put("Gateway", connected ? gateway(network, subnet) : "").put("IPAddress", address);
    json.put("IPPrefixLen", connected ? Integer.parseInt(subnet.split("/", 2)[1]) : 0);
    json.put("IPv6Gateway", "").put("GlobalIPv6Address", "").put("GlobalIPv6PrefixLen", 0);
    json.put("MacAddress", connected ? mac(address) : "").putNull("DriverOpts");
    return json;
  }

  private static String gateway(ObjectNode network, String subnet) {
    return network.at("/IPAM/Config/0/Gateway").asString(place(subnet, 1));
  }

  private static String place(String subnet, int place) {
    String[] parts = subnet.split("[./]", -1);
    if (parts.length != 5) {
      return "";
    }
    int third = Integer.parseInt(parts[2]) + place / 256;
    return "%s.%s.%d.%d".formatted(parts[0], parts[1], third, place % 256);
  }

  private static String mac(String address) {
    StringBuilder mac = new StringBuilder("02:42");
    for (String part : address.split("\\.", -1)) {
      mac.append(":%02x".formatted(Integer.parseInt(part)));
    }
    return mac.toString();
  }
}
