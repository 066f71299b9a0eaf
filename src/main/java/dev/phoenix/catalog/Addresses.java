package dev.phoenix.catalog;

import dev.phoenix.resource.Address;

/** How the things of a workspace are addressed. */
final class Addresses {
  private Addresses() {}

  static Address docker(String host) {
    return new Address("docker", host);
  }

  static Address volume(String host, String name) {
    return new Address("volume", host + "/" + name);
  }

  static Address network(String host, String name) {
    return new Address("network", host + "/" + name);
  }

  static Address server(String name) {
    return new Address("server", name);
  }

  static Address agent(String host) {
    return new Address("agent", host);
  }

  static Address tag(String name) {
    return new Address("tag", name);
  }

  static Address group(String name) {
    return new Address("group", name);
  }

  static Address registry(String name) {
    return new Address("registry", name);
  }

  static Address endpoint(String host) {
    return new Address("endpoint", host);
  }

  /** A folder may be used in several environments on a host: all but production say which. */
  static Address stack(String host, String folder, String environment) {
    String name = environment.equals("production") ? folder : folder + "-" + environment;
    return new Address("stack", host + "/" + name);
  }
}
