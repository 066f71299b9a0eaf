package dev.phoenix.configuration;

import dev.phoenix.configuration.PortainerEnvironment.Agent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code hosts[]}. */
final class HostReader {
  /** Where a container reaches the machine that it runs on: the address of Docker's own bridge. */
  private static final String DOCKER_BRIDGE = "172.17.0.1";

  private final Defaults defaults;
  private final ConnectionReader connections;

  HostReader(Defaults defaults) {
    this.defaults = defaults;
    this.connections = new ConnectionReader(defaults.ssh());
  }

  List<Host> read(Block hypervisor) {
    return hypervisor.blocks("hosts").stream().map(this::host).filter(Objects::nonNull).toList();
  }

  private @Nullable Host host(Block block) {
    String name = block.text("name");
    if (name == null || name.isEmpty()) {
      return null;
    }
    boolean local = connections.isLocal(block);
    String address = block.text("address", local ? "127.0.0.1" : name);
    List<StackAssignment> stacks = Assignments.read(block);
    return new Host(
        name,
        address,
        connections.read(block, address),
        Roles.read(block),
        environment(block, name, local && !block.has("address") ? DOCKER_BRIDGE : address),
        engine(block.blockOrEmpty("docker")),
        block.blocks("volumes").stream().map(HostReader::volume).toList(),
        block.blocks("networks").stream().map(HostReader::network).toList(),
        block.texts("registries"),
        stacks,
        block.references("dependencies"),
        null,
        block.position());
  }

  private @Nullable PortainerEnvironment environment(Block block, String name, String address) {
    boolean known =
        switch (Roles.read(block)) {
          case AGENT -> true;
          case PRIMARY -> servesStacks(block);
          case NONE -> false;
        };
    if (!known) {
      return null;
    }
    return new PortainerEnvironment(
        block.text("portainer_environment_name", name),
        block.text("public_url", ""),
        block.text("group", "Unassigned"),
        block.texts("tags"),
        agent(block.blockOrEmpty("agent"), block.text("portainer_agent_hostname", address)));
  }

  /** A server sees its own machine through an agent too, where there is anything to run on it. */
  private static boolean servesStacks(Block block) {
    return block.has("agent")
        || block.has("portainer_environment_name")
        || !Assignments.read(block).isEmpty();
  }

  private Agent agent(Block agent, String address) {
    int port = agent.number("port", defaults.agentPort());
    return new Agent(
        agent.flag("managed", true),
        agent.text("container", "portainer_agent"),
        agent.text("image", defaults.agentImage()),
        agent.text("pull", "missing"),
        agent.text("address", address),
        port,
        agent.text("publish", Integer.toString(port)));
  }

  private static DockerEngine engine(Block docker) {
    return new DockerEngine(
        docker.text("channel", "any"),
        docker.text("version"),
        docker.object("daemon"),
        docker.texts("users"));
  }

  private static DockerVolume volume(Block volume) {
    return new DockerVolume(
        volume.text("name", ""),
        volume.text("driver", "local"),
        volume.map("options"),
        volume.map("labels"),
        volume.position());
  }

  private static DockerNetwork network(Block network) {
    return new DockerNetwork(
        network.text("name", ""),
        network.text("driver", "bridge"),
        network.flag("internal", false),
        network.flag("attachable", false),
        network.map("options"),
        network.text("subnet"),
        network.text("gateway"),
        network.map("labels"),
        network.position());
  }
}
