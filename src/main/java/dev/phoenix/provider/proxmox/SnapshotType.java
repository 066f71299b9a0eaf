package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An earlier moment of a guest that one can go back to: made once, when its turn comes. */
final class SnapshotType implements ResourceType {
  private final Clusters clusters;

  SnapshotType(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.replace("hypervisor"), Rule.replace("vmid"), Rule.replace("name"), Rule.record("*"));
  }

  @Override
  public String key(Attributes attributes) {
    return "%s %d %s"
        .formatted(
            attributes.text("hypervisor"), attributes.number("vmid", 0), attributes.text("name"));
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Attributes known = subject.recordedAttributes();
    Optional<Observation> missing = Clusters.missing(known, neighbours);
    if (missing.isPresent()) {
      return missing.get();
    }
    Address home = subject.within();
    if (home != null && !(neighbours.observation(home) instanceof Observation.Present)) {
      return neighbours.observation(home);
    }
    Cluster cluster = clusters.of(known, neighbours);
    Optional<Listed> guest = cluster.find(known.number("vmid", 0));
    String name = known.text("name");
    return guest.isEmpty() || !Snapshots.names(cluster, guest.get().guest()).contains(name)
        ? new Observation.Absent()
        : new Observation.Present(identity(name), known);
  }

  private static Identity identity(String name) {
    return Identity.of(Map.of("name", name));
  }

  @Override
  public void prepare(Resource desired, Observation observed, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    new Preflight(clusters.of(wanted, work), wanted)
        .quorum()
        .right("/vms/" + wanted.number("vmid", 0), "VM.Snapshot")
        .settle("make " + desired.address());
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    Attributes wanted = desired.attributes();
    Cluster cluster = clusters.of(wanted, work);
    cluster.earlier().takeUp(work);
    Guest guest =
        cluster
            .findNow(wanted.number("vmid", 0))
            .map(Listed::guest)
            .orElseThrow(() ->
                cluster
                    .api()
                    .failure(
                        Kind.STALE, "make " + desired.address(), "its guest is gone; plan again"));
    Snapshots.make(cluster, guest, wanted.text("name"), work);
    return identity(wanted.text("name"));
  }

  /** Nothing of it can be changed but its record. */
  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work) {
    return observed.identity();
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    Attributes known = recorded.attributes();
    Cluster cluster = clusters.of(known, work);
    cluster.earlier().takeUp(work);
    Optional<Listed> guest = cluster.findNow(known.number("vmid", 0));
    if (guest.isPresent()) {
      Snapshots.remove(cluster, guest.get().guest(), known.text("name"), work);
    }
  }

  @Override
  public List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return List.of("data goes: the way back to how the guest was when it was taken");
  }

  /** The lock of a guest is one for all of its snapshots. */
  @Override
  public List<Limit> limits(Subject subject, Neighbours neighbours) {
    Attributes attributes = subject.attributes();
    return List.of(
        new Limit(
            "%s snapshots of %d"
                .formatted(attributes.text("hypervisor"), attributes.number("vmid", 0)),
            1));
  }
}
