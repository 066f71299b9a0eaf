package dev.phoenix.configuration;

import org.jspecify.annotations.Nullable;

/**
 * What the hypervisor file says for all machines.
 *
 * @param ssh the block {@code ssh}
 * @param agentImage of every agent that names none
 * @param agentPort of every agent that names none
 */
record Defaults(Block ssh, String serverImage, String agentImage, int agentPort) {
  /** A long-term version that is known to do all that stacks may ask for, as 2.33.5 does not. */
  static final String VERSION = "2.33.6";

  static Defaults read(Block hypervisor) {
    Block portainer = hypervisor.blockOrEmpty("portainer_api");
    Block docker = hypervisor.blockOrEmpty("docker");
    String server =
        first(
            portainer.text("image"),
            docker.text("portainer_server_image"),
            "portainer/portainer-ce:" + VERSION);
    String agent =
        first(
            portainer.text("agent_image"),
            docker.text("portainer_agent_image"),
            "portainer/agent:" + tag(server));
    return new Defaults(
        hypervisor.blockOrEmpty("ssh"),
        server,
        agent,
        hypervisor.blockOrEmpty("network").number("portainer_agent_port", 9001));
  }

  private static String first(@Nullable String one, @Nullable String other, String last) {
    if (one != null) {
      return one;
    }
    return other == null ? last : other;
  }

  /** An agent must be of the server's version. */
  private static String tag(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') && image.indexOf('@') < 0
        ? image.substring(colon + 1)
        : VERSION;
  }
}
