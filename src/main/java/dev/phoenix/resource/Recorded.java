package dev.phoenix.resource;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the state remembers of one object.
 *
 * @param identity unknown while a create was begun but not seen to end
 * @param attributes as last applied
 * @param secretDigests salted digest of each secret, by path
 * @param dependencies as they were when it was applied: deletes follow these in reverse
 * @param isProtected whether it may neither be deleted nor made anew, until the files say otherwise
 * @param within the object it lives in, as in {@link Resource#within()}
 * @param stage how far the last step on it had come; known only of an incomplete one
 */
public record Recorded(
    Address address,
    Identity identity,
    Attributes attributes,
    SortedMap<String, String> secretDigests,
    SortedSet<Address> dependencies,
    @Nullable Address within,
    boolean isProtected,
    Status status,
    Stage stage) {

  /** Whether the last step on the object was seen to end. */
  public enum Status {
    OK,
    INCOMPLETE
  }

  public Recorded {
    secretDigests = Collections.unmodifiableSortedMap(new TreeMap<>(secretDigests));
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** Of one of which nobody knows how far its last step had come. */
  public Recorded(
      Address address,
      Identity identity,
      Attributes attributes,
      SortedMap<String, String> secretDigests,
      SortedSet<Address> dependencies,
      @Nullable Address within,
      boolean isProtected,
      Status status) {
    this(
        address,
        identity,
        attributes,
        secretDigests,
        dependencies,
        within,
        isProtected,
        status,
        Stage.NONE);
  }

  /** The same with other attributes. */
  public Recorded with(Attributes others) {
    return new Recorded(
        address, identity, others, secretDigests, dependencies, within, isProtected, status, stage);
  }

  /** The same under another identity. */
  public Recorded with(Identity other) {
    return new Recorded(
        address,
        other,
        attributes,
        secretDigests,
        dependencies,
        within,
        isProtected,
        status,
        stage);
  }

  /** Of one that is not protected. */
  public Recorded(
      Address address,
      Identity identity,
      Attributes attributes,
      SortedMap<String, String> secretDigests,
      SortedSet<Address> dependencies,
      @Nullable Address within,
      Status status) {
    this(address, identity, attributes, secretDigests, dependencies, within, false, status);
  }

  /** The same, heard of last at this stage. */
  public Recorded at(Stage now) {
    return new Recorded(
        address,
        identity,
        attributes,
        secretDigests,
        dependencies,
        within,
        isProtected,
        status,
        now);
  }
}
