package dev.phoenix.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans that are written down, damaged, and carried out later. */
class PlanFileTest {
  private static final String SALT = "a salt of this test";

  @TempDir Path folder;
  private Site site;
  private Path file;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
    file = folder.resolve("fleet.plan");
  }

  /** Something of every kind of change. */
  private static List<Resource> changed() {
    return List.of(
        Fleet.secret(Fleet.thing("new"), "password", "hunter2-in-clear"),
        Fleet.thing("kept", Fleet.attributes("kept", "a", 9)),
        Fleet.thing("anew", Fleet.attributes("anew", "b", 1), "kept"),
        Fleet.thing("same"),
        Fleet.thing("dark", Fleet.attributes("dark", "a", 5)));
  }

  private Plan plan() {
    site.apply(
        List.of(
            Fleet.thing("kept"),
            Fleet.thing("anew"),
            Fleet.thing("gone"),
            Fleet.thing("same"),
            Fleet.thing("dark")));
    site.world.unreachable().add("dark");
    return site.plan(changed());
  }

  private SavedPlan save(Plan plan) {
    return save(plan, PlanOptions.USUAL);
  }

  private SavedPlan save(Plan plan, PlanOptions options) {
    SavedPlan saved = SavedPlan.of(plan, options, site.state(), SALT, false);
    Diagnostics diagnostics = new Diagnostics();
    PlanFile.write(file, saved, diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return saved;
  }

  private static String json(Plan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    PlanJson.write(plan, json);
    return json.toPrettyString();
  }

  private @Nullable SavedPlan read(Diagnostics diagnostics) {
    return PlanFile.read(file, diagnostics);
  }

  private SavedPlan read() {
    Diagnostics diagnostics = new Diagnostics();
    return Objects.requireNonNull(read(diagnostics), () -> diagnostics.sorted().toString());
  }

  @Test
  void isReadAsItWasWrittenAndFitsItsSchemaAndHoldsNoSecret() throws IOException {
    SavedPlan saved = save(plan());

    SavedPlan found = read();

    assertThat(json(found.plan())).isEqualTo(json(saved.plan()));
    assertThat(found.about()).isEqualTo(saved.about());
    assertThat(found.marks()).isEqualTo(saved.marks());
    String text = Files.readString(file);
    assertThat(text).doesNotContain("hunter2").contains("\"password\" : \"pbkdf2");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/plan.schema.json")))
                .validate(text, InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void whatWasCutOrChangedIsRefused() throws IOException {
    SavedPlan _ = save(plan());
    String whole = Files.readString(file).strip();

    int refused = 0;
    for (int end = 0; end < whole.length(); end += 7) {
      Files.writeString(file, whole.substring(0, end));
      refused += isRefused() ? 1 : 0;
    }
    for (int place = 0; place < whole.length(); place += 7) {
      char other = whole.charAt(place) == '7' ? '8' : '7';
      Files.writeString(file, whole.substring(0, place) + other + whole.substring(place + 1));
      refused += isRefused() ? 1 : 0;
    }

    assertThat(refused).isEqualTo(2 * Math.ceilDiv(whole.length(), 7));
  }

  private boolean isRefused() {
    Diagnostics diagnostics = new Diagnostics();
    SavedPlan found = read(diagnostics);
    assertThat(found == null).isEqualTo(diagnostics.hasErrors());
    return found == null;
  }

  @Test
  void otherFilesAreNoPlans() throws IOException {
    for (String text :
        List.of("", "[]", "{}", "{\"kind\": \"phoenix plan\", \"format\": 2}", "x")) {
      Files.writeString(file, text);
      assertThat(isRefused()).as(text).isTrue();
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(isRefused()).isTrue();
  }

  private List<String> stale(List<Resource> desired) {
    Diagnostics diagnostics = new Diagnostics();
    SavedPlan saved = read();
    Plan now = site.plan(desired, saved.options(PlanOptions.USUAL, Lifecycles.NONE));
    new Staleness(saved, site.world.asTypes()).check(now, diagnostics);
    return diagnostics.sorted().stream().map(it -> it.summary() + ": " + it.detail()).toList();
  }

  @Test
  void holdsWhileNothingThatItTouchesHasChanged() {
    SavedPlan _ = save(plan());
    assertThat(stale(changed())).isEmpty();

    site.world.change("same", Fleet.attributes("same", "a", 77));
    site.world.make("stranger", Fleet.attributes("stranger", "a", 1));
    assertThat(stale(changed())).isEmpty();
  }

  @Test
  void isOutOfDateWhereTheWorldTheFilesOrTheStateHaveChanged() {
    SavedPlan _ = save(plan());

    site.world.change("kept", Fleet.attributes("kept", "a", 4));
    assertThat(stale(changed()))
        .singleElement()
        .asString()
        .contains("thing/kept", "its size has changed in the world");
    site.world.change("kept", Fleet.attributes("kept", "a", 1));

    site.world.make("new", Fleet.attributes("new", "a", 1));
    assertThat(stale(changed())).singleElement().asString().contains("thing/new", "it was made");
    site.world.remove("new");

    List<Resource> files = new ArrayList<>(changed());
    files.set(0, Fleet.secret(Fleet.thing("new"), "password", "another"));
    assertThat(stale(files))
        .singleElement()
        .asString()
        .contains("thing/new", "the files say otherwise of its password");
    files.remove(0);
    assertThat(stale(files)).singleElement().asString().contains("thing/new", "has left the files");

    site.apply(
        List.of(
            Fleet.thing("kept", Fleet.attributes("kept", "a", 3)),
            Fleet.thing("anew"),
            Fleet.thing("gone"),
            Fleet.thing("same"),
            Fleet.thing("dark")));
    assertThat(stale(changed()))
        .anyMatch(it -> it.contains("thing/kept") && it.contains("what the state says of it"));
  }

  @Test
  void whatIsOnlyRecordedAnewIsNoPartOfIt() {
    Plan before = plan();
    Lifecycles protect =
        new Lifecycles(
            List.of(
                new Lifecycle(
                    new AddressPattern("thing/same"),
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    Position.ofFile("f"))));
    Plan plan = site.plan(changed(), PlanOptions.USUAL.with(protect));
    assertThat(plan.steps()).hasSize(before.steps().size() + 1);
    SavedPlan _ = save(plan);

    Diagnostics diagnostics = new Diagnostics();
    Plan now = site.plan(changed(), read().options(PlanOptions.USUAL, protect));
    new Staleness(read(), site.world.asTypes()).check(now, diagnostics);

    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void aDestroyIsOutOfDateWhenMoreWouldGoWithIt() {
    Resource home = Fleet.thing("home");
    site.apply(List.of(home));
    PlanOptions destroy = PlanOptions.USUAL.destroying();
    SavedPlan _ = save(site.plan(List.of(home), destroy), destroy);
    List<Resource> more = List.of(home, Fleet.within(Fleet.thing("new", "home"), "home"));
    site.apply(more);

    assertThat(stale(more))
        .anyMatch(it -> it.contains("thing/new") && it.contains("changed with the others"));
  }

  @Test
  void isOutOfDateWhenWhatItWouldMakeHasLeftTheFiles() {
    SavedPlan saved = save(site.plan(List.of(Fleet.thing("a"), Fleet.thing("b"))));

    assertThat(saved.marks()).hasSize(2);
    assertThat(stale(List.of(Fleet.thing("b"))))
        .singleElement()
        .asString()
        .contains("thing/a")
        .doesNotContain("does not exist");
  }

  @Test
  void whatIsOnlyRecordedAnewIsNoPartOfTheMeaning() {
    site.apply(List.of(Fleet.thing("a"), Fleet.thing("same", "a"), Fleet.thing("z", "same")));
    List<Resource> files =
        List.of(
            Fleet.thing("a", Fleet.attributes("a", "a", 3)),
            Fleet.thing("same", Fleet.attributes("same", "a", 3), "a"),
            Fleet.thing("z", Fleet.attributes("z", "a", 3), "same"));
    site.world.change("same", Fleet.attributes("same", "a", 3));

    Plan plan = site.plan(files);
    assertThat(plan.steps()).hasSize(3);
    SavedPlan saved = save(plan);
    String hash = PlanJson.hash(plan);

    assertThat(saved.plan().steps())
        .extracting(step -> step.number() + " " + step.address() + " " + step.after())
        .containsExactly("1 thing/a []", "2 thing/z [1]");
    assertThat(PlanJson.hash(saved.plan())).isEqualTo(hash);
    assertThat(PlanJson.hash(read().plan())).isEqualTo(hash);
    Plan fresh = site.plan(files, saved.options(PlanOptions.USUAL, Lifecycles.NONE));
    assertThat(PlanJson.hash(fresh)).isEqualTo(hash);
    assertThat(stale(files)).isEmpty();
  }

  @Test
  void whatChangesByItselfIsNoPartOfTheMeaning() {
    Resource wanted = moody("calm", 1);
    site.apply(List.of(wanted));
    site.world.change("a", moody("angry", 1).attributes());
    Plan plan = site.plan(List.of(wanted));
    String first = PlanJson.hash(plan);
    assertThat(PlanJson.hash(save(plan).plan())).isEqualTo(first);
    assertThat(PlanJson.hash(read().plan())).isEqualTo(first);
    site.world.change("a", moody("sad", 1).attributes());
    assertThat(PlanJson.hash(site.plan(List.of(wanted)))).isEqualTo(first);
    site.world.change("a", moody("sad", 2).attributes());
    assertThat(PlanJson.hash(site.plan(List.of(wanted)))).isNotEqualTo(first);
  }

  private static Resource moody(String mood, int size) {
    return Fleet.thing(
        "a", Attributes.builder().put("key", "a").put("size", size).put("mood", mood).build());
  }

  @Test
  void theHashIsThatOfTheMeaning() {
    Plan first = plan();
    assertThat(PlanJson.hash(site.plan(changed()))).isEqualTo(PlanJson.hash(first));

    site.world.change("kept", Fleet.attributes("kept", "a", 4));
    assertThat(PlanJson.hash(site.plan(changed()))).isNotEqualTo(PlanJson.hash(first));
    assertThat(
            PlanJson.hash(
                site.plan(
                    changed(),
                    PlanOptions.USUAL.replacing(Set.of(new AddressPattern("thing/same"))))))
        .isNotEqualTo(PlanJson.hash(first));
  }
}
