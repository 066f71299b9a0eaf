package dev.phoenix.world;

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
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The type of the objects of a {@link World}; their key is the attribute {@code key}. */
record ThingType(
    World world,
    String name,
    List<Rule> rules,
    boolean contains,
    boolean holdsData,
    Set<String> runsOn)
    implements ResourceType {
  @Override
  public String key(Attributes attributes) {
    return attributes.text("key");
  }

  @Override
  public Observation read(Subject subject, Neighbours neighbours) {
    if (subject.desired() != null) {
      subject.desired().dependencies().forEach(neighbours::observation);
    }
    return world.look(subject.identity(), key(subject.recordedAttributes()));
  }

  @Override
  public boolean isMachine() {
    return contains || name.equals("thing");
  }

  @Override
  public Set<String> volatileAttributes() {
    return Set.of("mood");
  }

  @Override
  public void prepare(Resource desired, Observation observed, Work work) throws ResourceFailure {
    world.check(key(desired.attributes()));
  }

  @Override
  public List<Limit> limits(Subject subject, Neighbours neighbours) {
    return world.limits();
  }

  @Override
  public Identity create(Resource desired, Work work) throws ResourceFailure {
    String key = key(desired.attributes());
    World.Fault fault = begin("create", key);
    if (world.isTaken(key)) {
      throw new ResourceFailure(Kind.PERMANENT, key + " is the name of something else");
    }
    Identity identity = Identity.of("id", world.create(key, desired.attributes()).id());
    work.exists(identity);
    work.reached("made");
    if (fault == World.Fault.HALF) {
      throw new ResourceFailure(Kind.PERMANENT, key + " is not ready");
    }
    if (fault == World.Fault.ENDLESS) {
      work.begun("task of " + key);
    }
    while (fault == World.Fault.ENDLESS) {
      work.pause(Duration.ofSeconds(1));
    }
    return end(fault, key, identity);
  }

  @Override
  public Identity update(Resource desired, Observation.Present observed, Work work)
      throws ResourceFailure {
    String key = key(desired.attributes());
    World.Fault fault = begin("update", key);
    world.change(key, desired.attributes());
    return end(fault, key, observed.identity());
  }

  @Override
  public void delete(Recorded recorded, Work work) throws ResourceFailure {
    String key = key(recorded.attributes());
    World.Fault fault = begin("delete", key);
    World.Thing thing = world.things().get(key);
    boolean isIt =
        thing == null
            || !recorded.identity().isKnown()
            || recorded.identity().equals(Identity.of("id", thing.id()));
    if (isIt) {
      world.remove(key);
    }
    if (isIt && contains) {
      world.things().keySet().stream()
          .filter(inside -> inside.startsWith(key + "/"))
          .forEach(world::remove);
    }
    Identity _ = end(fault, key, Identity.UNKNOWN);
  }

  private World.Fault begin(String operation, String key) throws ResourceFailure {
    World.Fault fault = world.fault(operation, key);
    if (world.isDown(key)) {
      throw new ResourceFailure(Kind.UNREACHABLE, "no route to " + key);
    }
    return switch (fault) {
      case PERMANENT ->
          throw new ResourceFailure(Kind.PERMANENT, operation + " " + key + " failed");
      case RETRYABLE -> throw new ResourceFailure(Kind.RETRYABLE, key + " is busy");
      case AMBIGUOUS_BEFORE -> throw new ResourceFailure(Kind.AMBIGUOUS, "no answer on " + key);
      case UNREACHABLE -> throw new ResourceFailure(Kind.UNREACHABLE, "no route to " + key);
      case NONE, AMBIGUOUS_AFTER, HALF, ENDLESS -> fault;
    };
  }

  private static Identity end(World.Fault fault, String key, Identity identity)
      throws ResourceFailure {
    if (fault == World.Fault.AMBIGUOUS_AFTER) {
      throw new ResourceFailure(Kind.AMBIGUOUS, "no answer on " + key);
    }
    return identity;
  }
}
