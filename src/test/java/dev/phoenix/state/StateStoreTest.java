package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.digest.Sha256;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Stage;
import dev.phoenix.world.Fleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoreTest {
  private static final String GOLDEN = "src/test/resources/state/format-2.state.json";

  @TempDir Path folder;
  private Path file;
  private StateStore store;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void fresh() {
    file = folder.resolve("fleet.state.json");
    store = new StateStore(file, () -> "lineage", Machine.here(Map.of()));
  }

  private static Recorded recorded(String name, Recorded.Status status) {
    return new Recorded(
        Fleet.address(name),
        Identity.of("id", "id-" + name),
        Fleet.attributes(name, "a", 1),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        status);
  }

  private StateRun begin() {
    if (!(store.begin("apply", diagnostics) instanceof RunStart.Ready ready)) {
      throw new AssertionError(diagnostics.sorted());
    }
    return ready.run();
  }

  /** One run that records these and nothing else. */
  private void commit(String... names) {
    try (StateRun run = begin()) {
      State _ =
          run.commit(
              of(
                  Arrays.stream(names)
                      .map(name -> recorded(name, Recorded.Status.OK))
                      .toArray(Recorded[]::new)),
              diagnostics);
    }
  }

  private static SortedMap<Address, Recorded> of(Recorded... recorded) {
    SortedMap<Address, Recorded> resources = new TreeMap<>();
    List.of(recorded).forEach(r -> resources.put(r.address(), r));
    return resources;
  }

  private static Intent create(String name) {
    return new Intent(
        Fleet.address(name),
        Intent.Operation.CREATE,
        Identity.UNKNOWN,
        Fleet.attributes(name, "a", 1),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        false);
  }

  private @Nullable State load() {
    return new StateStore(file, () -> "another", Machine.here(Map.of())).load(diagnostics);
  }

  private String problem() {
    return diagnostics.sorted().stream()
        .map(d -> d.summary() + "\n" + d.detail())
        .reduce("", (a, b) -> a + b);
  }

  @Test
  void theGoldenFileIsReadAndWrittenToTheByteAndFitsTheSchema() throws Exception {
    byte[] golden = Files.readAllBytes(Path.of(GOLDEN));
    State state = StateFile.read(golden);
    assertThat(new String(StateFile.write(state), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("schemas/state.schema.json")));
    assertThat(schema.validate(new String(golden, StandardCharsets.UTF_8), InputFormat.JSON))
        .isEmpty();
    assertThat(schema.validate("{\"format\": 1}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void whatIsCommittedIsReadAgainAndThePreviousIsKept() throws IOException {
    try (StateRun run = begin()) {
      assertThat(run.commit(of(recorded("a", Recorded.Status.OK)), diagnostics).serial())
          .isEqualTo(1);
    }
    byte[] first = Files.readAllBytes(file);
    try (StateRun run = begin()) {
      assertThat(run.state().lineage()).isEqualTo("lineage");
      assertThat(run.commit(of(recorded("b", Recorded.Status.OK)), diagnostics).serial())
          .isEqualTo(2);
    }
    assertThat(kept()).containsExactly("1 apply", "2 apply");
    assertThat(Files.readAllBytes(history().getFirst().file())).isEqualTo(first);
    try (StateRun run = begin()) {
      assertThat(run.commit(run.state().resources(), diagnostics).serial()).isEqualTo(2);
    }
    assertThat(diagnostics.sorted()).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("fleet.state.json", ".history");
    }
    assertThat(folder.resolve(".history/.gitignore")).hasContent("*");
  }

  private List<Earlier> history() {
    return Objects.requireNonNull(store.history(diagnostics), this::problem);
  }

  private List<String> kept() {
    return history().stream().map(e -> e.serial() + " " + e.operation()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "{",
        "[]",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{",
        "{\"format\":0,\"lineage\":\"l\",\"serial\":0,\"resources\":{}}",
        "{\"format\":\"1\",\"lineage\":\"l\",\"serial\":0,\"resources\":{}}",
        "{\"format\":1,\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{}}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":-1,\"resources\":{}}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":[]}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{},\"more\":1}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{\"a\":{}}}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{\"a/b\":{\"status\":\"ok\"}}}",
        "{\"format\":1,\"lineage\":\"l\",\"serial\":0,\"resources\":{}} trailing",
      })
  void aDamagedFileIsRefusedWithTheWayBack(String text) throws IOException {
    commit("a");
    Files.writeString(file, text);
    assertThat(load()).isNull();
    assertThat(problem())
        .contains("the state file is damaged")
        .contains("git checkout")
        .contains("phoenix state restore 1");
    assertThat(store.begin("apply", diagnostics)).isInstanceOf(RunStart.Refused.class);
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aFileThatIsGoneIsNoEmptyState() throws IOException {
    commit("a");
    Files.delete(file);
    assertThat(load()).isNull();
    assertThat(problem()).contains("the state file is gone").contains("phoenix state restore 1");
  }

  @Test
  void aJournalCutAtEveryByteIsTakenIn() throws IOException {
    try (StateRun run = begin()) {
      run.commit(of(recorded("old", Recorded.Status.OK)), diagnostics);
    }
    try (StateRun run = begin()) {
      Journal journal = run.journal();
      journal.intent(create("a"));
      journal.exists(Fleet.address("a"), Identity.of("id", "7"));
      journal.done(Fleet.address("a"), recorded("a", Recorded.Status.OK));
      journal.intent(create("b"));
      journal.sync();
    }
    Path journal = folder.resolve("fleet.state.json.journal");
    byte[] whole = Files.readAllBytes(journal);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(journal, Arrays.copyOf(whole, length));
      State state = Objects.requireNonNull(load(), this::problem);
      assertThat(state.get(Fleet.address("old"))).isNotNull();
    }
    State state = Objects.requireNonNull(load());
    assertThat(Objects.requireNonNull(state.get(Fleet.address("a"))).status())
        .isEqualTo(Recorded.Status.OK);
    Recorded b = Objects.requireNonNull(state.get(Fleet.address("b")));
    assertThat(b.status()).isEqualTo(Recorded.Status.INCOMPLETE);
    assertThat(b.identity()).isEqualTo(Identity.UNKNOWN);
    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::summary)
        .containsOnly("a run before this one did not end; its journal was taken in");
  }

  @Test
  void aSecondRunThatDiesKeepsWhatTheFirstLeft() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      try (StateRun run = begin()) {
        run.journal().intent(create(name));
        run.journal().sync();
      }
    }
    assertThat(Objects.requireNonNull(load()).resources().keySet())
        .extracting(Address::name)
        .containsExactly("a", "b", "c");
  }

  @Test
  void howFarItHadComeIsKnownUntilAnotherRunSaysMoreOrTheStepEnds() throws IOException {
    Address a = Fleet.address("a");
    Stage cloning = new Stage("", "UPID:1");
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().stage(a, cloning);
      run.journal().sync();
    }
    assertThat(stage(a)).isEqualTo(cloning);
    assertThat(problem()).contains("Not seen to end: thing/a (task UPID:1).");
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().sync();
    }
    assertThat(stage(a)).as("its task may still go on").isEqualTo(cloning);
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().stage(a, new Stage("cloned", ""));
      run.journal().sync();
    }
    assertThat(stage(a)).isEqualTo(new Stage("cloned", ""));
    try (StateRun run = begin()) {
      State _ = run.commit(run.state().resources(), diagnostics);
    }
    assertThat(stage(a)).as("the state keeps it").isEqualTo(new Stage("cloned", ""));
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().done(a, recorded("a", Recorded.Status.OK));
      run.journal().sync();
    }
    assertThat(stage(a)).isEqualTo(Stage.NONE);
  }

  private Stage stage(Address address) {
    return Objects.requireNonNull(Objects.requireNonNull(load(), this::problem).get(address))
        .stage();
  }

  @Test
  void theJournalOfAnEarlierPhoenixIsTakenInAndThatOfALaterOneRefused() throws IOException {
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().sync();
    }
    Path journal = folder.resolve("fleet.state.json.journal");
    String text = Files.readString(journal);
    assertThat(text).startsWith("{\"entry\":\"begin\",\"format\":2,");

    Files.writeString(journal, text.replace("\"format\":2,", ""));
    assertThat(Objects.requireNonNull(load(), this::problem).resources()).hasSize(1);

    String later = text.replace("\"format\":2,", "\"format\":3,");
    Files.writeString(journal, later);
    assertThat(load()).isNull();
    assertThat(problem()).contains("was written by a newer phoenix: it has format 3");
    assertThat(store.begin("apply", diagnostics)).isInstanceOf(RunStart.Refused.class);
    assertThat(Files.readString(journal)).isEqualTo(later);
  }

  @Test
  void whoLooksWhileARunGoesOnIsToldSo() throws IOException {
    commit("a");
    try (StateRun run = begin()) {
      run.journal().intent(create("b"));
      run.journal().sync();
      assertThat(Objects.requireNonNull(load()).resources()).hasSize(2);
      assertThat(problem())
          .startsWith(
              "phoenix apply, process "
                  + ProcessHandle.current().pid()
                  + " is changing things just now");
    }
    Diagnostics after = new Diagnostics();
    State _ = new StateStore(file, Machine.here(Map.of())).load(after);
    assertThat(after.sorted())
        .extracting(Diagnostic::summary)
        .containsExactly("a run before this one did not end; its journal was taken in");
  }

  @Test
  void theRightsOfTheFileStay() throws IOException {
    commit("a");
    Set<PosixFilePermission> ours = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(file, ours);
    commit("b");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(ours);
  }

  @Test
  void aJournalWhoseStateWasWrittenAlreadyCountsNoMore() throws IOException {
    Path journal = folder.resolve("fleet.state.json.journal");
    try (StateRun run = begin()) {
      run.journal().intent(create("a"));
      run.journal().sync();
    }
    byte[] left = Files.readAllBytes(journal);
    State written;
    try (StateRun run = begin()) {
      written = run.commit(of(recorded("a", Recorded.Status.OK)), diagnostics);
    }
    String end = JournalCodec.write(new JournalEntry.End(Sha256.hex(Files.readAllBytes(file))));
    Files.write(journal, left);
    Files.writeString(journal, end + "\n", StandardOpenOption.APPEND);
    assertThat(load()).isEqualTo(written);
  }

  @Test
  void aStateThatSomethingElseChangedIsLeftAlone() throws IOException {
    try (StateRun run = begin()) {
      run.commit(of(recorded("a", Recorded.Status.OK)), diagnostics);
    }
    try (StateRun run = begin()) {
      Files.writeString(file, "mine");
      run.commit(of(recorded("b", Recorded.Status.OK)), diagnostics);
    }
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(problem()).contains("changed by something else during this run");
  }

  @Test
  void ofWhatLiesBesideTheStateTheLastTenStay() throws IOException {
    for (int epoch = 1; epoch <= 12; epoch++) {
      Files.writeString(folder.resolve("fleet.state.json.unwritten-" + epoch), "{}");
      Files.writeString(folder.resolve("fleet.state.json.replaced-" + epoch), "{}");
    }
    Path mine = Files.writeString(folder.resolve("fleet.state.json.unwritten-mine"), "{}");
    commit("a");
    for (String kind : List.of("unwritten-", "replaced-")) {
      try (var left = Files.list(folder)) {
        assertThat(left.map(p -> p.getFileName().toString()).filter(n -> n.contains(kind + "1")))
            .containsExactlyInAnyOrder(
                "fleet.state.json." + kind + "10",
                "fleet.state.json." + kind + "11",
                "fleet.state.json." + kind + "12");
      }
      assertThat(folder.resolve("fleet.state.json." + kind + "3")).exists();
      assertThat(folder.resolve("fleet.state.json." + kind + "2")).doesNotExist();
    }
    assertThat(mine).exists();
  }

  @Test
  void theLogOfLocksKeepsAThousandLines() throws IOException {
    Path log = folder.resolve("locks.log");
    Files.writeString(log, "old\n".repeat(1_000));
    Holder self = Machine.here(Map.of()).holder("apply");
    LockLog.append(log, "broken", null, self);
    assertThat(Files.readAllLines(log)).hasSize(1_000).last().asString().contains("broken");
  }

  @Test
  void aSecretLeavesOnlyASaltedDigest() {
    SecretDigests digests = new SecretDigests("lineage");
    Resource one = Fleet.secret(Fleet.thing("a"), "password", "hunter2!");
    Resource two = Fleet.secret(Fleet.thing("b"), "password", "hunter2!");
    Map<String, String> digest = digests.of(one);
    assertThat(digest.get("password")).matches("pbkdf2-hmac-sha256:10000:[0-9a-f]{64}");
    assertThat(digest).isNotEqualTo(digests.of(two));
    String text = Objects.requireNonNull(digest.get("password"));
    assertThat(
            new SecretDigests("lineage")
                .matches(text, one.address(), "password", new Secret("hunter2!")))
        .isTrue();
    assertThat(digests.matches(text, one.address(), "password", new Secret(""))).isFalse();
    assertThat(digests.matches("plain", one.address(), "password", new Secret("plain"))).isFalse();
  }
}
