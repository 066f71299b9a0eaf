package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Subject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees a guest that bears our mark from outside: its address, and its SSH host keys as its own disk
 * has them, through the guest agent of a machine, and through the node of a container. A guest that
 * was made anew, or that cloud-init took for a new one, has others than before, and nobody in
 * between can forge these.
 */
final class HostKeys implements Voucher {
  private static final List<String> KINDS = List.of("ed25519", "ecdsa", "rsa");

  private final Clusters clusters;
  private final Address home;
  private final Neighbours neighbours;

  HostKeys(Clusters clusters, Address home, Neighbours neighbours) {
    this.clusters = clusters;
    this.home = home;
    this.neighbours = neighbours;
  }

  @Override
  public Set<String> fingerprints() throws ResourceFailure {
    Optional<Own> own = own();
    if (own.isEmpty()) {
      return Set.of();
    }
    Guest guest = own.get().guest();
    Cluster cluster = own.get().cluster();
    List<String> keys =
        guest.kind() == Guest.Kind.VM ? ofMachine(cluster, guest) : ofContainer(cluster, guest);
    return keys.stream()
        .flatMap(HostKeys::fingerprint)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String address() throws ResourceFailure {
    Optional<Own> own = own();
    return own.isEmpty()
        ? ""
        : new Addresses(own.get().cluster(), own.get().guest(), own.get().config())
            .afterStart(clusters.time());
  }

  @Override
  public String machine() throws ResourceFailure {
    return own().map(own -> own.config().description().mark()).orElse("");
  }

  @Override
  public String observedMachine() {
    return neighbours.observation(home) instanceof Observation.Present present
        ? present.identity().part("mark")
        : "";
  }

  /** A guest of ours. */
  private record Own(Cluster cluster, Guest guest, GuestConfig config) {}

  /** As the files want it, else as it was before they changed. */
  private Optional<Own> own() throws ResourceFailure {
    Subject subject = neighbours.subject(home);
    Optional<Own> wanted = own(subject.attributes());
    return wanted.isPresent() ? wanted : own(subject.recordedAttributes());
  }

  private Optional<Own> own(Attributes attributes) throws ResourceFailure {
    if (attributes.text("hypervisor", "").isEmpty()) {
      return Optional.empty();
    }
    Cluster cluster = clusters.of(attributes, neighbours);
    Optional<Listed> listed = cluster.findNow(attributes.number("vmid", 0));
    Optional<GuestConfig> config =
        listed.isEmpty() ? Optional.empty() : cluster.config(listed.get().guest(), false);
    return config
        .filter(own -> own.description().isOf(home))
        .map(own -> new Own(cluster, listed.orElseThrow().guest(), own));
  }

  private static List<String> ofMachine(Cluster cluster, Guest guest) throws ResourceFailure {
    List<String> keys = new ArrayList<>();
    for (String kind : KINDS) {
      ProxmoxRequest request =
          ProxmoxRequest.get(
                  "read the host keys of " + guest.name(), guest.path("agent", "file-read"))
              .with("file", "/etc/ssh/ssh_host_" + kind + "_key.pub");
      Reply reply = cluster.api().send(request);
      if (reply.ok()) {
        keys.add(reply.data().path("content").asString(""));
      } else if (reply.fault() == Fault.NO_RIGHT) {
        throw cluster.api().refused(request, reply);
      }
    }
    return keys;
  }

  private static List<String> ofContainer(Cluster cluster, Guest guest) throws ResourceFailure {
    return cluster.reaches(guest.node())
        ? cluster.nodes().hostKeys(guest).lines().toList()
        : List.of();
  }

  /** Of a line such as {@code ssh-ed25519 AAAA... root@web1}. */
  private static Stream<String> fingerprint(String line) {
    String[] parts = line.strip().split("\\s+", -1);
    if (parts.length < 2) {
      return Stream.of();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(parts[1]));
      return Stream.of("SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
    } catch (IllegalArgumentException noKey) {
      return Stream.of();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
