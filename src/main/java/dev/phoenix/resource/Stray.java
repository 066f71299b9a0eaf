package dev.phoenix.resource;

/**
 * Something in the world that is ours by all that can be seen.
 *
 * @param owner the address that it was made for, in whatever workspace
 * @param key of the object as its type gives it: a mark keeps the address of before where the
 *     object was renamed since
 * @param what for the person: {@code container portainer_agent on docker/web2}
 * @param sign by what it is ours: completes "it ..."
 */
public record Stray(Address owner, String key, String what, String sign)
    implements Comparable<Stray> {
  /** One that bears our mark itself. */
  public Stray(Address owner, String key, String what) {
    this(owner, key, what, "bears our mark");
  }

  @Override
  public int compareTo(Stray other) {
    int first = owner.compareTo(other.owner);
    return first != 0 ? first : what.compareTo(other.what);
  }
}
