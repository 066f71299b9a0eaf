package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Connection;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.Reference;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Docker Engine of a host, and how the host is reached. */
final class DockerRule {
  private DockerRule() {}

  static Resource resource(Host host, Configuration configuration) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    Attributes.Builder attributes =
        Attributes.builder()
            .put("connection", connection(host.connection(), configuration, secrets));
    if (host.connection() instanceof Connection.Local) {
      // On its own machine phoenix installs nothing: it only sees that the engine answers.
      attributes.put("channel", "any").put("users", List.of());
    } else {
      attributes
          .put("channel", host.docker().channel())
          .put("version", host.docker().version())
          .put("daemon", host.docker().daemon())
          .put("users", host.docker().users());
    }
    return new Resource(
        Addresses.docker(host.name()),
        attributes.put("running", true).build(),
        secrets,
        dependencies(host, configuration),
        host.home() == null ? null : Addresses.home(host.home()),
        host.position());
  }

  private static SortedSet<Address> dependencies(Host host, Configuration configuration) {
    SortedSet<Address> dependencies = new TreeSet<>();
    if (host.home() != null) {
      dependencies.add(Addresses.home(host.home()));
      Address first = SnapshotRule.first(host.home(), configuration);
      if (first != null) {
        dependencies.add(first);
      }
    }
    host.dependencies().stream()
        .map(Reference::target)
        .filter(target -> configuration.host(target).isPresent())
        .forEach(target -> dependencies.add(Addresses.docker(target)));
    return dependencies;
  }

  private static ObjectNode connection(
      Connection connection, Configuration configuration, SortedMap<String, Secret> secrets) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (connection instanceof Connection.Local local) {
      return node.put("kind", "local").put("socket", local.socket());
    }
    if (connection instanceof Connection.Pct pct) {
      node.put("kind", "pct").put("vmid", pct.vmid());
      Hypervisor hypervisor = configuration.hypervisor();
      if (hypervisor != null) {
        node.put("hypervisor", Addresses.hypervisor(hypervisor).toString());
      }
      return node;
    }
    if (connection instanceof Connection.Ssh ssh) {
      node.put("kind", "ssh").put("address", ssh.address()).put("port", ssh.port());
      node.put("user", ssh.user());
      put(node, "identity_file", ssh.identityFile());
      if (ssh.agent() != null) {
        node.put("agent", ssh.agent());
      }
      put(node, "known_hosts", ssh.knownHosts());
      put(node, "host_key", ssh.hostKey());
      secret(secrets, "connection.password", ssh.password());
      secret(secrets, "connection.passphrase", ssh.passphrase());
      if (ssh.jump() != null) {
        node.set("jump", jump(ssh.jump()));
        secret(secrets, "connection.jump.password", ssh.jump().password());
        secret(secrets, "connection.jump.passphrase", ssh.jump().passphrase());
      }
    }
    return node;
  }

  static ObjectNode jump(Connection.Jump jump) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("address", jump.address()).put("port", jump.port()).put("user", jump.user());
    put(node, "identity_file", jump.identityFile());
    if (jump.agent() != null) {
      node.put("agent", jump.agent());
    }
    put(node, "known_hosts", jump.knownHosts());
    put(node, "host_key", jump.hostKey());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void secret(
      SortedMap<String, Secret> secrets, String path, @Nullable Secret secret) {
    if (secret != null) {
      secrets.put(path, secret);
    }
  }
}
