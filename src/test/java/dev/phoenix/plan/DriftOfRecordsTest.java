package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed in the world since the last apply, whatever the files want by now. */
class DriftOfRecordsTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void applied() {
    site = new Site(folder.resolve("fleet.state.json"));
    site.apply(List.of(sized(1)));
  }

  private static Resource sized(int size) {
    return Fleet.thing("a", Fleet.attributes("a", "a", size));
  }

  private Plan drift(Resource... desired) {
    return site.drift(List.of(desired), PlanOptions.USUAL);
  }

  private static List<String> told(Plan drift) {
    return drift.changes().stream()
        .flatMap(change ->
            change.differences().stream()
                .map(it -> it.path() + " " + it.before() + " -> " + it.after() + " " + it.cause()))
        .toList();
  }

  @Test
  void whatIsAsItWasAppliedHasNotDriftedAlthoughTheFilesWantAnother() {
    assertThat(drift(sized(2)).hasChanges()).isFalse();
    assertThat(drift(sized(2), Fleet.thing("b")).hasChanges()).isFalse();
  }

  @Test
  void aChangeToWhatTheFilesWantByNowIsDriftToo() {
    site.world.change("a", Fleet.attributes("a", "a", 2));
    assertThat(told(drift(sized(2)))).containsExactly("size 2 -> 1 DRIFT");
  }

  @Test
  void whatTheFilesNameNoMoreIsHeldAgainstItsRecord() {
    assertThat(drift().hasChanges()).isFalse();
    site.world.change("a", Fleet.attributes("a", "a", 2));
    assertThat(told(drift())).containsExactly("size 2 -> 1 DRIFT");
    site.world.remove("a");
    assertThat(drift().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.DRIFT))
        .satisfies(change ->
            assertThat(change.reasons()).containsExactly("was deleted outside of phoenix"));
  }

  @Test
  void whatIsIgnoredIsNoDrift() {
    site.world.change("a", Fleet.attributes("a", "a", 2));
    Lifecycle ignoring =
        new Lifecycle(
            new AddressPattern("thing/*"),
            null,
            List.of("size"),
            List.of(),
            List.of(),
            Position.ofFile("f"));
    PlanOptions options = PlanOptions.USUAL.with(new Lifecycles(List.of(ignoring)));
    assertThat(site.drift(List.of(sized(1)), options).hasChanges()).isFalse();
  }

  @Test
  void whatNobodyCanLookAtIsCountedByItself() {
    assertThat(drift(sized(1)).still()).isEqualTo(new Still(1, 0));
    site.world.unreachable().add("a");
    Plan drift = drift(sized(1));
    assertThat(drift.hasChanges()).isFalse();
    assertThat(drift.still()).isEqualTo(new Still(0, 1));
    assertThat(drift.warnings()).hasSize(1);
  }
}
