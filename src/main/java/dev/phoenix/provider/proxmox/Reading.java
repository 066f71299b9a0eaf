package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Subject;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Finds one guest by its number, on whatever node it is, and says what there is to see of it. */
final class Reading {
  private final GuestType type;
  private final Cluster cluster;
  private final Subject subject;

  Reading(GuestType type, Cluster cluster, Subject subject) {
    this.type = type;
    this.cluster = cluster;
    this.subject = subject;
  }

  Observation read() throws ResourceFailure {
    int vmid = subject.recordedAttributes().number("vmid", 0);
    Optional<Listed> listed = cluster.find(vmid);
    if (listed.isEmpty()) {
      return absent(vmid);
    }
    Guest guest = listed.get().guest();
    Optional<GuestConfig> config = cluster.config(guest, listed.get().status().equals("running"));
    if (config.isEmpty()) {
      return absent(vmid);
    }
    if (guest.kind() != type.kind()) {
      throw GuestType.taken(cluster, subject.address(), guest);
    }
    return present(listed.get(), config.get());
  }

  private Observation absent(int vmid) throws ResourceFailure {
    if (!cluster.seesAll(vmid)) {
      return new Observation.Unreachable(
          "%s may not see guest %d (privilege VM.Audit on /vms/%d), so nobody can say whether it is there"
              .formatted(cluster.api().user(), vmid, vmid));
    }
    Resource desired = subject.desired();
    if (desired != null) {
      Preflight preflight = new Preflight(cluster, desired.attributes()).guest();
      type.check(preflight, desired.attributes());
      Provisions provisions = preflight.provisions(type.kind());
      type.provide(provisions, desired.attributes());
      provisions.room();
      cluster.room().book(desired.address(), provisions.taken());
      preflight.settle("make " + desired.address());
    }
    return new Observation.Absent();
  }

  private Observation present(Listed listed, GuestConfig config) throws ResourceFailure {
    Ownership ownership = Ownership.of(subject, config);
    if (ownership == Ownership.OTHER) {
      throw another(listed.guest(), config);
    }
    if (ownership == Ownership.OURS && Ownership.isBeingMade(config)) {
      return new Observation.Present(
          identity(listed.guest(), config),
          InTheMaking.shown(subject, cluster, listed.guest(), config));
    }
    boolean running = running(listed);
    boolean late = running && !listed.status().equals("running");
    // What waits for its next start is told apart only of one that was known to run.
    GuestConfig whole = late ? cluster.config(listed.guest(), true).orElse(config) : config;
    Sight sight = new Sight(subject, cluster, listed.guest(), whole, running);
    Claim claim = ownership == Ownership.FOREIGN ? foreign(listed.guest(), config) : Claim.FREE;
    return new Observation.Present(
        identity(listed.guest(), config),
        shown(sight),
        type.contents(sight),
        claim,
        Disruptions.of(sight, type));
  }

  private Claim foreign(Guest guest, GuestConfig config) throws ResourceFailure {
    return Claim.foreign(
        Ownership.isBeingMade(config)
            ? "it is being made just now, and nobody can say whose it will be: "
                + InTheMaking.words(cluster, guest, config)
            : "%s \"%s\" on node %s bears no mark of %s"
                .formatted(guest.name(), name(config), guest.node(), subject.address()));
  }

  private Attributes shown(Sight sight) throws ResourceFailure {
    Attributes.Builder shown =
        Attributes.builder()
            .put("hypervisor", subject.recordedAttributes().text("hypervisor"))
            .put("vmid", sight.guest().vmid());
    for (Field field : type.fields()) {
      if (!sight.shape(field.attribute()).isMissingNode()
          && field.isSettled(sight.config().merged())) {
        shown.put(field.attribute(), sight.value(field));
      }
    }
    if (!sight.shape("description").isMissingNode()) {
      shown.put("description", sight.config().description().text());
    }
    if (!sight.shape("running").isMissingNode()) {
      shown.put("running", sight.running());
    }
    ObjectNode volumes = volumes(sight);
    book(volumes);
    shown.put(Volumes.ATTRIBUTE, volumes);
    Firewall.observe(sight, shown);
    type.observe(sight, shown);
    return shown.build();
  }

  /** The snapshots matter, and are asked for, only where a volume is to move. */
  private ObjectNode volumes(Sight sight) throws ResourceFailure {
    ObjectNode volumes = Volumes.of(sight.config().merged());
    Resource desired = subject.desired();
    if (desired != null) {
      for (Move move : Move.all(volumes, desired.attributes())) {
        move.heldBy(Snapshots.holding(cluster, sight.guest(), Volumes.volume(move.volume())));
      }
    }
    return volumes;
  }

  private void book(ObjectNode volumes) throws ResourceFailure {
    Resource desired = subject.desired();
    if (desired != null) {
      Provisions provisions = new Preflight(cluster, desired.attributes()).provisions(type.kind());
      provisions.more(volumes, Belongings.of(subject.identity()), desired.attributes());
      cluster.room().book(desired.address(), provisions.taken());
    }
  }

  private ResourceFailure another(Guest guest, GuestConfig config) {
    return cluster
        .api()
        .failure(
            Kind.PERMANENT,
            "read " + subject.address(),
            "number %d on node %s is another guest now (\"%s\"): %s. Give the guest of the files another vmid, or take it out of the state (phoenix state forget %s); if it is the one that is meant, take it over then (phoenix import %s %d)"
                .formatted(
                    guest.vmid(),
                    guest.node(),
                    name(config),
                    config.description().owner() == null
                        ? "it does not bear our mark"
                        : "it bears the mark of " + config.description().owner(),
                    subject.address(),
                    subject.address(),
                    guest.vmid()));
  }

  private String name(GuestConfig config) {
    return config.get(type.kind() == Guest.Kind.VM ? "name" : "hostname");
  }

  /** The list is some seconds old: where it says what is not wanted, the guest's node is asked. */
  private boolean running(Listed listed) throws ResourceFailure {
    boolean runs = listed.status().equals("running");
    boolean wanted = subject.attributes().flag("running", runs);
    boolean sure = runs == wanted && !listed.status().equals("unknown");
    return sure ? runs : cluster.status(listed.guest()).running();
  }

  private Identity identity(Guest guest, GuestConfig config) {
    TreeMap<String, String> parts = new TreeMap<>(subject.identity().parts());
    parts.put("vmid", Integer.toString(guest.vmid()));
    String mark = config.description().mark();
    if (!mark.isEmpty() && config.description().isOf(subject.address())) {
      parts.put("mark", mark);
    }
    Resource desired = subject.desired();
    Passwords.upgrade(parts, desired == null ? null : desired.secrets().get(Passwords.PATH));
    return Identity.of(parts);
  }
}
