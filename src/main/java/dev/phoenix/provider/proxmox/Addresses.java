package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The address of a guest: the files fix it, or a running one is asked what it was given. */
final class Addresses {
  private static final Pattern INNER = Pattern.compile("(lo|docker|veth|br-|virbr|cni|flannel).*");

  /** So long a guest that was started just now may take to be given its address. */
  private static final Duration GIVEN = Duration.ofSeconds(60);

  /** One that was started longer ago than that has it, or gets none. */
  private static final Duration YOUNG = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final Guest guest;

  Addresses(Cluster cluster, Guest guest) {
    this.cluster = cluster;
    this.guest = guest;
  }

  /** Of a guest that runs; empty where nobody can say, at the latest a minute after its start. */
  String afterStart(Time time) throws ResourceFailure {
    GuestStatus status = cluster.status(guest);
    if (!status.running()) {
      return "";
    }
    boolean young = status.uptime().compareTo(YOUNG) < 0;
    long begun = time.nanos();
    String address = now();
    while (address.isEmpty() && young && time.nanos() - begun < GIVEN.toNanos()) {
      try {
        time.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      }
      address = now();
    }
    return address;
  }

  /** As its guest agent or its node says it; empty if nobody does. */
  String now() throws ResourceFailure {
    return guest.kind() == Guest.Kind.VM ? ofMachine() : ofContainer();
  }

  /** The one that the files fix, without its mask; empty if they fix none. */
  static String fixed(JsonNode network) {
    String ip = network.path("ip").asString("");
    int slash = ip.indexOf('/');
    return slash < 0 ? "" : ip.substring(0, slash);
  }

  /** From its guest agent; empty if that does not answer. */
  private String ofMachine() throws ResourceFailure {
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
  private String ofContainer() throws ResourceFailure {
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
