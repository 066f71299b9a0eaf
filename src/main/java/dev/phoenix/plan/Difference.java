package dev.phoenix.plan;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.state.SecretDigests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What differs between what the files want, what was recorded and what is there. */
final class Difference {
  private final Rules rules;
  private final SecretDigests digests;
  private final Resource desired;
  private final @Nullable Recorded recorded;
  private final SortedMap<String, Rule.Disruption> disruptions;
  private final List<AttributeChange> changes = new ArrayList<>();

  private Difference(
      Rules rules,
      SecretDigests digests,
      Resource desired,
      @Nullable Recorded recorded,
      SortedMap<String, Rule.Disruption> disruptions) {
    this.rules = rules;
    this.digests = digests;
    this.desired = desired;
    this.recorded = recorded;
    this.disruptions = disruptions;
  }

  /**
   * The attributes of which the world is not as the files want it, by path.
   *
   * @param observed null if the world did not answer: then what was recorded counts
   */
  static List<AttributeChange> of(
      Rules rules,
      SecretDigests digests,
      Resource desired,
      @Nullable Recorded recorded,
      Observation.@Nullable Present observed) {
    Difference difference =
        new Difference(
            rules,
            digests,
            desired,
            recorded,
            observed == null ? new TreeMap<>() : observed.disruptions());
    difference.attributes(observed == null ? Attributes.NONE : observed.attributes());
    difference.secrets(observed);
    return difference.sorted();
  }

  /** The attributes of which the world is no longer as it was recorded, by path. */
  static List<AttributeChange> drift(
      Rules rules, SecretDigests digests, Recorded recorded, Observation.Present observed) {
    Difference difference =
        new Difference(rules, digests, asRecorded(recorded), recorded, observed.disruptions());
    difference.attributes(observed.attributes());
    difference.driftedSecrets(observed);
    return difference.sorted();
  }

  private static Resource asRecorded(Recorded recorded) {
    return new Resource(
        recorded.address(),
        recorded.attributes(),
        new TreeMap<>(),
        recorded.dependencies(),
        recorded.within(),
        recorded.isProtected(),
        null);
  }

  /** Of a secret that the world does not show nobody can say whether it is another now. */
  private void driftedSecrets(Observation.Present observed) {
    observed
        .secrets()
        .forEach((path, shown) -> {
          if (!isRecorded(path, shown)) {
            changes.add(secret(path, Cause.DRIFT));
          }
        });
  }

  private List<AttributeChange> sorted() {
    changes.sort((a, b) -> a.path().compareTo(b.path()));
    return List.copyOf(changes);
  }

  // An attribute that the files leave out is not managed; a member of one that they name is.
  private void attributes(Attributes observed) {
    desired
        .attributes()
        .values()
        .forEach((name, wanted) -> {
          JsonNode before = recorded == null ? null : recorded.attributes().get(name);
          JsonNode seen = observed.get(name);
          if (seen != null || before != null || rules.mayBeSetUnseen(name)) {
            compare(name, null, wanted, before, seen == null ? before : seen);
          }
        });
  }

  /**
   * Compares down to the members.
   *
   * @param whole path of the object within an attribute that comes or goes with all its members:
   *     that is a change of what it lies in, and none of what each member was
   */
  private void compare(
      String path,
      @Nullable String whole,
      @Nullable JsonNode wanted,
      @Nullable JsonNode before,
      @Nullable JsonNode seen) {
    if (Objects.equals(wanted, seen)) {
      return;
    }
    int count = changes.size();
    if (mayRecurse(wanted, seen)) {
      boolean comesOrGoes =
          whole == null && path.indexOf('.') > 0 && (wanted == null || seen == null);
      String object = comesOrGoes ? path : whole;
      TreeSet<String> names = new TreeSet<>();
      names.addAll(names(wanted));
      names.addAll(names(seen));
      names.forEach(name ->
          compare(
              path + "." + name,
              object,
              member(wanted, name),
              member(before, name),
              member(seen, name)));
    }
    if (changes.size() == count) {
      Cause cause = cause(Objects.equals(seen, before), Objects.equals(wanted, before));
      String ruled = whole == null ? path : whole;
      changes.add(
          new AttributeChange(
              path,
              seen,
              wanted,
              cause,
              false,
              rules.onChange(ruled, seen, wanted),
              rules.disruption(ruled, disruptions),
              rules.isRestless(path)));
    }
  }

  private static boolean mayRecurse(@Nullable JsonNode wanted, @Nullable JsonNode seen) {
    return (wanted == null || wanted.isObject()) && (seen == null || seen.isObject());
  }

  private static Collection<String> names(@Nullable JsonNode node) {
    return node instanceof ObjectNode object ? object.propertyNames() : List.of();
  }

  private static @Nullable JsonNode member(@Nullable JsonNode node, String name) {
    return node instanceof ObjectNode object ? object.get(name) : null;
  }

  private Cause cause(boolean worldIsAsRecorded, boolean filesAreAsRecorded) {
    if (recorded == null || worldIsAsRecorded) {
      return Cause.CONFIG;
    }
    return filesAreAsRecorded ? Cause.DRIFT : Cause.BOTH;
  }

  private void secrets(Observation.@Nullable Present observed) {
    TreeSet<String> paths = new TreeSet<>(desired.secrets().keySet());
    if (recorded != null) {
      paths.addAll(recorded.secretDigests().keySet());
    }
    SortedMap<String, Secret> shown = observed == null ? new TreeMap<>() : observed.secrets();
    for (String path : paths) {
      secret(path, desired.secrets().get(path), shown.get(path));
    }
  }

  private void secret(String path, @Nullable Secret wanted, @Nullable Secret shown) {
    boolean wantedAsRecorded = isRecorded(path, wanted);
    boolean shownAsRecorded = shown == null || isRecorded(path, shown);
    boolean same = shown == null ? wantedAsRecorded : shown.equals(wanted);
    if (!same) {
      changes.add(secret(path, cause(shownAsRecorded, wantedAsRecorded)));
    }
  }

  private AttributeChange secret(String path, Cause cause) {
    return new AttributeChange(
        path,
        null,
        null,
        cause,
        true,
        rules.of(path).onChange(),
        rules.disruption(path, disruptions));
  }

  private boolean isRecorded(String path, @Nullable Secret secret) {
    String digest = recorded == null ? null : recorded.secretDigests().get(path);
    if (digest == null || secret == null || recorded == null) {
      return digest == null && secret == null;
    }
    return digests.matches(digest, recorded.address(), path, secret);
  }
}
