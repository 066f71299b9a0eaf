package dev.phoenix.catalog;

import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.resource.Address;

/** How the things of a workspace are addressed. */
final class Addresses {
  private Addresses() {}

  static Address hypervisor(Hypervisor hypervisor) {
    return new Address("hypervisor", hypervisor.name());
  }

  static Address template(String name) {
    return new Address("template", name);
  }

  static Address vm(String name) {
    return new Address("vm", name);
  }

  static Address lxc(String name) {
    return new Address("lxc", name);
  }

  static Address snapshot(String guest, String name) {
    return new Address("snapshot", guest + "/" + name);
  }

  static Address home(Host.Home home) {
    return switch (home.kind()) {
      case VM -> vm(home.name());
      case LXC -> lxc(home.name());
    };
  }

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
