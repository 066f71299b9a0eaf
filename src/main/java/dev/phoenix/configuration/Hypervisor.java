package dev.phoenix.configuration;

import dev.phoenix.configuration.Connection.Jump;
import dev.phoenix.configuration.PortainerServer.Tls;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Secret;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Proxmox VE cluster that guests are made on.
 *
 * @param url of the API of any of its nodes
 * @param user with realm
 * @param token name of the API token; null where the password is used
 * @param node that guests are made on; null where there is only one
 * @param imageStorage that cloud images are downloaded to
 * @param release Ubuntu's code name, of cloud images that are named by file name
 * @param ssh how its nodes are reached; null where they are not
 */
public record Hypervisor(
    String name,
    String url,
    Tls tls,
    String user,
    @Nullable String token,
    @Nullable Secret tokenSecret,
    @Nullable Secret password,
    @Nullable String node,
    String imageStorage,
    String release,
    @Nullable NodeAccess ssh,
    Position position) {

  /**
   * SSH to the nodes.
   *
   * @param jump the machine that the connections go through; null to go there directly
   * @param nodes address of each by name
   */
  public record NodeAccess(
      String user,
      int port,
      @Nullable String identityFile,
      @Nullable String knownHosts,
      @Nullable String hostKey,
      @Nullable Secret password,
      @Nullable Secret passphrase,
      @Nullable Jump jump,
      SortedMap<String, String> nodes) {
    public NodeAccess {
      nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
  }
}
