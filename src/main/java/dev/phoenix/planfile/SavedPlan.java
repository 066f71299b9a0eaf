package dev.phoenix.planfile;

import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Still;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.RecordFingerprint;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan that somebody may review and somebody else carry out.
 *
 * @param about what it was made from
 * @param plan what it does; unchanged resources are left out
 * @param marks of each address in it, by which is seen whether it is still as it was
 */
public record SavedPlan(About about, Plan plan, SortedMap<Address, Mark> marks) {

  /**
   * What a plan was made from.
   *
   * @param lab whether it is about the simulated world
   * @param lineage of the state; null if there was none
   * @param salt of the digests of secrets
   * @param still how many resources it leaves as they are
   */
  public record About(
      boolean lab,
      boolean destroy,
      Set<AddressPattern> adopt,
      Set<AddressPattern> replace,
      Set<AddressPattern> gone,
      Set<AddressPattern> exclude,
      @Nullable String lineage,
      long serial,
      String salt,
      Still still) {
    public About {
      adopt = Set.copyOf(adopt);
      replace = Set.copyOf(replace);
      gone = Set.copyOf(gone);
      exclude = Set.copyOf(exclude);
    }
  }

  /**
   * What the files and the state said of one object.
   *
   * @param secrets digest of each secret, by path
   * @param recorded fingerprint of its record; empty if there was none
   */
  public record Mark(SortedMap<String, String> secrets, String recorded) {
    static Mark of(Change change, SecretDigests digests) {
      Resource desired = change.desired();
      Recorded recorded = change.recorded();
      return new Mark(
          desired == null ? new TreeMap<>() : digests.of(desired),
          recorded == null ? "" : RecordFingerprint.of(recorded));
    }
  }

  /**
   * Of a plan that was just made.
   *
   * @param state that it was made from; the serial of one that was never written is 0
   * @param salt any text that no other plan has
   */
  public static SavedPlan of(
      Plan plan, PlanOptions options, State state, String salt, boolean lab) {
    SecretDigests digests = new SecretDigests(salt);
    SortedMap<Address, Mark> marks = new TreeMap<>();
    Plan touched = plan.touched();
    touched.changes().forEach(change -> marks.put(change.address(), Mark.of(change, digests)));
    About about =
        new About(
            lab,
            options.destroy(),
            options.adopt(),
            options.replace(),
            options.gone(),
            options.scope().excludes(),
            state.serial() == 0 ? null : state.lineage(),
            state.serial(),
            salt,
            plan.still());
    return new SavedPlan(about, touched, marks);
  }

  /** What a plan is to be about that is to do the same again. */
  public PlanOptions options(PlanOptions asked, Lifecycles lifecycles) {
    Set<AddressPattern> these =
        marks.keySet().stream().map(AddressPattern::of).collect(Collectors.toSet());
    return new PlanOptions(
        Scope.only(marks.keySet(), about.exclude()),
        about.destroy(),
        about.adopt(),
        about.replace(),
        about.gone(),
        asked.policy().losing(these),
        lifecycles);
  }
}
