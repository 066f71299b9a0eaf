package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Stage;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be done to an object: written down before the world is asked to do it.
 *
 * @param identity under which the object is known before; {@link Identity#UNKNOWN} for a create
 */
public record Intent(
    Address address,
    Operation operation,
    Identity identity,
    Attributes attributes,
    SortedMap<String, String> secretDigests,
    SortedSet<Address> dependencies,
    @Nullable Address within,
    boolean isProtected) {

  /** What changes the world. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  public Intent {
    secretDigests = Collections.unmodifiableSortedMap(new TreeMap<>(secretDigests));
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** The record of an object on which this was done. */
  public Recorded done(Identity now) {
    return intended(now, Recorded.Status.OK);
  }

  /**
   * The record of an object on which this was begun and not seen to end: whatever may exist stays
   * known, and what was applied last stays the measure of what changed.
   *
   * @param before as recorded until now; null if it was not
   * @param now the identity as far as known
   * @param told how far it had come; what was known before counts until something is
   */
  public Recorded unfinished(@Nullable Recorded before, Identity now, Stage told) {
    Stage stage = told.isKnown() || before == null ? told : before.stage();
    if (before == null || operation == Operation.CREATE) {
      return intended(now.isKnown() ? now : identity, Recorded.Status.INCOMPLETE).at(stage);
    }
    SortedSet<Address> both = new TreeSet<>(before.dependencies());
    if (operation == Operation.UPDATE) {
      both.addAll(dependencies);
    }
    return new Recorded(
        address,
        now.isKnown() ? now : before.identity(),
        before.attributes(),
        before.secretDigests(),
        both,
        before.within(),
        before.isProtected(),
        Recorded.Status.INCOMPLETE,
        stage);
  }

  private Recorded intended(Identity now, Recorded.Status status) {
    return new Recorded(
        address, now, attributes, secretDigests, dependencies, within, isProtected, status);
  }
}
