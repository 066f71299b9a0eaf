package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceType;
import java.util.List;

/** The types of Portainer: server, agent, and what a server holds. */
public final class PortainerProvider implements Provider {
  private final List<ResourceType> types;

  /**
   * The types over one network.
   *
   * @param redaction knows the secrets that a server's message may echo
   * @param compose looks at each compose file before it is sent
   */
  public PortainerProvider(
      Network network, DockerHosts hosts, Redaction redaction, ComposeCheck compose) {
    this(network, hosts, redaction, compose, Repetition.usual());
  }

  /** As above, with reads repeated as said. */
  PortainerProvider(
      Network network,
      DockerHosts hosts,
      Redaction redaction,
      ComposeCheck compose,
      Repetition repetition) {
    Servers servers = new Servers(network, redaction, repetition);
    this.types =
        List.of(
            new ServerType(servers, hosts),
            new AgentType(servers, hosts),
            new TagType(servers),
            new GroupType(servers),
            new RegistryType(servers),
            new EndpointType(servers, hosts),
            new StackType(servers, hosts, compose));
  }

  @Override
  public List<ResourceType> types() {
    return types;
  }

  /** Idle connections end by themselves after seconds; the engines' are the docker provider's. */
  @Override
  public void close() {}
}
