package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostics;

/** At each path of a container one thing is mounted: that is what it is known by. */
final class UniqueMounts implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (LxcContainer container : configuration.containers()) {
      Unique paths = new Unique("path in container", diagnostics);
      Guest guest = container.guest();
      container
          .volumes()
          .forEach(volume ->
              paths.claim(
                  volume.mountPoint(),
                  guest.name() + "'s volume " + volume.name(),
                  guest.position()));
      container
          .bindMounts()
          .forEach(mount ->
              paths.claim(
                  mount.containerPath(),
                  guest.name() + "'s folder " + mount.hostPath(),
                  guest.position()));
    }
  }
}
