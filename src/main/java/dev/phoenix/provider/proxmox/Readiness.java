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

/**
 * Waits until a machine that was started can be used: its guest agent answers, or SSH does. The
 * agent also tells the host keys of a machine, so one that nobody has met yet is given time for it.
 */
final class Readiness {
  private static final int SSH = 22;
  private static final Duration KNOCK = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final Network network;
  private final Work work;
  private boolean agent;

  /**
   * Of one machine.
   *
   * @param agent whether the machine has an agent
   */
  Readiness(Cluster cluster, Network network, Work work, boolean agent) {
    this.cluster = cluster;
    this.network = network;
    this.work = work;
    this.agent = agent;
  }

  /**
   * Waits for either.
   *
   * @param address its fixed address; empty where it has none
   * @param met whether it was connected to before; where it was not, its agent is waited for too
   */
  void await(Guest guest, String address, boolean met) throws ResourceFailure {
    if (!agent && address.isEmpty()) {
      return;
    }
    Pauses pauses = new Pauses(work, Duration.ofMillis(500), Duration.ofSeconds(3), TaskTime.READY);
    while (!answers(guest, address.isEmpty())) {
      if (!address.isEmpty() && knocks(address)) {
        if (!met) {
          introduced(guest);
        }
        return;
      }
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

  /** SSH answers before the agent does, and a machine without an agent says nothing for ever. */
  private void introduced(Guest guest) throws ResourceFailure {
    Pauses pauses =
        new Pauses(work, Duration.ofSeconds(1), Duration.ofSeconds(3), TaskTime.INTRODUCTION);
    while (agent && !answers(guest, false)) {
      if (pauses.over()) {
        work.progress(
            "the guest agent of %s is silent; going on, as SSH answers".formatted(guest.name()));
        return;
      }
      work.progress(
          "SSH of %s answers; waiting at most %d s for its guest agent, which knows its host keys"
              .formatted(guest.name(), TaskTime.INTRODUCTION.toSeconds()));
      pauses.pause();
    }
  }

  /**
   * Whether its agent answers.
   *
   * @param only there is no other way to tell, so that a missing right must not be waited for
   */
  private boolean answers(Guest guest, boolean only) throws ResourceFailure {
    if (!agent) {
      return false;
    }
    ProxmoxRequest ping = ProxmoxRequest.post("ask the guest agent", guest.path("agent", "ping"));
    Reply reply = cluster.api().send(ping);
    if (reply.fault() == Fault.NO_RIGHT) {
      if (only) {
        throw cluster.api().refused(ping, reply);
      }
      agent = false;
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
