package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Stray;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A Proxmox VE cluster, which is used and never made. */
final class HypervisorType implements ResourceType {
  private final Clusters clusters;

  HypervisorType(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "hypervisor";
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.record("*"));
  }

  @Override
  public boolean isMachine() {
    return true;
  }

  @Override
  public String key(Attributes attributes) {
    return attributes.text("url");
  }

  /** It is there if it answers and knows us; what is behind it cannot be told otherwise. */
  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    Cluster cluster = clusters.at(subject, neighbours.secrets(subject.address()));
    try {
      cluster.release();
      cluster.rights();
      return new Observation.Present(identity(subject.identity(), cluster), Attributes.NONE);
    } catch (ResourceFailure failure) {
      return new Observation.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  private static Identity identity(Identity before, Cluster cluster) {
    SortedMap<String, String> parts = new TreeMap<>(before.parts());
    String fingerprint = cluster.api().fingerprint();
    if (fingerprint != null) {
      parts.put("fingerprint", fingerprint);
    }
    return Identity.of(parts);
  }

  @Override
  public List<Stray> marked(Subject subject, Neighbours neighbours, Consumer<String> unseen)
      throws ResourceFailure {
    return MarkedGuests.of(
        subject.address(), clusters.at(subject, neighbours.secrets(subject.address())));
  }

  @Override
  public List<Finding> findings(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Cluster cluster = clusters.at(subject, neighbours.secrets(subject.address()));
    return new FoundGuests(cluster, subject.address()).all();
  }

  @Override
  public void invalidate(Subject subject) {
    clusters.drop(subject.address());
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    throw new ResourceFailure(
        Kind.PERMANENT,
        "%s is used, not made: install Proxmox VE and give its URL (it is %s now)"
            .formatted(desired.address(), desired.attributes().text("url")));
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Cluster cluster = clusters.at(work.subject(desired.address()), desired.secrets());
    cluster.release();
    cluster.rights();
    return identity(observed.identity(), cluster);
  }

  /** Only the record goes. */
  @Override
  public void delete(Recorded recorded, Work work) {
    clusters.drop(recorded.address());
  }
}
