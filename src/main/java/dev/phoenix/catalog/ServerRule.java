package dev.phoenix.catalog;

import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Portainer server: one that phoenix runs on a host, or one that exists already. */
final class ServerRule {
  private ServerRule() {}

  static Resource resource(PortainerServer server) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    secret(secrets, "admin_password", server.adminPassword());
    secret(secrets, "api_key", server.apiKey());
    SortedSet<Address> dependencies = new TreeSet<>();
    Attributes.Builder attributes =
        Attributes.builder()
            .put("managed", server.managed())
            .put("url", server.url())
            .put("tls", tls(server.tls()))
            .put("admin_user", server.adminUser());
    if (server.managed() && server.primary() != null) {
      Address docker = Addresses.docker(server.primary());
      dependencies.add(docker);
      secret(secrets, "agent_secret", server.agentSecret());
      container(attributes.put("docker", docker.toString()), server);
    }
    return new Resource(
        Addresses.server(server.name()),
        attributes.build(),
        secrets,
        dependencies,
        dependencies.isEmpty() ? null : dependencies.getFirst(),
        server.position());
  }

  private static void container(Attributes.Builder attributes, PortainerServer server) {
    attributes
        .put("container", server.container())
        .put("image", server.image())
        .put("pull", server.pull())
        .put("publish", server.publish())
        .put("data_volume", server.dataVolume())
        .put("restart", server.restart())
        .put("running", true)
        .put("arguments", server.arguments());
  }

  static ObjectNode tls(PortainerServer.Tls tls) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("mode", tls.mode());
    if (tls.fingerprint() != null) {
      node.put("fingerprint", tls.fingerprint());
    }
    if (tls.ca() != null) {
      node.put("ca", tls.ca());
    }
    return node;
  }

  private static void secret(
      SortedMap<String, Secret> secrets, String path, @Nullable Secret secret) {
    if (secret != null) {
      secrets.put(path, secret);
    }
  }
}
