package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The address of a guest: the files fix it, or a running one is asked what it was given. */
final class Addresses {
  private static final Pattern INNER = Pattern.compile("(lo|docker|veth|br-|virbr|cni|flannel).*");

  private Addresses() {}

  /** The one that the files fix, without its mask; empty if they fix none. */
  static String fixed(JsonNode network) {
    String ip = network.path("ip").asString("");
    int slash = ip.indexOf('/');
    return slash < 0 ? "" : ip.substring(0, slash);
  }

  /** From its guest agent; empty if that does not answer. */
  static String ofMachine(Cluster cluster, Guest guest) throws ResourceFailure {
    Reply reply =
        cluster
            .api()
            .send(
                ProxmoxRequest.get(
                    "ask for the addresses of " + guest.name(),
                    guest.path("agent", "network-get-interfaces")));
    if (reply.ok()) {
      for (JsonNode card : reply.data().path("result")) {
        for (JsonNode address : card.path("ip-addresses")) {
          String text = address.path("ip-address").asString("");
          if (address.path("ip-address-type").asString("").equals("ipv4")
              && isOuter(card.path("name").asString(""), text)) {
            return text;
          }
        }
      }
    }
    return "";
  }

  /** From its node, which has that call since 8.1; empty before. */
  static String ofContainer(Cluster cluster, Guest guest) throws ResourceFailure {
    if (!cluster.release().since(8, 1)) {
      return "";
    }
    Reply reply =
        cluster
            .api()
            .send(
                ProxmoxRequest.get(
                    "ask for the addresses of " + guest.name(), guest.path("interfaces")));
    if (reply.ok()) {
      for (JsonNode card : reply.data()) {
        String text = List.of(card.path("inet").asString("").split("/", -1)).getFirst();
        if (!text.isEmpty() && isOuter(card.path("name").asString(""), text)) {
          return text;
        }
      }
    }
    return "";
  }

  private static boolean isOuter(String card, String address) {
    return !INNER.matcher(card).matches()
        && !address.startsWith("127.")
        && !address.startsWith("169.254.");
  }
}
