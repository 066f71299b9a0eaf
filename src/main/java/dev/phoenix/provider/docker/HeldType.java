package dev.phoenix.provider.docker;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;

/** What volumes and networks have in common: an engine holds them and changes nothing of them. */
abstract sealed class HeldType implements ResourceType permits VolumeType, NetworkType {
  private static final int AT_ONCE = 4;

  private final DockerHosts hosts;

  HeldType(DockerHosts hosts) {
    this.hosts = hosts;
  }

  final DockerHosts hosts() {
    return hosts;
  }

  @Override
  public final String key(Attributes attributes) {
    return attributes.text("docker") + " " + attributes.text("name");
  }

  @Override
  public final void invalidate(Subject subject) {
    hosts.invalidate(EngineObjects.host(subject));
  }

  /** Every difference is refused or leads to a new one, so that nothing is left to do here. */
  @Override
  public final Identity update(Resource desired, Observation.Present observed, Work work) {
    return observed.identity();
  }

  @Override
  public final List<Limit> limits(Subject subject, Neighbours neighbours) {
    return List.of(new Limit("host:" + EngineObjects.host(subject).name(), AT_ONCE));
  }
}
