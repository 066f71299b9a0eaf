package dev.phoenix.configuration;

/** Both generations of names that the files have for a role. */
final class Roles {
  private Roles() {}

  static PortainerRole read(Block block) {
    return switch (block.text("portainer_role", "none")) {
      case "primary", "server" -> PortainerRole.PRIMARY;
      case "agent" -> PortainerRole.AGENT;
      default -> PortainerRole.NONE;
    };
  }
}
