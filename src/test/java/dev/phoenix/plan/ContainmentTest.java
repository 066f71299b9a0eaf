package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Progress;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A box with a thing inside, and in that another one; an app is kept elsewhere and runs in it. */
class ContainmentTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final PlanOptions DESTROY = PlanOptions.USUAL.destroying();

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
  }

  private static Resource resource(
      String address, String kind, @Nullable String within, String... dependencies) {
    TreeSet<Address> needed = new TreeSet<>();
    for (String dependency : dependencies) {
      needed.add(Address.parse(dependency));
    }
    if (within != null) {
      needed.add(Address.parse(within));
    }
    Address own = Address.parse(address);
    return new Resource(
        own,
        Fleet.attributes(own.name(), kind, 1),
        new TreeMap<>(),
        needed,
        within == null ? null : Address.parse(within),
        null);
  }

  private static List<Resource> fleet(String kind) {
    return List.of(
        resource("box/b", kind, null),
        resource("thing/b/docker", "a", "box/b"),
        resource("thing/b/agent", "a", "thing/b/docker"),
        resource("thing/server", "a", null),
        resource("app/x", "a", "thing/server", "thing/b/docker"));
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream()
        .map(s -> s.number() + " " + s.operation() + " " + s.address() + " " + s.after())
        .toList();
  }

  private static Change change(Plan plan, String address) {
    return plan.changes().stream()
        .filter(change -> change.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static PlanOptions without(String address) {
    return PlanOptions.USUAL.of(new Scope(Set.of(), Set.of(), Set.of(new AddressPattern(address))));
  }

  @Test
  void whatAnExcludedObjectLivesInStaysWithIt() {
    site.apply(fleet("a"));

    Plan destroy = site.plan(fleet("a"), without("thing/b/docker").destroying());
    assertThat(steps(destroy)).isEmpty();
    assertThat(destroy.warnings().toString())
        .contains("app/x, box/b, thing/b/agent, thing/server.");

    Plan gone = site.plan(List.of(), without("thing/b/agent"));
    assertThat(steps(gone)).noneMatch(step -> step.contains("box/b"));
  }

  @Test
  void whatIsExcludedKeepsItsHomeFromBeingMadeAnew() {
    site.apply(fleet("a"));

    Plan plan = site.plan(fleet("b"), without("thing/b/agent"));

    assertThat(change(plan, "box/b").blocked())
        .isEqualTo("cannot go: thing/b/agent, which is excluded, lives in it");
    assertThat(steps(plan)).noneMatch(step -> step.contains("DELETE"));
  }

  /** Only the box differs. */
  private static List<Resource> otherBox(Resource... more) {
    List<Resource> fleet = new ArrayList<>(List.of(more));
    Set<Address> given = fleet.stream().map(Resource::address).collect(Collectors.toSet());
    fleet("a").stream().filter(it -> !given.contains(it.address())).forEach(fleet::add);
    fleet.removeIf(it -> it.address().type().equals("box"));
    fleet.add(resource("box/b", "b", null));
    return fleet;
  }

  @Test
  void whatIsDrawnInIsComparedWithTheFilesToo() {
    site.apply(fleet("a"));
    Resource app = resource("app/x", "a", null, "thing/server", "thing/b/docker", "thing/new");
    Resource changed =
        new Resource(
            app.address(),
            Fleet.attributes("x", "a", 5),
            app.secrets(),
            app.dependencies(),
            null,
            null);
    List<Resource> files =
        otherBox(
            changed,
            resource("thing/new", "a", null),
            resource("thing/b/fresh", "a", "box/b"),
            resource("thing/far", "a", null));

    Plan plan = site.plan(files, PlanOptions.USUAL.of(Scope.targets(Address.parse("box/b"))));

    assertThat(change(plan, "app/x").differences())
        .extracting(AttributeChange::path)
        .containsExactly("size");
    assertThat(change(plan, "app/x").reasons()).doesNotContain("is left out");
    assertThat(steps(plan)).noneMatch(step -> step.contains("fresh"));
    assertThat(change(plan, "thing/new").action()).isEqualTo(Action.CREATE);
    assertThat(steps(plan)).noneMatch(step -> step.contains("thing/far"));
  }

  @Test
  void whatIsDrawnInMayHaveLeftTheFiles() {
    site.apply(fleet("a"));
    List<Resource> files = otherBox();
    files.removeIf(it -> it.address().toString().equals("thing/b/agent"));

    Plan plan = site.plan(files, PlanOptions.USUAL.of(Scope.targets(Address.parse("box/b"))));

    assertThat(steps(plan)).anyMatch(step -> step.contains("VANISH thing/b/agent"));
    assertThat(steps(plan)).noneMatch(step -> step.contains("CREATE thing/b/agent"));
  }

  @Test
  void whatIsExcludedKeepsWhatItRunsOnFromBeingMadeAnew() {
    site.apply(fleet("a"));

    Plan plan = site.plan(otherBox(), without("app/x"));

    assertThat(plan.steps()).isEmpty();
    assertThat(change(plan, "box/b").blocked())
        .isEqualTo("cannot go: app/x, which is excluded, runs on it");
    assertThat(change(plan, "thing/b/docker").blocked())
        .isEqualTo("cannot be made anew: app/x, which is excluded, runs on it");
    assertThat(change(plan, "app/x").blocked()).startsWith("is excluded");
  }

  @Test
  void whatWasLostComesBackWithoutWhatIsExcluded() {
    site.apply(fleet("a"));
    site.world.remove("b/docker");

    Plan plan = site.plan(fleet("a"), without("app/x"));

    assertThat(steps(plan)).containsExactly("1 CREATE thing/b/docker []");
    assertThat(change(plan, "app/x").action()).isEqualTo(Action.NO_OP);
  }

  @Test
  void whatTriggersAReplacementMayItselfBeTakenAlong() {
    Lifecycles with =
        new Lifecycles(
            List.of(
                new Lifecycle(
                    new AddressPattern("app/x"),
                    null,
                    List.of(),
                    List.of(),
                    List.of(new AddressPattern("thing/b/docker")),
                    Position.ofFile("f"))));
    site.apply(fleet("a"));

    Plan plan = site.plan(fleet("b"), PlanOptions.USUAL.with(with));

    assertThat(change(plan, "app/x").action()).isEqualTo(Action.REPLACE);
  }

  @Test
  void ofATargetThatIsMadeAnewThePlanNamesAllThatGoesWithIt() {
    site.apply(fleet("a"));

    Plan plan = site.plan(fleet("b"), PlanOptions.USUAL.of(Scope.targets(Address.parse("box/b"))));

    assertThat(steps(plan)).anyMatch(step -> step.contains("CREATE thing/b/agent"));
    assertThat(change(plan, "thing/b/docker").reasons())
        .contains("lives in box/b, which is replaced");
    assertThat(change(plan, "app/x").action()).isEqualTo(Action.UPDATE);
  }

  @Test
  void whatLivesInABoxGoesWithItInOneStepAndWhatIsKeptElsewhereGoesFirst() {
    site.apply(fleet("a"));
    Plan plan = site.plan(fleet("a"), DESTROY);
    assertThat(steps(plan))
        .containsExactly(
            "1 DELETE app/x []",
            "2 DELETE box/b [1]",
            "3 VANISH thing/b/agent [2]",
            "4 VANISH thing/b/docker [2]",
            "5 DELETE thing/server [1]");
    assertThat(change(plan, "thing/b/agent").reasons()).contains("goes with box/b");
    site.apply(fleet("a"), DESTROY, Progress.silent());
    assertThat(site.world.things()).isEmpty();
    assertThat(site.state().resources()).isEmpty();
  }

  @Test
  void aBoxIsDeletedThoughNobodyCanLookInside() {
    site.apply(fleet("a"));
    site.world.unreachable().addAll(Set.of("b/docker", "b/agent", "x"));
    Plan plan = site.plan(fleet("a"), DESTROY);
    assertThat(plan.changes()).allMatch(change -> change.blocked() == null);
    assertThat(change(plan, "app/x").reasons())
        .contains("ran on thing/b/docker, which goes with box/b");
    site.apply(fleet("a"), DESTROY, Progress.silent());
    assertThat(site.world.things()).isEmpty();
    assertThat(site.state().resources()).isEmpty();
  }

  @Test
  void aBoxThatCannotBeReachedKeepsAllThatIsInIt() {
    site.apply(fleet("a"));
    site.world.unreachable().addAll(Set.of("b", "b/docker", "b/agent", "x"));
    Plan plan = site.plan(fleet("a"), DESTROY);
    assertThat(steps(plan)).isEmpty();
    assertThat(change(plan, "box/b").blocked()).startsWith("cannot be reached: no route to b");
    assertThat(change(plan, "thing/b/agent").blocked())
        .startsWith("cannot be reached: no route to b/agent");
  }

  @Test
  void whatIsInsideAReplacedBoxIsMadeAnewAndWhatRunsThereIsPutUpAgain() {
    site.apply(fleet("a"));
    Plan plan = site.plan(fleet("b"));
    assertThat(steps(plan))
        .containsExactly(
            "1 DELETE box/b []",
            "2 CREATE box/b [1]",
            "3 VANISH thing/b/agent [1]",
            "4 VANISH thing/b/docker [1]",
            "5 CREATE thing/b/docker [2, 4]",
            "6 CREATE thing/b/agent [3, 5]",
            "7 UPDATE app/x [5]");
    assertThat(change(plan, "app/x").cause()).isEqualTo(Cause.UPSTREAM);
    assertThat(change(plan, "app/x").reasons())
        .containsExactly("runs on thing/b/docker, which is made anew");
    site.apply(fleet("b"));
    assertThat(site.plan(fleet("b")).hasChanges()).isFalse();
    assertThat(site.world.created("b/agent")).isEqualTo(2);
    assertThat(site.world.created("x")).isEqualTo(1);
  }

  @Test
  void whatIsLostWithItsGroundIsPutUpAgainThoughItCannotBeSeen() {
    site.apply(fleet("a"));
    site.world.remove("b");
    site.world.remove("b/docker");
    site.world.remove("b/agent");
    site.world.unreachable().add("x");
    Plan plan = site.plan(fleet("a"));
    assertThat(change(plan, "app/x").blocked()).isNull();
    assertThat(steps(plan))
        .containsExactly(
            "1 CREATE box/b []",
            "2 CREATE thing/b/docker [1]",
            "3 CREATE thing/b/agent [2]",
            "4 UPDATE app/x [2]");
  }

  @Test
  void aDiskMayGrowAndIsNeverMadeSmaller() {
    site.apply(List.of(disk(20)));
    Plan grown = site.plan(List.of(disk(32)));
    assertThat(steps(grown)).containsExactly("1 UPDATE thing/d []");
    assertThat(grown.changes().getFirst().disruption()).isEqualTo(Rule.Disruption.NONE);
    Plan shrunk = site.plan(List.of(disk(10)));
    assertThat(steps(shrunk)).isEmpty();
    assertThat(shrunk.changes().getFirst().blocked())
        .startsWith("cannot change disks.scsi0.gib without losing data.");
  }

  @Test
  void aDiskThatComesOrGoesIsNoReasonToMakeItsOwnerAnew() {
    site.apply(List.of(disk(20, "a")));
    Plan more = site.plan(List.of(disk(20, "a", "b")));
    assertThat(steps(more)).containsExactly("1 UPDATE thing/d []");
    assertThat(more.changes().getFirst().disruption()).isEqualTo(Rule.Disruption.NONE);
    site.apply(List.of(disk(20, "a", "b")));
    assertThat(steps(site.plan(List.of(disk(20, "a"))))).containsExactly("1 UPDATE thing/d []");
    assertThat(steps(site.plan(List.of(disk(20, "c", "b")))))
        .containsExactly("1 DELETE thing/d []", "2 CREATE thing/d [1]");
  }

  /** One disk for each store. */
  private static Resource disk(int gib, String... stores) {
    ObjectNode disks = JSON.objectNode();
    disks.putObject("scsi0").put("gib", gib);
    for (int at = 0; at < stores.length; at++) {
      disks.putObject("scsi" + (at + 1)).put("gib", gib).put("store", stores[at]);
    }
    return Fleet.thing("d", Attributes.builder().put("key", "d").put("disks", disks).build());
  }

  private static List<Resource> onServer(String kind) {
    return List.of(
        resource("thing/server", kind, null), resource("app/x", "a", null, "thing/server"));
  }

  @Test
  void whatIsExcludedIsNotPutUpAgainSoWhatItRunsOnStays() {
    site.apply(onServer("a"));

    Plan plan = site.plan(onServer("b"), without("app/x"));

    assertThat(plan.steps()).isEmpty();
    assertThat(change(plan, "thing/server").blocked())
        .isEqualTo("cannot be made anew: app/x, which is excluded, runs on it");
  }

  @Test
  void whatIsNeitherNamedNorThereIsNotPutUpAgain() {
    site.apply(onServer("a"));
    site.world.remove("x");
    PlanOptions server = PlanOptions.USUAL.of(Scope.targets(Address.parse("thing/server")));

    assertThat(steps(site.plan(onServer("b"), server)))
        .containsExactly("1 DELETE thing/server []", "2 CREATE thing/server [1]");
  }

  @Test
  void whatGoesWithItsHomeTurnsNoOtherOrderAround() {
    List<Resource> fleet =
        List.of(
            resource("box/home", "a", null),
            resource("box/other", "a", null, "box/home"),
            resource("thing/home/inside", "a", "box/home", "box/other"));
    site.apply(fleet);

    assertThat(steps(site.plan(fleet, DESTROY)))
        .containsExactly(
            "1 DELETE box/other []", "2 DELETE box/home [1]", "3 VANISH thing/home/inside [2]");
  }
}
