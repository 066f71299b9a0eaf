package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.provider.connection.WebServer;
import dev.phoenix.provider.ssh.SshConnections;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** The clusters that the files name: one connection each, opened on first use. */
final class Clusters implements AutoCloseable {
  private final Network network;
  private final Redaction redaction;
  private final Time time;
  private final Repetition repetition;
  private final SshConnections ssh;
  private final Map<Address, Known> known = new ConcurrentHashMap<>();

  Clusters(Network network, Redaction redaction, Time time, Repetition repetition) {
    this.network = network;
    this.redaction = redaction;
    this.time = time;
    this.repetition = repetition;
    this.ssh = new SshConnections(network, SshHome.system());
  }

  Network network() {
    return network;
  }

  Repetition repetition() {
    return repetition;
  }

  Time time() {
    return time;
  }

  /** The cluster that the {@code hypervisor} attribute names. */
  Cluster of(Attributes attributes, Neighbours neighbours) {
    return named(Address.parse(attributes.text("hypervisor")), neighbours);
  }

  Cluster named(Address address, Neighbours neighbours) {
    return at(neighbours.subject(address), neighbours.secrets(address));
  }

  /** The cluster of a {@code hypervisor/<name>} resource. */
  Cluster at(Subject subject, SortedMap<String, Secret> secrets) {
    Attributes attributes = subject.attributes();
    return known.compute(
            subject.address(),
            (_, before) ->
                before != null
                        && before.attributes.equals(attributes)
                        && before.secrets.equals(secrets)
                    ? before
                    : new Known(attributes, secrets, open(subject, attributes, secrets)))
        .cluster;
  }

  private Cluster open(Subject subject, Attributes attributes, SortedMap<String, Secret> secrets) {
    secrets.values().forEach(redaction::add);
    HttpUrl base = HttpUrl.get(attributes.text("url"));
    Trust trust =
        Trust.of(attributes.object("tls"), subject.identity().part("fingerprint"), network);
    ProxmoxApi api =
        new ProxmoxApi(
            subject.address().toString(),
            base,
            new WebServer(base, network, trust),
            Credentials.of(attributes, secrets),
            redaction,
            time,
            repetition);
    return new Cluster(api, new Nodes(ssh, attributes.object("ssh"), base.host(), secrets));
  }

  /** Forgets what was listed of the cluster of a guest. */
  void invalidate(Attributes attributes) {
    opened(attributes).ifPresent(Cluster::forgetGuests);
  }

  /** The cluster of a guest; empty as long as nobody has asked it for anything. */
  Optional<Cluster> opened(Attributes attributes) {
    String name = attributes.text("hypervisor", "");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(known.get(Address.parse(name))).map(Known::cluster);
  }

  void drop(Address hypervisor) {
    known.remove(hypervisor);
  }

  /** Why nothing can be said of the guests; empty if the cluster answers. */
  static Optional<Observation> missing(Attributes attributes, Neighbours neighbours) {
    return neighbours.missing(Address.parse(attributes.text("hypervisor")));
  }

  @Override
  public void close() {
    known.clear();
    ssh.close();
  }

  private record Known(Attributes attributes, SortedMap<String, Secret> secrets, Cluster cluster) {}
}
