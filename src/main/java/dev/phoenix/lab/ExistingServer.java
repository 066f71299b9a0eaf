package dev.phoenix.lab;

import dev.phoenix.lab.engine.Containers;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Portainer server that is there before phoenix begins, as somebody else would have installed it.
 *
 * @param version of its image
 */
record ExistingServer(LabFleet.Server server, String version) {
  private static final String NAME = "portainer";

  /** Runs it as a container of this machine, unless it does already. */
  void install(LabMachine home) {
    Containers containers = home.engine().containers();
    if (containers.find(NAME).isPresent()) {
      return;
    }
    home.guest().haveDocker();
    String image = "portainer/portainer-ce:" + version;
    home.engine().images().pull(image, null);
    containers.create(NAME, body(image));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("/lab/admin-password", bytes(server.administrator().password()));
    Secret apiKey = server.apiKey();
    if (apiKey != null) {
      files.put("/lab/api-key", bytes(apiKey));
    }
    containers.put(NAME, files);
    containers.start(NAME);
  }

  private ObjectNode body(String image) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Image", image);
    body.putArray("Cmd").add("--admin-password-file").add("/lab/admin-password");
    body.putArray("Env").add("PORTAINER_ADMIN_USER=" + server.administrator().user());
    ObjectNode host = body.putObject("HostConfig");
    host.putArray("Binds").add("portainer_data:/data");
    host.putObject("RestartPolicy").put("Name", "always");
    String outside = Integer.toString(server.port());
    host.putObject("PortBindings").putArray("9443/tcp").addObject().put("HostPort", outside);
    return body;
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
