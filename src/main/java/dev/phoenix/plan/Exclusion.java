package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is left out must neither go with what it lives in nor be put up with what it runs on. */
final class Exclusion {
  private final ResourceTypes types;
  private final SortedMap<Address, Draft> drafts;
  private final Subjects subjects;

  Exclusion(ResourceTypes types, SortedMap<Address, Draft> drafts, Subjects subjects) {
    this.types = types;
    this.drafts = drafts;
    this.subjects = subjects;
  }

  /** Has what would take something along that is left out stay as it is. */
  void keep(Selection selection) {
    SortedSet<Address> kept = new TreeSet<>(selection.excluded());
    kept.addAll(selection.kept());
    kept.removeAll(selection.acted());
    for (Address address : kept) {
      Draft draft = drafts.get(address);
      if (draft != null && !draft.operations().isEmpty()) {
        keep(draft, selection.excluded().contains(address) ? "is excluded" : "is left out");
      }
    }
  }

  private void keep(Draft draft, String why) {
    String lives = draft.subject.address() + ", which " + why + ", lives in it";
    String runs = draft.subject.address() + ", which " + why + ", runs on it";
    boolean lost = false;
    for (Draft ground : grounds(draft)) {
      if (ground.another || ground.leaves()) {
        lost = true;
        ground.block("cannot be made anew: " + runs);
        around(ground).forEach(home -> home.block("cannot go: " + runs));
      }
    }
    for (Draft home : around(draft)) {
      lost = true;
      home.block("cannot go: " + lives);
    }
    if (lost || draft.leaves()) {
      draft.block(why + ", and would be lost with what it lives in or runs on");
    } else {
      // It is lost already: what it lived in may come back without it.
      draft.is(Action.NO_OP, null).because(why);
      draft.updates = false;
      draft.disruption = Rule.Disruption.NONE;
    }
  }

  private List<Draft> grounds(Draft draft) {
    Set<String> names = types.of(draft.subject.address()).runsOn();
    return subjects
        .dependencies(draft.subject.address())
        .distinct()
        .filter(address -> names.contains(address.type()))
        .flatMap(address -> Stream.ofNullable(drafts.get(address)))
        .toList();
  }

  /** What it lives in, near and far, as far as that goes. */
  private Set<Draft> around(Draft draft) {
    Set<Draft> around = new LinkedHashSet<>();
    Draft home = home(draft);
    while (home != null && around.add(home)) {
      home = home(home);
    }
    around.removeIf(it -> !it.leaves());
    return around;
  }

  private @Nullable Draft home(Draft draft) {
    Address home = draft.subject.within();
    return home == null ? null : drafts.get(subjects.now(home));
  }
}
