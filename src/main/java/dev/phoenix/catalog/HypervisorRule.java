package dev.phoenix.catalog;

import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.Hypervisor.NodeAccess;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Proxmox VE cluster, which is used and not made. */
final class HypervisorRule {
  private HypervisorRule() {}

  static Resource resource(Hypervisor hypervisor) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    put(secrets, "token_secret", hypervisor.tokenSecret());
    put(secrets, "password", hypervisor.password());
    Attributes.Builder attributes =
        Attributes.builder()
            .put("url", hypervisor.url())
            .put("tls", ServerRule.tls(hypervisor.tls()))
            .put("user", hypervisor.user())
            .put("token", hypervisor.token());
    NodeAccess access = hypervisor.ssh();
    if (access != null) {
      put(secrets, "ssh.password", access.password());
      put(secrets, "ssh.passphrase", access.passphrase());
      if (access.jump() != null) {
        put(secrets, "ssh.jump.password", access.jump().password());
        put(secrets, "ssh.jump.passphrase", access.jump().passphrase());
      }
      attributes.put("ssh", ssh(access));
    }
    return new Resource(
        Addresses.hypervisor(hypervisor),
        attributes.build(),
        secrets,
        new TreeSet<>(),
        null,
        hypervisor.position());
  }

  private static ObjectNode ssh(NodeAccess access) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("user", access.user()).put("port", access.port());
    put(node, "identity_file", access.identityFile());
    put(node, "known_hosts", access.knownHosts());
    put(node, "host_key", access.hostKey());
    if (access.jump() != null) {
      node.set("jump", DockerRule.jump(access.jump()));
    }
    ObjectNode nodes = node.putObject("nodes");
    access.nodes().forEach(nodes::put);
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(SortedMap<String, Secret> secrets, String path, @Nullable Secret secret) {
    if (secret != null) {
      secrets.put(path, secret);
    }
  }
}
