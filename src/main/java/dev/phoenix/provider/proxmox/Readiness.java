package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.ByteStream;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Waits until a machine that was started can be used: its guest agent answers, or SSH does. */
final class Readiness {
  private static final int SSH = 22;
  private static final Duration KNOCK = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final Network network;
  private final Work work;

  Readiness(Cluster cluster, Network network, Work work) {
    this.cluster = cluster;
    this.network = network;
    this.work = work;
  }

  /**
   * Waits for either.
   *
   * @param agent whether the machine has an agent
   * @param address its fixed address; empty where it has none
   */
  void await(Guest guest, boolean agent, String address) throws ResourceFailure {
    if (!agent && address.isEmpty()) {
      return;
    }
    Pauses pauses = new Pauses(work, Duration.ofMillis(500), Duration.ofSeconds(3), TaskTime.READY);
    while (!((agent && answers(guest, address.isEmpty()))
        || (!address.isEmpty() && knocks(address)))) {
      if (pauses.over()) {
        throw cluster
            .api()
            .failure(
                Kind.PERMANENT,
                "wait for " + guest.name(),
                "after %d min neither its guest agent%s answers; look at its console"
                    .formatted(
                        TaskTime.READY.toMinutes(),
                        address.isEmpty() ? "" : " nor SSH at " + address));
      }
      work.progress("waiting until " + guest.name() + " has booted");
      pauses.pause();
    }
  }

  /**
   * Whether its agent answers.
   *
   * @param only there is no other way to tell, so that a missing right must not be waited for
   */
  private boolean answers(Guest guest, boolean only) throws ResourceFailure {
    ProxmoxRequest ping = ProxmoxRequest.post("ask the guest agent", guest.path("agent", "ping"));
    Reply reply = cluster.api().send(ping);
    if (only && reply.fault() == Fault.NO_RIGHT) {
      throw cluster.api().refused(ping, reply);
    }
    return reply.ok();
  }

  private boolean knocks(String address) {
    try (ByteStream stream = Route.to(network.tcp(address, SSH)).open(KNOCK)) {
      stream.silence(Math.toIntExact(KNOCK.toMillis()));
      byte[] greeting = stream.input().readNBytes(4);
      return new String(greeting, StandardCharsets.US_ASCII).equals("SSH-");
    } catch (IOException _) {
      return false;
    }
  }
}
