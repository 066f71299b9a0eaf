package dev.phoenix.provider.proxmox;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import tools.jackson.databind.node.ObjectNode;

/** What templates, machines and containers have in common: number, node, owner, life. */
abstract class GuestType implements ResourceType {
  private static final int AT_ONCE = 32;
  private static final List<Rule> SHARED =
      List.of(
          Rule.replace("hypervisor"),
          Rule.replace("vmid"),
          Rule.record("node"),
          // The number says which guest it is a copy of, whatever that is called.
          Rule.record("source.clone"),
          Rule.replace("source"));

  private final Clusters clusters;
  private final Guest.Kind kind;
  private final List<Field> fields;

  GuestType(Clusters clusters, Guest.Kind kind, List<Field> fields) {
    this.clusters = clusters;
    this.kind = kind;
    this.fields = fields;
  }

  /** The rules of what such a guest has and others have not. */
  abstract List<Rule> ownRules();

  @Override
  public final List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(SHARED);
    rules.addAll(ownRules());
    rules.add(Rule.update("*"));
    return rules;
  }

  /** Adds what it takes to make such a guest. */
  abstract void check(Preflight preflight, Attributes wanted) throws ResourceFailure;

  /** Adds what it takes from storages and from elsewhere when it is made. */
  abstract void provide(Provisions provisions, Attributes wanted) throws ResourceFailure;

  /** Sends what makes the guest, with this description, and waits for it. */
  abstract void make(Making making) throws ResourceFailure;

  /** What there is to see beside the configuration. */
  abstract void observe(Sight sight, Attributes.Builder shown) throws ResourceFailure;

  /** Contents beside the configuration that the world shows, by the path of their secret. */
  SortedMap<String, Secret> contents(Sight sight) {
    return new TreeMap<>();
  }

  /** What a running guest takes at once just now, although the rule for it says otherwise. */
  Set<String> live(Sight sight) throws ResourceFailure {
    return Set.of();
  }

  /** What is missing before the configuration can be written. */
  void complete(Settling settling) throws ResourceFailure {}

  /** What is left to do once the configuration is written. */
  abstract void finish(Settling settling) throws ResourceFailure;

  /** Which keys, with which values, the API takes from root@pam alone and so go over the node. */
  BiPredicate<String, String> onlyRoot(Cluster cluster, Attributes wanted) throws ResourceFailure {
    return (_, _) -> false;
  }

  @Override
  public final String key(Attributes attributes) {
    return attributes.text("hypervisor") + " " + attributes.number("vmid", 0);
  }

  final Clusters clusters() {
    return clusters;
  }

  final List<Field> fields() {
    return fields;
  }

  final Guest.Kind kind() {
    return kind;
  }

  @Override
  public final Set<String> lostWith() {
    return Set.of("hypervisor");
  }

  @Override
  public final Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure {
    Optional<Observation> missing = Clusters.missing(subject.recordedAttributes(), neighbours);
    return missing.isPresent()
        ? missing.get()
        : new Reading(this, clusters.of(subject.recordedAttributes(), neighbours), subject).read();
  }

  @Override
  public List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    ObjectNode volumes = observed.attributes().object(Volumes.ATTRIBUTE);
    List<Diagnostic> remarks = new ArrayList<>();
    InTheMaking.remark(subject, observed.attributes()).ifPresent(remarks::add);
    Resource desired = subject.desired();
    if (desired != null) {
      Move.all(volumes, desired.attributes())
          .forEach(move -> remarks.add(move.remark(subject, kind)));
    }
    remarks.addAll(Grown.remarks(subject, volumes));
    remarks.addAll(new Volumes(volumes).remarks(subject, observed.attributes(), kind));
    return remarks;
  }

  @Override
  public final Optional<String> obstacle(
      Resource desired, Observation observed, Set<Address> coming) {
    Attributes seen =
        observed instanceof Observation.Present present ? present.attributes() : Attributes.NONE;
    ObjectNode volumes = seen.object(Volumes.ATTRIBUTE);
    return Move.all(volumes, desired.attributes()).stream()
        .flatMap(move -> move.obstacle(desired.attributes().number("vmid", 0), kind).stream())
        .findFirst()
        .or(() -> MountOrder.obstacle(desired.attributes(), seen))
        .or(() ->
            clusters
                .opened(desired.attributes())
                .flatMap(cluster ->
                    cluster
                        .room()
                        .lack(desired.address(), coming)
                        .or(() ->
                            observed instanceof Observation.Absent
                                ? Copying.obstacle(cluster, desired, coming)
                                : Optional.empty())));
  }

  @Override
  public final List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    Attributes seen =
        observed instanceof Observation.Present present ? present.attributes() : Attributes.NONE;
    return GuestData.remains(recorded.attributes(), seen.object(Volumes.ATTRIBUTE));
  }

  @Override
  public final void invalidate(Subject subject) {
    clusters.invalidate(subject.attributes());
  }

  @Override
  public final void prepare(Resource desired, Observation observed, Work work)
      throws ResourceFailure {
    Preflight preflight =
        new Preflight(clusters.of(desired.attributes(), work), desired.attributes());
    check(preflight, desired.attributes());
    if (observed instanceof Observation.Present present) {
      new Volumes(present.attributes().object(Volumes.ATTRIBUTE))
          .ambiguous(desired.attributes(), present.identity())
          .forEach(preflight::choice);
    }
    preflight.settle("change " + desired.address());
  }

  @Override
  public final Identity create(Resource desired, Work work) throws ResourceFailure {
    Cluster cluster = clusters.of(desired.attributes(), work);
    cluster.earlier().takeUp(work);
    int vmid = desired.attributes().number("vmid", 0);
    Optional<Listed> there = cluster.findNow(vmid);
    if (there.isPresent()) {
      Guest guest = there.get().guest();
      Settling own = new Settling(this, cluster, desired, guest, work);
      if (guest.kind() != kind || !own.becomesOurs()) {
        throw taken(cluster, desired.address(), guest);
      }
      return own.run(Identity.UNKNOWN, Attributes.NONE, true);
    }
    Guest guest =
        new Guest(kind, cluster.inventory().node(desired.attributes().text("node", "")), vmid);
    Making making = new Making(cluster, desired, guest, Description.newMark(), work);
    make(making);
    cluster.forgetGuests();
    return new Settling(this, cluster, desired, making.guest(), work)
        .run(making.identity(), Attributes.NONE, true);
  }

  @Override
  public final Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    Cluster cluster = clusters.of(desired.attributes(), work);
    cluster.earlier().takeUp(work);
    Guest guest = found(cluster, desired.attributes()).orElseThrow(() -> gone(cluster, desired));
    return new Settling(this, cluster, desired, guest, work)
        .run(observed.identity(), observed.attributes(), false);
  }

  private static ResourceFailure gone(Cluster cluster, Resource desired) {
    return cluster
        .api()
        .failure(
            Kind.STALE, "change " + desired.address(), "it is gone since the plan; plan again");
  }

  private static Optional<Guest> found(Cluster cluster, Attributes attributes)
      throws ResourceFailure {
    return cluster.findNow(attributes.number("vmid", 0)).map(Listed::guest);
  }

  static ResourceFailure taken(Cluster cluster, Address address, Guest guest) {
    return cluster
        .api()
        .failure(
            Kind.PERMANENT,
            "make " + address,
            "number %d is taken by %s on node %s, which is not phoenix's; give it another vmid"
                .formatted(guest.vmid(), guest.name(), guest.node()));
  }

  /** A guest that does not answer any more is stopped and goes like any other. */
  @Override
  public final void delete(Recorded recorded, Work work) throws ResourceFailure {
    Cluster cluster = clusters.of(recorded.attributes(), work);
    cluster.earlier().takeUp(work);
    Optional<Guest> guest = found(cluster, recorded.attributes());
    if (guest.isPresent()) {
      new Removal(cluster, guest.get(), recorded, work).run();
      cluster.forgetGuests();
    }
  }

  @Override
  public final Set<String> volatileAttributes() {
    return Set.of("address", "running");
  }

  /** Each asks the same few processes of a node how its task goes on. */
  @Override
  public final List<Limit> limits(Subject subject, Neighbours neighbours) {
    return List.of(new Limit("guests of " + subject.attributes().text("hypervisor"), AT_ONCE));
  }
}
