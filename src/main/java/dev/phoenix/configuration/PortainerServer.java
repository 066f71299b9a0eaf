package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Secret;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Portainer server of the fleet.
 *
 * @param name the primary machine's; a fixed word where there is none
 * @param managed false: it exists already and phoenix only uses it
 * @param primary name of the host or VM that runs it; null where none is named
 * @param url where phoenix reaches the API
 * @param apiKey instead of user and password
 * @param publish container port to host port, or {@code ip:port}
 * @param arguments more arguments for the server
 */
public record PortainerServer(
    String name,
    boolean managed,
    @Nullable String primary,
    String url,
    Tls tls,
    String adminUser,
    @Nullable Secret adminPassword,
    @Nullable Secret apiKey,
    String container,
    String image,
    String pull,
    String restart,
    String dataVolume,
    SortedMap<String, String> publish,
    List<String> arguments,
    @Nullable Secret agentSecret,
    List<Group> groups,
    List<Registry> registries,
    Position position) {

  public PortainerServer {
    publish = Collections.unmodifiableSortedMap(new TreeMap<>(publish));
    arguments = List.copyOf(arguments);
    groups = List.copyOf(groups);
    registries = List.copyOf(registries);
  }

  /**
   * How the server proves who it is.
   *
   * @param mode {@code pin}, {@code fingerprint}, {@code ca}, {@code system} or {@code insecure}
   * @param ca certificates in PEM form that may have signed its own
   */
  public record Tls(String mode, @Nullable String fingerprint, @Nullable String ca) {}

  /** A group of environments; tags are sorted. */
  public record Group(String name, String description, List<String> tags, Position position) {
    public Group {
      tags = tags.stream().sorted().distinct().toList();
    }
  }

  /** A registry of images that the server knows. */
  public record Registry(
      String name,
      String type,
      String url,
      String username,
      @Nullable Secret password,
      Position position) {}
}
