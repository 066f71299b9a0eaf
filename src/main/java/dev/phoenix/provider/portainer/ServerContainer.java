package dev.phoenix.provider.portainer;

import dev.phoenix.provider.docker.ContainerFile;
import dev.phoenix.provider.docker.ContainerSpec;
import dev.phoenix.provider.docker.ObservedContainer;
import dev.phoenix.provider.docker.Pull;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Set;

/** The container that a server runs in: written as the engine takes it, and read back. */
final class ServerContainer {
  private static final String SOCKET = "/var/run/docker.sock:/var/run/docker.sock";
  private static final String DATA = ":/data";

  /** In the root folder, the only one that is in every image; it stays with the container. */
  private static final String PASSWORD_FILE = "/phoenix-admin-password";

  private static final String PASSWORD_FLAG = "--admin-password-file=" + PASSWORD_FILE;

  private ServerContainer() {}

  static ContainerSpec spec(Resource desired) {
    Attributes wanted = desired.attributes();
    ContainerSpec.Builder spec =
        ContainerSpec.of(wanted.text("container"), wanted.text("image"))
            .pull(Pull.of(wanted.text("pull", "missing")))
            .publish(ContainerState.texts(wanted, "publish"))
            .mount(SOCKET)
            .mount(wanted.text("data_volume") + DATA)
            .arguments(ContainerState.words(wanted, "arguments"))
            .restart(wanted.text("restart", "always"));
    Secret password = desired.secrets().get("admin_password");
    if (password != null) {
      spec.arguments(List.of(PASSWORD_FLAG)).file(new ContainerFile(PASSWORD_FILE, 0400, password));
    }
    Secret shared = desired.secrets().get("agent_secret");
    if (shared != null) {
      spec.secret(ContainerState.SECRET, shared);
    }
    return spec.build();
  }

  static Attributes shown(ObservedContainer container, Attributes attributes) {
    return ContainerState.shown(container, attributes)
        .put("managed", true)
        .put("data_volume", dataVolume(container))
        .put(
            "arguments",
            container.arguments().stream().filter(word -> !word.equals(PASSWORD_FLAG)).toList())
        .build();
  }

  /** What becomes of the users, environments and stacks that the server has recorded. */
  static String remains(Attributes attributes, Set<Address> deleted) {
    Address host = Address.parse(attributes.text("docker"));
    String volume = attributes.text("data_volume");
    Address declared = new Address("volume", host.name() + "/" + volume);
    return deleted.contains(declared)
        ? "data goes: all that it knows is in %s, which this plan deletes too".formatted(declared)
        : "data stays: volume %s on %s (docker volume rm %s deletes it)"
            .formatted(volume, host, volume);
  }

  /** Whether each server has the mount. */
  static boolean isOwn(String mount) {
    return mount.equals(SOCKET) || mount.endsWith(DATA);
  }

  private static String dataVolume(ObservedContainer container) {
    return container.mounts().stream()
        .filter(mount -> mount.endsWith(DATA))
        .map(mount -> mount.substring(0, mount.length() - DATA.length()))
        .findFirst()
        .orElse("");
  }
}
