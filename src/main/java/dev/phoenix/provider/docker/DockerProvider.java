package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.ssh.Inside;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.provider.ssh.Vouching;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.ResourceType;
import java.util.List;

/** Docker Engines and what is in them. */
public final class DockerProvider implements Provider {
  /** Docker's own packages. */
  private static final String REPOSITORY = "https://download.docker.com/linux";

  private final DockerHosts hosts;
  private final List<ResourceType> types;

  public DockerProvider(Network network) {
    this(network, Vouching.NOBODY, Inside.NOWHERE);
  }

  /**
   * With somebody who answers for the host keys of what lives in something, and who leads into it.
   */
  public DockerProvider(Network network, Vouching vouching, Inside inside) {
    this(new DockerHosts(network, SshHome.system(), Repetition.usual(), vouching, inside));
  }

  /** Shares the hosts, and so the connections, with whoever else has them. */
  public DockerProvider(DockerHosts hosts) {
    this.hosts = hosts;
    this.types =
        List.of(
            new DockerEngineType(hosts, REPOSITORY), new VolumeType(hosts), new NetworkType(hosts));
  }

  /** The hosts, for providers that run containers on them. */
  public DockerHosts hosts() {
    return hosts;
  }

  @Override
  public List<ResourceType> types() {
    return types;
  }

  @Override
  public void close() {
    hosts.close();
  }
}
