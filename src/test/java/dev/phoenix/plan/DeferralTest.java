package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with a tag in it, and a stack that bears the tag: what becomes of both if it is down.
 */
class DeferralTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
  }

  private static Attributes server(boolean running) {
    return Attributes.builder().put("key", "server").put("size", 1).put("running", running).build();
  }

  private static final Resource SERVER = Fleet.thing("server", server(true));
  private static final Resource TAG = Fleet.thing("tag", "server");
  private static final Resource STACK = Fleet.thing("stack", "tag");
  private static final List<Resource> ALL = List.of(SERVER, TAG, STACK);

  private void down() {
    site.world.change("server", server(false));
    site.world.unreachable().add("tag");
    site.world.unreachable().add("stack");
  }

  private static String line(Change change) {
    return change.action()
        + " "
        + change.address()
        + (change.blocked() == null ? "" : " blocked: " + change.blocked())
        + (change.deferredTo() == null ? "" : " deferred to " + change.deferredTo());
  }

  private static List<String> lines(Plan plan) {
    return plan.changes().stream().map(DeferralTest::line).toList();
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(step -> step.operation() + " " + step.address()).toList();
  }

  @Test
  void whatIsNewBehindAServerThatIsDownIsPlannedOnceItIsUp() {
    site.apply(List.of(SERVER));
    down();

    Plan plan = site.plan(ALL);

    assertThat(lines(plan))
        .containsExactly(
            "UPDATE thing/server",
            "CREATE thing/tag deferred to thing/server",
            "CREATE thing/stack deferred to thing/server");
    assertThat(steps(plan)).containsExactly("UPDATE thing/server");
    assertThat(plan.blocked()).isZero();
    assertThat(plan.deferred()).isEqualTo(2);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void whatWasMadeBeforeIsLookedAtAgain() {
    site.apply(ALL);
    down();

    Plan plan = site.plan(ALL);

    assertThat(lines(plan))
        .containsExactly(
            "UPDATE thing/server",
            "NO_OP thing/tag deferred to thing/server",
            "NO_OP thing/stack deferred to thing/server");
    assertThat(plan.deferred()).isZero();
    assertThat(plan.grounds()).containsExactly(SERVER.address());
  }

  @Test
  void whatLeftTheFilesIsDeletedOnlyOnceItCanBeSeen() {
    site.apply(ALL);
    down();

    Plan plan = site.plan(List.of(SERVER));

    assertThat(lines(plan))
        .contains(
            "DELETE thing/tag deferred to thing/server",
            "DELETE thing/stack deferred to thing/server");
    assertThat(steps(plan)).containsExactly("UPDATE thing/server");
  }

  @Test
  void whatDependsOnSomethingDeferredWaitsWithIt() {
    site.apply(List.of(SERVER));
    down();
    site.world.unreachable().remove("stack");

    assertThat(lines(site.plan(ALL))).contains("CREATE thing/stack deferred to thing/server");
  }

  @Test
  void nothingIsDeferredToAServerThatIsMadeAnew() {
    site.apply(ALL);
    down();

    Plan plan =
        site.plan(ALL, PlanOptions.USUAL.replacing(Set.of(AddressPattern.of(SERVER.address()))));

    assertThat(plan.grounds()).isEmpty();
  }

  @Test
  void whatIsNewIsDeferredToAServerThatIsMadeAnew() {
    site.apply(List.of(SERVER));
    down();

    Plan plan =
        site.plan(ALL, PlanOptions.USUAL.replacing(Set.of(AddressPattern.of(SERVER.address()))));

    assertThat(lines(plan))
        .containsExactly(
            "REPLACE thing/server",
            "CREATE thing/tag deferred to thing/server",
            "CREATE thing/stack deferred to thing/server");
  }

  @Test
  void behindAServerThatIsUpNothingIsDeferred() {
    site.apply(List.of(SERVER));
    site.world.unreachable().add("tag");

    Plan plan = site.plan(ALL);

    assertThat(lines(plan).get(1))
        .startsWith("CREATE thing/tag blocked: cannot be reached: no route to tag.");
    assertThat(lines(plan).get(2)).startsWith("CREATE thing/stack blocked: waits for thing/tag");
    assertThat(plan.grounds()).isEmpty();
  }

  @Test
  void aServerThatCannotBeBroughtUpBlocksWhatIsBehindIt() {
    Resource disk = Fleet.thing("disk");
    Resource server = Fleet.thing("server", server(true), "disk");
    site.apply(List.of(disk, server));
    down();
    site.world.unreachable().add("disk");

    Plan plan =
        site.plan(List.of(Fleet.thing("disk", Fleet.attributes("disk", "a", 2)), server, TAG));

    assertThat(lines(plan).get(1)).startsWith("UPDATE thing/server blocked: waits for thing/disk");
    assertThat(lines(plan).get(2)).startsWith("CREATE thing/tag blocked: waits for thing/server");
  }
}
