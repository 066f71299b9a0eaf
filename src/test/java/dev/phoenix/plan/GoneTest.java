package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host with something in it, something that runs on it and is kept elsewhere, and a guest. */
class GoneTest {
  private static final Set<String> ON_HOST = Set.of("host", "agent", "data");

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
  }

  private static Resource resource(
      String address, @Nullable String within, String... dependencies) {
    TreeSet<Address> needed = new TreeSet<>();
    Stream.of(dependencies).map(Address::parse).forEach(needed::add);
    if (within != null) {
      needed.add(Address.parse(within));
    }
    Address own = Address.parse(address);
    return new Resource(
        own,
        Fleet.attributes(own.name(), "a", 1),
        new TreeMap<>(),
        needed,
        within == null ? null : Address.parse(within),
        null);
  }

  private static List<Resource> fleet() {
    return List.of(
        resource("thing/server", null),
        resource("vm/guest", null),
        resource("thing/inside", "vm/guest"),
        resource("thing/host", null),
        resource("thing/agent", "thing/host"),
        resource("disk/data", "thing/host"),
        resource("stack/endpoint", "thing/server", "thing/agent"),
        resource("app/stack", "stack/endpoint", "thing/host"));
  }

  private static List<Resource> without(String... names) {
    List<Resource> fleet = new ArrayList<>(fleet());
    Set<String> gone = Set.of(names);
    fleet.removeIf(one -> gone.contains(one.address().name()));
    return fleet;
  }

  private static PlanOptions gone(String... patterns) {
    return PlanOptions.USUAL.losing(
        Stream.of(patterns).map(AddressPattern::new).collect(Collectors.toSet()));
  }

  /** Neither it nor what is in it answers, and what runs on it shows nothing of itself. */
  private void hostDies() {
    site.apply(fleet());
    site.world.unreachable().addAll(ON_HOST);
    site.world.unreachable().add("stack");
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(s -> s.operation() + " " + s.address()).toList();
  }

  private static Change change(Plan plan, String address) {
    return plan.changes().stream()
        .filter(change -> change.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private String errors() {
    return site.diagnostics.sorted().stream()
        .map(Diagnostic::summary)
        .collect(Collectors.joining("; "));
  }

  @Test
  void aHostIsForgottenWithAllInItAfterWhatOthersKeepOfItIsDeleted() {
    hostDies();
    List<Resource> files = without("host", "agent", "data", "endpoint", "stack");
    assertThat(site.plan(files).blocked()).isPositive();

    Plan plan = site.plan(files, gone("thing/host"));

    assertThat(site.diagnostics.hasErrors()).as("%s", errors()).isFalse();
    assertThat(plan.blocked()).isZero();
    assertThat(plan.denials()).isEmpty();
    assertThat(steps(plan))
        .containsSubsequence(
            "DELETE app/stack", "DELETE stack/endpoint", "RECORD thing/agent", "RECORD thing/host")
        .contains("RECORD disk/data")
        .hasSize(5);
    assertThat(change(plan, "thing/host").reasons())
        .containsExactly("is gone for good, as --gone says");
    assertThat(change(plan, "disk/data").reasons()).contains("was lost with thing/host");
    assertThat(plan.warnings().toString())
        .contains("thing/host counts as gone for good, because --gone names it")
        .contains("Lost with it: disk/data, thing/agent.")
        .doesNotContain("cannot be reached");
    site.world.unreachable().remove("stack");
    Report report = site.apply(files, gone("thing/host"), Progress.silent());
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    assertThat(site.state().resources()).hasSize(3);
    assertThat(site.world.things().keySet()).as("nothing in it was touched").containsAll(ON_HOST);
  }

  @Test
  void aHostThatTheFilesStillWantIsNotMade() {
    hostDies();

    Plan plan = site.plan(fleet(), gone("thing/host"));

    assertThat(plan.steps()).isEmpty();
    assertThat(change(plan, "thing/host").blocked())
        .startsWith("is gone, and the files still want it");
    assertThat(change(plan, "thing/agent").blocked()).startsWith("waits for thing/host");
  }

  @Test
  void aGuestThatTheFilesStillWantIsMadeAnewWithAllInIt() {
    site.apply(fleet());
    site.world.remove("guest");
    site.world.remove("inside");
    site.world.unreachable().addAll(Set.of("guest", "inside"));
    assertThat(site.plan(fleet()).hasChanges()).as("nobody can say").isFalse();

    Plan plan = site.plan(fleet(), gone("vm/*"));

    assertThat(plan.denials()).isEmpty();
    assertThat(steps(plan)).containsExactly("CREATE vm/guest", "CREATE thing/inside");
    assertThat(change(plan, "thing/inside").reasons()).containsExactly("was lost with vm/guest");
    assertThat(site.apply(fleet(), gone("vm/*"), Progress.silent()).isComplete()).isTrue();
    site.world.unreachable().clear();
    assertThat(site.plan(fleet()).hasChanges()).isFalse();
  }

  @Test
  void aDestroyLeavesNothingBehindOfIt() {
    hostDies();
    site.world.unreachable().remove("stack");

    PlanOptions options = gone("thing/host").destroying();

    assertThat(site.apply(fleet(), options, Progress.silent()).isComplete()).isTrue();
    assertThat(site.state().resources()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "thing/host, thing/host answers: it is not gone",
    "thing/inside, 'thing/inside lives in vm/guest, which is there: it is not gone'",
    "disk/data, disk/data names no machine that the state remembers",
    "thing/nothing, thing/nothing names no machine that the state remembers"
  })
  void whatIsNotGoneIsRefused(String named, String why) {
    site.apply(fleet());
    site.world.unreachable().add("inside");

    Plan _ = site.plan(fleet(), gone(named));

    assertThat(errors()).contains(why);
  }

  @Test
  void whatIsLeftOutIsNotSilentlyKept() {
    hostDies();

    Plan _ =
        site.plan(fleet(), gone("thing/host").of(Scope.targets(Address.parse("thing/server"))));

    assertThat(errors()).contains("thing/host is gone, and the plan is not about it");
  }
}
