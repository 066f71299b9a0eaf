package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Another address for one record. Those that need it know it by that, also where an attribute names
 * it; and its secrets are digested with their new place, as far as anybody knows them.
 */
public final class Renaming {
  private final Address from;
  private final Address to;
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
    boolean isIt = recorded.address().equals(from);
    boolean needsIt = recorded.dependencies().contains(from);
    if (!isIt && !needsIt) {
      return recorded;
    }
    SortedSet<Address> dependencies = new TreeSet<>(recorded.dependencies());
    if (dependencies.remove(from)) {
      dependencies.add(to);
    }
    return new Recorded(
        isIt ? to : recorded.address(),
        recorded.identity(),
        needsIt ? attributes(recorded.attributes()) : recorded.attributes(),
        isIt ? digests(recorded.secretDigests()) : recorded.secretDigests(),
        dependencies,
        from.equals(recorded.within()) ? to : recorded.within(),
        recorded.isProtected(),
        recorded.status(),
        recorded.stage());
  }

  private Attributes attributes(Attributes before) {
    SortedMap<String, JsonNode> after = new TreeMap<>(before.values());
    after.replaceAll((_, value) ->
        value.isString() && value.stringValue().equals(from.toString())
            ? StringNode.valueOf(to.toString())
            : value);
    return Attributes.of(after);
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
