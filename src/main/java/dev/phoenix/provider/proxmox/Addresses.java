package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The address of a guest: the files fix it, or a running one is asked what it was given. */
final class Addresses {
  private static final Pattern INNER = Pattern.compile("(lo|docker|veth|br-|virbr|cni|flannel).*");

  /** So long a guest that was started just now may take to be given its address. */
  private static final Duration GIVEN = Duration.ofSeconds(60);

  /** One that was started longer ago than that has it, or gets none. */
  private static final Duration YOUNG = Duration.ofMinutes(3);

  private static final Pattern MAC = Pattern.compile("\\b[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}\\b");

  private final Cluster cluster;
  private final Guest guest;
  private final String mac;

  /**
   * Of a guest's first card: others may lead into nets from which nobody reaches it.
   *
   * @param config of the guest, which names that card; where it names none, any card counts
   */
  Addresses(Cluster cluster, Guest guest, GuestConfig config) {
    this.cluster = cluster;
    this.guest = guest;
    Matcher card = MAC.matcher(config.current().getOrDefault("net0", ""));
    this.mac = card.find() ? card.group() : "";
  }

  /**
   * What was answered.
   *
   * @param text empty if there is none
   * @param last whether a later question would be answered in the same way
   */
  private record Answer(String text, boolean last) {
    static final Answer NOT_YET = new Answer("", false);
    static final Answer NEVER = new Answer("", true);
  }

  /** Of a guest that runs; empty where nobody can say, at the latest a minute after its start. */
  String afterStart(Time time) throws ResourceFailure {
    GuestStatus status = cluster.status(guest);
    if (!status.running()) {
      return "";
    }
    boolean young = status.uptime().compareTo(YOUNG) < 0;
    long begun = time.nanos();
    Answer answer = answer();
    while (!answer.last() && young && time.nanos() - begun < GIVEN.toNanos()) {
      try {
        time.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      }
      answer = answer();
    }
    return answer.text();
  }

  /** As its guest agent or its node says it; empty if nobody does. */
  String now() throws ResourceFailure {
    return answer().text();
  }

  private Answer answer() throws ResourceFailure {
    return guest.kind() == Guest.Kind.VM ? ofMachine() : ofContainer();
  }

  /** The one that the files fix, without its mask; empty if they fix none. */
  static String fixed(JsonNode network) {
    String ip = network.path("ip").asString("");
    int slash = ip.indexOf('/');
    return slash < 0 ? "" : ip.substring(0, slash);
  }

  /** From its guest agent. */
  private Answer ofMachine() throws ResourceFailure {
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
              && isOuter(card, "hardware-address", text)) {
            return new Answer(text, true);
          }
        }
      }
    }
    return none(reply);
  }

  /** From its node, which has that call since 8.1. */
  private Answer ofContainer() throws ResourceFailure {
    if (!cluster.release().since(8, 1)) {
      return Answer.NEVER;
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
        if (!text.isEmpty() && isOuter(card, "hwaddr", text)) {
          return new Answer(text, true);
        }
      }
    }
    return none(reply);
  }

  /** An agent that is not configured, and a right that is missing, stay so however long it runs. */
  private static Answer none(Reply reply) {
    boolean never =
        !reply.ok()
            && (reply.fault() == Fault.NO_RIGHT
                || reply.message().contains("guest agent configured"));
    return never ? Answer.NEVER : Answer.NOT_YET;
  }

  private boolean isOuter(JsonNode card, String hardware, String address) {
    return !INNER.matcher(card.path("name").asString("")).matches()
        && (mac.isEmpty() || mac.equalsIgnoreCase(card.path(hardware).asString("")))
        && !address.startsWith("127.")
        && !address.startsWith("169.254.");
  }
}
