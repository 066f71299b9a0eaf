package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Found;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an import adds to the records.
 *
 * @param found what is recorded now
 * @param all the records with these
 */
record NewRecords(List<Change> found, SortedMap<Address, Recorded> all) {

  /**
   * Those of the changes that can be recorded as they are.
   *
   * @param foreign whether those that look like somebody else's are taken too
   */
  static NewRecords of(Stream<Change> changes, boolean foreign, StateRun run) {
    SortedMap<Address, Recorded> all = new TreeMap<>(run.state().resources());
    List<Change> found = new ArrayList<>();
    changes.forEach(change -> {
      Optional<Recorded> recorded = Found.record(change, foreign, run.digests());
      recorded.ifPresent(record -> {
        all.put(record.address(), record);
        found.add(change);
      });
    });
    return new NewRecords(found, all);
  }

  int count() {
    return found.size();
  }

  /** The state as it is then, or null after an error that was reported. */
  @Nullable State commit(StateRun run, Session session) {
    Diagnostics problems = new Diagnostics();
    State now = run.commit(all, problems);
    return session.report(problems) ? now : null;
  }
}
