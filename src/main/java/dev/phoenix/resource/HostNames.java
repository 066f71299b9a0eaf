package dev.phoenix.resource;

import java.util.Optional;
import java.util.Set;

/** Which addresses are those of a host and of what lives on it. */
public final class HostNames {
  private static final Set<String> OF_A_HOST =
      Set.of("vm", "lxc", "snapshot", "docker", "volume", "network", "agent", "endpoint", "stack");

  private HostNames() {}

  /** The name of the host; empty for what belongs to none, such as a tag. */
  public static Optional<String> of(Address address) {
    if (!OF_A_HOST.contains(address.type())) {
      return Optional.empty();
    }
    int slash = address.name().indexOf('/');
    return Optional.of(slash < 0 ? address.name() : address.name().substring(0, slash));
  }

  /** The address that the same thing has on a host of another name. */
  public static Address on(String host, Address address) {
    int slash = address.name().indexOf('/');
    return new Address(address.type(), slash < 0 ? host : host + address.name().substring(slash));
  }
}
