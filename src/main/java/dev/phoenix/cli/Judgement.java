package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.diagnostic.Severity;
import dev.phoenix.discovery.Draft;
import dev.phoenix.discovery.Verdicts;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Rule;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a plan says about a draft: what of it would change anything, and so cannot stand. */
final class Judgement {
  /** Of these nothing is left alone: whether they are as wanted is what phoenix is there for. */
  private static final Set<String> WHOLE = Set.of("stack", "volume", "network", "registry");

  private static final String STACKS = "stacks/";

  private final Set<Address> declared;
  private final SortedMap<Address, SortedSet<String>> ignored = new TreeMap<>();
  private final SortedMap<Address, String> refused = new TreeMap<>();

  /**
   * A judgement of what is new.
   *
   * @param declared what the files had before, which is the user's
   */
  Judgement(Set<Address> declared) {
    this.declared = declared;
  }

  Verdicts of(Plan plan) {
    plan.changes().stream()
        .filter(change -> change.recorded() == null && !declared.contains(change.address()))
        .forEach(this::judge);
    if (ignored.isEmpty() && refused.isEmpty()) {
      plan.changes().stream()
          .filter(change -> change.recorded() == null && !declared.contains(change.address()))
          .filter(change -> change.blocked() != null)
          .forEach(change -> refused.put(change.address(), change.blocked()));
    }
    return new Verdicts(ignored, refused);
  }

  /** What the checks of the files say of stacks that were drafted. */
  static Verdicts of(Draft draft, Diagnostics diagnostics) {
    SortedMap<Address, String> refused = new TreeMap<>();
    for (Diagnostic found : diagnostics.sorted()) {
      Position place = found.position();
      if (found.severity() == Severity.ERROR
          && place != null
          && place.file().startsWith(STACKS)
          && draft.files().containsKey(place.file())) {
        String folder = place.file().substring(STACKS.length()).replaceFirst("/.*", "");
        refused.putIfAbsent(
            new Address("stacks", folder),
            "line %d of its Compose file: %s. %s"
                .formatted(place.line(), found.summary(), found.detail()));
      }
    }
    return new Verdicts(new TreeMap<>(), refused);
  }

  private void judge(Change change) {
    switch (change.observed()) {
      case Absent _ ->
          refused.put(
              change.address(),
              "%s would be made by the files: nothing like it is there"
                  .formatted(change.address()));
      case Unreachable unreachable -> refused.put(change.address(), unreachable.reason());
      case Present _ -> {
        SortedSet<String> paths = differing(change);
        if (!paths.isEmpty() && WHOLE.contains(change.address().type())) {
          refused.put(
              change.address(),
              paths.stream().allMatch(path -> path.startsWith("services."))
                  ? "not all of it runs (%s): start it in Portainer and look again"
                      .formatted(String.join(", ", paths))
                  : "it differs from all that files can say of it in " + String.join(", ", paths));
        } else if (!paths.isEmpty()) {
          ignored.put(change.address(), paths);
        }
      }
    }
  }

  /** Attributes that the world shows, and shows to be other than the files would have them. */
  static SortedSet<String> differing(Change change) {
    SortedSet<String> paths = new TreeSet<>();
    if (change.observed() instanceof Present present) {
      for (AttributeChange difference : change.differences()) {
        String path = difference.path();
        boolean seen =
            difference.sensitive()
                ? present.secrets().containsKey(path)
                : present.attributes().has(path.replaceFirst("\\..*", ""));
        if (seen && difference.onChange() != Rule.OnChange.RECORD) {
          paths.add(toIgnore(path, present));
        }
      }
    }
    return paths;
  }

  /** All of what is not there at all, and of what files cannot switch off. */
  private static String toIgnore(String path, Present present) {
    String[] members = path.split("\\.", 3);
    boolean whole =
        members[0].equals("cloud_init")
            || (members.length > 2 && !present.attributes().object(members[0]).has(members[1]));
    return whole ? members[0] : path;
  }
}
