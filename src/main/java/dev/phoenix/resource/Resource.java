package dev.phoenix.resource;

import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the files want of one object of the world.
 *
 * @param attributes every managed attribute, defaults filled in, in the canonical spelling of its
 *     type
 * @param secrets secret attributes by path ({@code admin_password}, {@code env.DB_PASS})
 * @param dependencies what must be there first
 * @param within the dependency this object lives in: when that one is replaced or deleted this one
 *     must be made anew or goes with it; null if it stands by itself
 * @param isProtected whether it may neither be deleted nor made anew
 * @param origin where the files say so; null for what no file names
 */
public record Resource(
    Address address,
    Attributes attributes,
    SortedMap<String, Secret> secrets,
    SortedSet<Address> dependencies,
    @Nullable Address within,
    boolean isProtected,
    @Nullable Position origin) {

  public Resource {
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    if (within != null && !dependencies.contains(within)) {
      throw new IllegalArgumentException(address + " lives in " + within + ", not a dependency");
    }
  }

  /** One that is not protected. */
  public Resource(
      Address address,
      Attributes attributes,
      SortedMap<String, Secret> secrets,
      SortedSet<Address> dependencies,
      @Nullable Address within,
      @Nullable Position origin) {
    this(address, attributes, secrets, dependencies, within, false, origin);
  }

  /** The same that needs these too. */
  public Resource needing(SortedSet<Address> more) {
    if (dependencies.containsAll(more)) {
      return this;
    }
    SortedSet<Address> all = new TreeSet<>(dependencies);
    all.addAll(more);
    return new Resource(address, attributes, secrets, all, within, isProtected, origin);
  }

  /** The same with other attributes and protection. */
  public Resource with(Attributes others, boolean protect) {
    return protect == isProtected && others.equals(attributes)
        ? this
        : new Resource(address, others, secrets, dependencies, within, protect, origin);
  }
}
