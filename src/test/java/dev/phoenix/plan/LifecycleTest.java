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
import dev.phoenix.view.PlanView;
import dev.phoenix.view.Terminal;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may not go, what is left alone and what is made anew with something else. */
class LifecycleTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
  }

  private static Lifecycles protect(String pattern, @Nullable Boolean protect) {
    return new Lifecycles(List.of(lifecycle(pattern, protect, List.of(), List.of())));
  }

  private static Lifecycles ignoring(String... paths) {
    return new Lifecycles(List.of(lifecycle("thing/a", null, Arrays.asList(paths), List.of())));
  }

  private static Lifecycle lifecycle(
      String pattern, @Nullable Boolean protect, List<String> ignored, List<AddressPattern> with) {
    return new Lifecycle(
        new AddressPattern(pattern), protect, ignored, List.of(), with, Position.ofFile("f"));
  }

  private void apply(List<Resource> desired, PlanOptions options) {
    assertThat(site.apply(desired, options, Progress.silent()).isComplete()).isTrue();
  }

  private static List<String> denied(Plan plan) {
    return plan.denials().stream().map(denial -> denial.address().toString()).toList();
  }

  private static List<String> actions(Plan plan) {
    return plan.changes().stream().map(c -> c.action() + " " + c.address()).toList();
  }

  @Test
  void whatIsProtectedMayNeitherGoNorBeMadeAnew() {
    PlanOptions options = PlanOptions.USUAL.with(protect("thing/a", true));
    List<Resource> fleet = List.of(Fleet.thing("a"), Fleet.thing("b"));
    apply(fleet, options);

    List<Resource> anew = List.of(Fleet.thing("a", Fleet.attributes("a", "b", 1)));
    assertThat(denied(site.plan(anew, options))).containsExactly("thing/a");
    assertThat(denied(site.plan(List.of(), options))).containsExactly("thing/a");
    assertThat(denied(site.plan(fleet, options.destroying()))).containsExactly("thing/a");
    assertThat(denied(site.plan(fleet, options))).isEmpty();
  }

  @Test
  void protectionOutlivesTheBlockAndTheResourceUntilItIsTakenBack() {
    apply(List.of(Fleet.thing("a")), PlanOptions.USUAL.with(protect("thing/*", true)));

    assertThat(isProtectedInState()).isTrue();
    assertThat(actions(site.plan(List.of(Fleet.thing("a"))))).containsExactly("NO_OP thing/a");
    assertThat(denied(site.plan(List.of()))).containsExactly("thing/a");

    PlanOptions lifted = PlanOptions.USUAL.with(protect("thing/a", false));
    assertThat(denied(site.plan(List.of(), lifted))).isEmpty();
    apply(List.of(Fleet.thing("a")), lifted);
    assertThat(isProtectedInState()).isFalse();
    assertThat(denied(site.plan(List.of()))).isEmpty();
  }

  private boolean isProtectedInState() {
    return Objects.requireNonNull(site.state().get(Fleet.address("a"))).isProtected();
  }

  @Test
  void whatGoesWithItsHomeIsProtectedThereToo() {
    Resource box = Fleet.thing("box");
    Resource inside = Fleet.within(Fleet.thing("a", "box"), "box");
    apply(List.of(box, inside), PlanOptions.USUAL.with(protect("thing/a", true)));

    assertThat(denied(site.plan(List.of()))).containsExactly("thing/a");
  }

  @Test
  void kindsOfChangeCanBeDenied() {
    apply(List.of(Fleet.thing("a"), Fleet.thing("b")), PlanOptions.USUAL);
    List<Resource> other = List.of(Fleet.thing("a", Fleet.attributes("a", "b", 1)));

    Policy noReplace = new Policy(Set.of(Policy.Kind.REPLACE), Set.of());
    assertThat(denied(site.plan(other, PlanOptions.USUAL.under(noReplace))))
        .containsExactly("thing/a");
    Policy noDestroy = new Policy(Set.of(Policy.Kind.DESTROY), Set.of());
    assertThat(denied(site.plan(other, PlanOptions.USUAL.under(noDestroy))))
        .containsExactly("thing/b");
    Policy noReboot = new Policy(Set.of(Policy.Kind.REBOOT), Set.of());
    assertThat(denied(site.plan(other, PlanOptions.USUAL.under(noReboot)))).isEmpty();
  }

  @Test
  void whatHoldsDataGoesOnlyWhenThatIsSaid() {
    Resource disk =
        new Resource(
            Address.parse("disk/d"),
            Fleet.attributes("d", "a", 1),
            new TreeMap<>(),
            new TreeSet<>(),
            null,
            null);
    apply(List.of(disk), PlanOptions.USUAL);

    assertThat(denied(site.plan(List.of()))).containsExactly("disk/d");
    assertThat(site.plan(List.of()).denials().getFirst().why())
        .contains("--allow-data-loss disk/d");
    Policy allowed = new Policy(Set.of(), Set.of(new AddressPattern("disk/*")));
    assertThat(denied(site.plan(List.of(), PlanOptions.USUAL.under(allowed)))).isEmpty();
    assertThat(denied(site.plan(List.of(), PlanOptions.USUAL.with(protect("disk/d", false)))))
        .isEmpty();
    assertThat(denied(site.plan(List.of(disk), PlanOptions.USUAL.destroying()))).isEmpty();
    assertThat(denied(site.plan(List.of(disk), PlanOptions.USUAL.replacing(named("disk/d")))))
        .isEmpty();
  }

  @Test
  void whatIsBlockedLosesItsDataAllTheSameWithWhatItLivesIn() {
    Address home = Address.parse("vm/h");
    Resource disk =
        new Resource(
            Address.parse("disk/d"),
            Fleet.attributes("h/d", "a", 1),
            new TreeMap<>(),
            new TreeSet<>(Set.of(home, Fleet.address("t"))),
            home,
            null);
    apply(List.of(Fleet.thing("t"), machine(home, "a"), disk), PlanOptions.USUAL);
    site.world.unreachable().add("t");

    Policy allowed = new Policy(Set.of(), Set.of(new AddressPattern("vm/h")));
    Plan plan =
        site.plan(
            List.of(Fleet.thing("t"), machine(home, "b"), disk), PlanOptions.USUAL.under(allowed));
    assertThat(plan.blocked()).isPositive();
    assertThat(denied(plan)).containsExactly("disk/d");
    String text = PlanView.ofResults(Terminal.Look.PLAIN).render(plan);
    assertThat(text)
        .contains("Blocked: goes with what it lives in, and cannot be made anew now\n  ! disk/d")
        .contains("# goes with vm/h");
    assertThat(text).doesNotContain("stays as it is");
  }

  private static Resource machine(Address address, String kind) {
    return new Resource(
        address,
        Fleet.attributes(address.name(), kind, 1),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        null);
  }

  private static Set<AddressPattern> named(String pattern) {
    return Set.of(new AddressPattern(pattern));
  }

  private static Attributes with(int size, Map<String, String> env) {
    return Attributes.builder().put("key", "a").put("size", size).put("env", env).build();
  }

  @Test
  void changesOfWhatSomebodyElseLooksAfterAreLeftAlone() {
    apply(
        List.of(Fleet.thing("a", with(1, Map.of("LEVEL", "info", "MODE", "x")))),
        PlanOptions.USUAL);
    site.world.change("a", with(5, Map.of("LEVEL", "debug", "MODE", "x")));
    PlanOptions options = PlanOptions.USUAL.with(ignoring("size", "env.LEVEL"));
    List<Resource> wanted =
        List.of(Fleet.thing("a", with(2, Map.of("LEVEL", "warn", "MODE", "y"))));

    assertThat(site.plan(wanted, options).changes().getFirst().differences())
        .extracting(AttributeChange::path)
        .containsExactly("env.MODE");
    apply(wanted, options);

    assertThat(Objects.requireNonNull(site.world.things().get("a")).attributes())
        .isEqualTo(with(5, Map.of("LEVEL", "debug", "MODE", "y")));
    assertThat(actions(site.plan(wanted, options))).containsExactly("NO_OP thing/a");
  }

  @Test
  void whatIsMadeIsMadeAsTheFilesSayWhateverIsIgnoredLater() {
    apply(List.of(Fleet.thing("a", with(2, Map.of()))), PlanOptions.USUAL.with(ignoring("*")));

    assertThat(Objects.requireNonNull(site.world.things().get("a")).attributes())
        .isEqualTo(with(2, Map.of()));
  }

  @Test
  void aSecretCannotBeIgnored() {
    Resource secret = Fleet.secret(Fleet.thing("a"), "password", "hunter2!");

    Plan _ = site.plan(List.of(secret), PlanOptions.USUAL.with(ignoring("password")));

    assertThat(site.diagnostics.sorted().toString())
        .contains("changes of password of thing/a cannot be ignored");
  }

  @Test
  void isMadeAnewWithWhatTriggersIt() {
    Resource first = Fleet.thing("first");
    Resource second = Fleet.thing("second", "first");
    Resource third = Fleet.thing("third", "second");
    Lifecycles chain =
        new Lifecycles(
            List.of(
                lifecycle(
                    "thing/second", null, List.of(), List.of(new AddressPattern("thing/first"))),
                lifecycle(
                    "thing/third", null, List.of(), List.of(new AddressPattern("thing/sec*")))));
    PlanOptions options = PlanOptions.USUAL.with(chain);
    apply(List.of(first, second, third), options);
    Resource changed = Fleet.thing("first", Fleet.attributes("first", "a", 7));

    Plan plan = site.plan(List.of(changed, second, third), options);

    assertThat(actions(plan))
        .containsExactly("UPDATE thing/first", "REPLACE thing/second", "REPLACE thing/third");
    assertThat(plan.changes().get(2).reasons())
        .contains("is made anew with thing/second, which changes (replace_triggered_by)");
    assertThat(actions(site.plan(List.of(first, second, third), options)))
        .allMatch(action -> action.startsWith("NO_OP"));
  }

  @Test
  void isMadeAnewWhenThatIsAskedFor() {
    List<Resource> fleet = List.of(Fleet.thing("a"), Fleet.thing("b"));
    apply(fleet, PlanOptions.USUAL);

    assertThat(actions(site.plan(fleet, PlanOptions.USUAL.replacing(named("thing/a")))))
        .containsExactly("REPLACE thing/a", "NO_OP thing/b");
    Plan _ = site.plan(fleet, PlanOptions.USUAL.replacing(named("thing/c")));
    assertThat(site.diagnostics.sorted().toString())
        .contains("the object to replace thing/c does not exist");
  }
}
