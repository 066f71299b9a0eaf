package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Renames;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Another address for one record. All that name it know it by that, also where an attribute does;
 * and its secrets are digested with their new place, as far as anybody knows them.
 */
public final class Renaming {
  private final Address from;
  private final Address to;
  private final Renames renames;
  private final SecretDigests digests;
  private final Map<Address, SortedMap<String, Secret>> secrets;
  private final SortedSet<String> lost = new TreeSet<>();

  /**
   * Of a record.
   *
   * @param secrets that the files give, under the old address or the new
   */
  public Renaming(
      Address from,
      Address to,
      SecretDigests digests,
      Map<Address, SortedMap<String, Secret>> secrets) {
    this.from = from;
    this.to = to;
    this.renames = new Renames(Map.of(from, to));
    this.digests = digests;
    this.secrets = secrets;
  }

  /** Paths of secrets that nobody knows, so that they count as not set. */
  public SortedSet<String> lost() {
    return lost;
  }

  /** What is recorded then. */
  public SortedMap<Address, Recorded> of(State state) {
    SortedMap<Address, Recorded> all = new TreeMap<>();
    for (Recorded recorded : state.resources().values()) {
      Recorded renamed = renamed(recorded);
      all.put(renamed.address(), renamed);
    }
    return all;
  }

  private Recorded renamed(Recorded recorded) {
    Recorded now = renames.in(recorded);
    return recorded.address().equals(from)
        ? new Recorded(
            to,
            now.identity(),
            now.attributes(),
            digests(now.secretDigests()),
            now.dependencies(),
            now.within(),
            now.isProtected(),
            now.status(),
            now.stage())
        : now;
  }

  private SortedMap<String, String> digests(SortedMap<String, String> before) {
    SortedMap<String, String> after = new TreeMap<>();
    before.forEach((path, digest) -> {
      Secret secret = known(path, digest);
      if (secret == null) {
        lost.add(path);
      } else {
        after.put(path, digests.of(to, path, secret));
      }
    });
    return after;
  }

  private @Nullable Secret known(String path, String digest) {
    for (Address address : List.of(to, from)) {
      Secret secret = secrets.getOrDefault(address, new TreeMap<>()).get(path);
      if (secret != null && digests.matches(digest, from, path, secret)) {
        return secret;
      }
    }
    return null;
  }
}
