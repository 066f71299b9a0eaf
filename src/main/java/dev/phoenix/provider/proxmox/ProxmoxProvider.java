package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Time;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The types of Proxmox VE: the cluster and its guests. */
public final class ProxmoxProvider implements Provider {
  private final Clusters clusters;
  private final List<ResourceType> types;

  /**
   * The types over one network.
   *
   * @param redaction knows the secrets that a server's message may echo
   */
  public ProxmoxProvider(Network network, Redaction redaction) {
    this(network, redaction, Time.system(), Repetition.usual());
  }

  ProxmoxProvider(Network network, Redaction redaction, Time time, Repetition repetition) {
    this.clusters = new Clusters(network, redaction, time, repetition);
    this.types =
        List.of(
            new HypervisorType(clusters),
            new TemplateType(clusters),
            new VmType(clusters),
            new LxcType(clusters),
            new SnapshotType(clusters));
  }

  /** Answers for the host keys of guests, which it sees from outside. */
  public Voucher vouch(Address home, Neighbours neighbours) {
    return new HostKeys(clusters, home, neighbours);
  }

  /** A container as a machine, by its number in a cluster. */
  public Machine inside(JsonNode connection, Supplier<Neighbours> neighbours) {
    Address cluster = Address.parse(connection.path("hypervisor").asString(""));
    return new ContainerMachine(
        connection.path("vmid").asInt(0),
        () -> clusters.named(cluster, neighbours.get()),
        clusters.repetition());
  }

  @Override
  public List<ResourceType> types() {
    return types;
  }

  @Override
  public void close() {
    clusters.close();
  }
}
