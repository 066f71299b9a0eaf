package dev.phoenix.provider.docker;

import dev.phoenix.provider.docker.EngineFacts.Channel;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;

/** Installs an engine from packages; each step looks first, so that it can be run again. */
final class EngineInstallation {
  private static final Duration SETTING_UP = Duration.ofMinutes(20);
  private static final Duration BOOTING = Duration.ofMinutes(2);
  private static final String SOURCES = "/etc/apt/sources.list.d/docker.list";

  private final EngineMachine machine;
  private final String repository;

  /**
   * An installation on a machine.
   *
   * @param repository base URL of Docker's own packages
   */
  EngineInstallation(EngineMachine machine, String repository) {
    this.machine = machine;
    this.repository = repository;
  }

  /**
   * Makes sure that an engine of the channel and version is installed.
   *
   * @param channel {@code any} takes what is there
   * @param version how its version begins; empty for any
   */
  EngineFacts ensure(String channel, String version, Work work) throws ResourceFailure {
    EngineFacts facts = settled(work);
    if (fits(facts, channel, version)) {
      return facts;
    }
    Channel wanted = wanted(facts, channel);
    if (!List.of("debian", "ubuntu").contains(facts.distribution())) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: cannot install Docker: the machine runs \"%s\", and phoenix installs it on Debian and Ubuntu only; install Docker there yourself and set channel to \"any\""
              .formatted(machine.where(), facts.distribution()));
    }
    awaitBoot(facts, work);
    machine.packages("settle the package system", "settle-packages.sh", work);
    work.reached("package system settled");
    // Described twice with different keys, the repository stops apt altogether.
    if (wanted == Channel.DOCKER_CE && !facts.described()) {
      addRepository(facts, work);
      work.reached("package repository added");
    }
    machine.packages("update the package lists", "update-packages.sh", work);
    work.reached("package lists updated");
    install(wanted, version, work);
    work.reached("packages installed");
    return installed(channel, version);
  }

  /** A machine that is still being set up changes under our hands. */
  private EngineFacts settled(Work work) throws ResourceFailure {
    long start = work.time().nanos();
    EngineFacts facts = machine.look();
    while (facts.cloudInit().contains("running")) {
      if (work.time().nanos() - start > SETTING_UP.toNanos()) {
        throw new ResourceFailure(
            Kind.RETRYABLE,
            machine.where() + ": cloud-init still runs; look at its log: cloud-init status --long");
      }
      work.progress("waiting for cloud-init to end");
      EngineMachine.pause(work);
      facts = machine.look();
    }
    return facts;
  }

  /** A container takes commands before it has the network by which packages come. */
  private void awaitBoot(EngineFacts first, Work work) throws ResourceFailure {
    long start = work.time().nanos();
    EngineFacts facts = first;
    // A service that never gets ready holds nothing up that does without it.
    while (facts.isBooting() && work.time().nanos() - start < BOOTING.toNanos()) {
      work.progress("waiting until it has booted");
      EngineMachine.pause(work);
      facts = machine.look();
    }
  }

  static boolean fits(EngineFacts facts, String channel, String version) {
    boolean fromThere = channel.equals("any") || facts.channel().word().equals(channel);
    return facts.installed() && fromThere && EngineFacts.begins(facts.version(), version);
  }

  /** What is there keeps its channel where any will do. */
  private static Channel wanted(EngineFacts facts, String channel) {
    return channel.equals("distribution")
            || (channel.equals("any") && facts.channel() == Channel.DISTRIBUTION)
        ? Channel.DISTRIBUTION
        : Channel.DOCKER_CE;
  }

  private void addRepository(EngineFacts facts, Work work) throws ResourceFailure {
    String base = repository + "/" + facts.distribution();
    machine.packages("install what fetches the key", "repository-tools.sh", work);
    work.progress("adding the package repository " + base);
    machine.must(
        EngineMachine.script("fetch the key of " + base, "repository-key.sh", base + "/gpg"));
    String line =
        "deb [arch=%s signed-by=/etc/apt/keyrings/docker.asc] %s %s stable\n"
            .formatted(facts.architecture(), base, facts.codename());
    if (!facts.sources().equals(line)) {
      machine.write(SOURCES, "0644", line);
    }
  }

  private void install(Channel wanted, String version, Work work) throws ResourceFailure {
    boolean own = wanted == Channel.DOCKER_CE;
    String name = own ? "docker-ce" : "docker.io";
    String exact = version.isEmpty() ? "" : exact(name, version);
    machine.packages(
        "install " + name + (exact.isEmpty() ? "" : " " + exact),
        own ? "install-docker-ce.sh" : "install-distribution.sh",
        work,
        exact);
  }

  /** The newest version that begins so, as {@code apt-cache madison} lists them. */
  private String exact(String name, String version) throws ResourceFailure {
    List<String> offered =
        machine
            .must(EngineMachine.script("list the versions of " + name, "versions.sh", name))
            .output()
            .lines()
            .map(line -> line.split("\\|", -1))
            .filter(columns -> columns.length > 1)
            .map(columns -> columns[1].strip())
            .toList();
    return offered.stream()
        .filter(one -> EngineFacts.begins(one.substring(one.indexOf(':') + 1), version))
        .findFirst()
        .orElseThrow(() ->
            new ResourceFailure(
                Kind.PERMANENT,
                "%s: no version of %s begins with %s; there are %s"
                    .formatted(machine.where(), name, version, String.join(", ", offered))));
  }

  private EngineFacts installed(String channel, String version) throws ResourceFailure {
    EngineFacts facts = machine.look();
    if (!fits(facts, channel, version)) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: after the installation there is %s %s, not %s %s; look at it with: dpkg -l | grep docker"
              .formatted(
                  machine.where(), facts.channel().word(), facts.version(), channel, version));
    }
    return facts;
  }
}
