package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Reference;
import dev.phoenix.lab.engine.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The container that a server runs in: how it was started, and where its data is. */
record ServerContainer(Container container, Engine engine) {

  /** Without a volume the data ends with the container. */
  Storage data() {
    String volume = container.volumeAt("/data");
    return volume.isEmpty() ? Storage.memory() : engine.volumes().content(volume);
  }

  ServerOptions options() {
    Map<String, String> environment = container.environment();
    return ServerOptions.of(Reference.of(container.image()).tag())
        .withAgentSecret(environment.getOrDefault("AGENT_SECRET", ""))
        .withAdmin(
            environment.getOrDefault("PORTAINER_ADMIN_USER", "admin"),
            content(argument("--admin-password-file")))
        .withApiKey(content("/lab/api-key"))
        .withMemory(engine.memory(container))
        .withSetupToken(!container.command().contains("--no-setup-token"));
  }

  private String argument(String name) {
    List<String> command = container.command();
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).startsWith(name + "=")) {
        return command.get(i).substring(name.length() + 1);
      }
      if (command.get(i).equals(name) && i + 1 < command.size()) {
        return command.get(i + 1);
      }
    }
    return "";
  }

  private String content(String path) {
    byte[] content = path.isEmpty() ? null : engine.containers().file(container, path);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8).strip();
  }
}
