package dev.phoenix.resource;

import dev.phoenix.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One type of resource: how its objects are found, compared and changed. Implementations are safe
 * for threads; each method runs on a virtual thread and may block.
 */
public interface ResourceType {
  /** The short word of the chain, such as {@code stack}. */
  String name();

  /** What changing each attribute or secret means; the first whose name fits is taken. */
  List<Rule> rules();

  /**
   * What the world uses to find the object again without an identity, such as server and
   * environment name: two addresses of one key are the same object, so that a renamed address is a
   * move.
   */
  String key(Attributes attributes);

  /**
   * What was recorded, in the form that attributes have today: an earlier version may have named
   * them otherwise, and what is compared under another name would count as gone.
   */
  default Attributes upgraded(Attributes recorded) {
    return recorded;
  }

  /**
   * Looks at one object. Lists are asked for once per refresh and shared among the objects of a
   * server or host. With a known identity that one is looked up, else (or if it is gone) the key:
   * as recorded, for what a run began that was cut short is there by the name that it was given
   * then, and by no other until it is known.
   *
   * @throws ResourceFailure if the answer cannot be used, such as two objects of one name;
   *     unreachable is an {@link Observation}, not a failure
   */
  Observation read(Subject subject, Neighbours neighbours) throws ResourceFailure;

  /**
   * By what identity somebody means one of several objects of the same name, whom the world calls
   * {@code id}; unknown where no two can have the same name.
   */
  default Identity chosen(String id) {
    return Identity.UNKNOWN;
  }

  /**
   * Whether what answers in place of the object is another one, such as the engine of another
   * machine: what is there is taken as it is, but what lived in the one of before, or ran on it, is
   * not there.
   */
  default boolean isAnother(Identity recorded, Identity observed) {
    return false;
  }

  /**
   * What the person should know of an object that was read, whatever the plan does with it: a
   * certificate that is believed only because it came first.
   *
   * @param observed as {@link #read} found it
   */
  default List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    return List.of();
  }

  /** Forgets what was read before: the next {@link #read} of this object asks the world again. */
  default void invalidate(Subject subject) {}

  /**
   * Checks before the first step of an apply all that can be checked without changing what runs:
   * images pulled, ports free, files sound. A failure here keeps the step, and what depends on it,
   * from being begun.
   *
   * @param observed as the plan saw it
   */
  default void prepare(Resource desired, Observation observed, Work work) throws ResourceFailure {}

  /** Whether the object is up, so that what depends on it can be reached. */
  default boolean isUp(Observation.Present observed) {
    return observed.attributes().flag("running", true);
  }

  /** Makes the object and waits until it is ready for what depends on it. */
  Identity create(Resource desired, Work work) throws ResourceFailure;

  /** Changes the object in place and waits until it is ready; its identity may change with it. */
  Identity update(Resource desired, Observation.Present observed, Work work) throws ResourceFailure;

  /** Deletes the object; it being gone already is success. */
  void delete(Recorded recorded, Work work) throws ResourceFailure;

  /**
   * What becomes of data when the object is deleted: a sentence each that begins with {@code data
   * stays:} or {@code data goes:}, for the person who is to approve that.
   *
   * @param observed as it was found, which may hold more than was recorded
   * @param deleted everything that the same plan deletes
   */
  default List<String> remains(Recorded recorded, Observation observed, Set<Address> deleted) {
    return List.of();
  }

  /**
   * What hangs on an object that is to be deleted, so that it must not be: copies that share its
   * disks. Asked only of what a plan would delete; completes "cannot be deleted: ...".
   *
   * @param leaving everything that the same plan deletes or makes anew
   */
  default Optional<String> obstacle(Recorded recorded, Set<Address> leaving, Neighbours neighbours)
      throws ResourceFailure {
    return Optional.empty();
  }

  /**
   * Why an object cannot be made, or changed in place, just now although its rules let it be: a
   * snapshot that holds a disk which is to move, room that all of a plan together would need. Asked
   * only of what a plan would make or change; completes "cannot be changed: ...".
   *
   * @param coming everything that the same plan makes or changes
   */
  default Optional<String> obstacle(Resource desired, Observation observed, Set<Address> coming) {
    return Optional.empty();
  }

  /**
   * Everything in or on the object that bears our mark, whether anybody knows of it or not. Asked
   * only where somebody looks for what was forgotten.
   *
   * @param unseen is told of each part that could not be looked through, and why
   */
  default List<Stray> marked(Subject subject, Neighbours neighbours, Consumer<String> unseen)
      throws ResourceFailure {
    return List.of();
  }

  /**
   * Everything in the object that files could speak of, or that somebody may miss in them, whoever
   * made it. Asked only where somebody looks for what is in no file yet.
   */
  default List<Finding> findings(Subject subject, Neighbours neighbours) throws ResourceFailure {
    return List.of();
  }

  /**
   * Names of attributes that change by themselves, such as whether containers run just now: that
   * one differs from what the plan saw does not make the plan stale.
   */
  default Set<String> volatileAttributes() {
    return Set.of();
  }

  /**
   * Whether deleting the object destroys what lives within it, as with a virtual machine: what does
   * needs no delete of its own then, and none that can be reached.
   */
  default boolean contains() {
    return false;
  }

  /** Whether it is a machine, or stands for one, that can be gone for good with all in it. */
  default boolean isMachine() {
    return false;
  }

  /** Whether things may lie in it that bear our mark and are in no file. */
  default boolean isPlace() {
    return isMachine();
  }

  /** Types of those dependencies with which the object is lost without living in them. */
  default Set<String> lostWith() {
    return Set.of();
  }

  /**
   * Whether data is lost when the object is deleted or made anew, so that only somebody who has
   * said so may do it.
   */
  default boolean holdsData() {
    return false;
  }

  /**
   * Types of those dependencies that the object runs on without living in them: a stack that a
   * server keeps runs on a Docker host. When such a one is made anew the object is updated; when it
   * goes with what it lives in, the object may be deleted though nobody can look at it any more.
   */
  default Set<String> runsOn() {
    return Set.of();
  }

  /**
   * What the object has and no other can have at the same time, such as a port of a host: what
   * gives it up goes first in a plan, what takes it comes after.
   */
  default Set<String> holds(Attributes attributes) {
    return Set.of();
  }

  /**
   * How many operations may run at once beside this one, by key: {@code host:web1} 4. All keys of
   * the list must have room.
   */
  default List<Limit> limits(Subject subject, Neighbours neighbours) {
    return List.of();
  }

  /** At most {@code atOnce} operations that name this key run at a time. */
  record Limit(String key, int atOnce) {}
}
