package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Denial;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Still;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/**
 * Plans as comments; {@code -Dgolden=update} writes what is found in place of what was expected.
 */
final class MarkdownViewTest {
  private static final Path GOLDEN = Path.of("src/test/resources/markdown");
  private static final String SECRET = "hunter<2>&co";

  @Test
  void showsTheGravestFirstAndFoldsDetails() throws Exception {
    Plan plan =
        new Plan(
            Scope.EVERYTHING,
            List.of(
                create("stack/web1/shop"),
                change(
                    "stack/web1/blog",
                    Action.UPDATE,
                    Rule.Disruption.RESTART,
                    List.of(),
                    compose(),
                    text("env.MODE", "a", "b")),
                change("vm/web1", Action.UPDATE, Rule.Disruption.REBOOT, List.of()),
                change(
                    "volume/web1/data",
                    Action.DELETE,
                    Rule.Disruption.RECREATE,
                    List.of("data goes: everything in it is lost", "the files no longer name it")),
                change("tag/prod", Action.NO_OP, Rule.Disruption.NONE, List.of()),
                held("docker/web2", "cannot be reached: connection refused.", null),
                held("stack/web3/site", null, "server/web3")),
            List.of(),
            List.of(
                new Denial(
                    Address.parse("volume/web1/data"),
                    "holds data that would be lost: --allow-data-loss volume/web1/data.")),
            List.of());

    assertGolden("grave-first.md", new MarkdownView(new Redaction()).render(plan, new Still(3, 0)));
  }

  @Test
  void whatOthersWroteIsNoMarkupAndNoSecret() throws Exception {
    Redaction redaction = new Redaction();
    redaction.add(new Secret(SECRET));
    String hostile = "</details><script>alert(1)</script> @everyone ![x](http://a) `` ``` ````";
    Plan plan =
        new Plan(
            Scope.EVERYTHING,
            List.of(
                held("docker/web1", "said " + SECRET + "\n# " + hostile, null),
                change(
                    "stack/web1/blog",
                    Action.REPLACE,
                    Rule.Disruption.RECREATE,
                    List.of("data goes: <b>" + SECRET + "</b>"),
                    text("env.A", hostile, SECRET),
                    text("compose", "a\n" + hostile + "\n", "b\n" + SECRET + "\n````\n"))),
            List.of(),
            List.of(),
            List.of());

    String text = new MarkdownView(redaction).render(plan, Still.NONE);

    assertThat(text).doesNotContain("hunter");
    assertGolden("hostile.md", text);
  }

  @Test
  void saysThatNothingChanges() throws Exception {
    Plan plan =
        new Plan(
            Scope.EVERYTHING,
            List.of(change("tag/prod", Action.NO_OP, Rule.Disruption.NONE, List.of())),
            List.of(),
            List.of(),
            List.of());

    assertGolden("nothing.md", new MarkdownView(new Redaction()).render(plan, Still.NONE));
  }

  @Test
  void tenThousandChangesFitAndNoneThatDestroysIsLeftOut() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String name = "stack/host%d/app%d".formatted(i / 50, i);
      changes.add(
          i % 100 == 7
              ? change(
                  name,
                  Action.REPLACE,
                  Rule.Disruption.RECREATE,
                  List.of("data goes: volume data" + i),
                  text("env.MODE", "a", "b"))
              : change(name, Action.UPDATE, Rule.Disruption.RESTART, List.of(), compose()));
    }
    String text =
        new MarkdownView(new Redaction())
            .render(
                new Plan(Scope.EVERYTHING, changes, List.of(), List.of(), List.of()), Still.NONE);

    assertThat(text.length()).isBetween(MarkdownView.MOST * 9 / 10, MarkdownView.MOST);
    for (int i = 7; i < 10_000; i += 100) {
      assertThat(text).contains("app" + i + "</code> replace").contains("volume data" + i + "**");
    }
    assertThat(count(text, "env.MODE: ")).isEqualTo(100);
    int listed = count(text, "</code> update");
    assertThat(text)
        .contains("the details of " + listed + " changes, and " + (9900 - listed) + " changes")
        .contains("- and " + (9900 - listed) + " more\n")
        .doesNotContain("do not agree");
  }

  @Test
  void saysWhenNotEvenWhatIsDestroyedFits() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      changes.add(change("stack/web1/app" + i, Action.DELETE, Rule.Disruption.RECREATE, List.of()));
    }
    String text =
        new MarkdownView(new Redaction())
            .render(
                new Plan(Scope.EVERYTHING, changes, List.of(), List.of(), List.of()), Still.NONE);

    assertThat(text.length()).isLessThanOrEqualTo(MarkdownView.MOST);
    int unlisted = 10_000 - count(text, "</code> delete");
    assertThat(text).contains("**" + unlisted + " of those left out are denied, or delete");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static void assertGolden(String name, String text) throws Exception {
    Path file = GOLDEN.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static Change create(String address) {
    Attributes attributes =
        Attributes.builder().put("env", Map.of("MODE", "fast")).put("pull", "missing").build();
    Resource desired =
        new Resource(
            Address.parse(address),
            attributes,
            new TreeMap<>(Map.of("env.PASS", new Secret(SECRET))),
            new TreeSet<>(),
            null,
            null);
    return new Change(
        desired.address(),
        Action.CREATE,
        Cause.CONFIG,
        List.of(),
        List.of(),
        Rule.Disruption.NONE,
        null,
        null,
        null,
        desired,
        null,
        new Observation.Absent());
  }

  private static Change held(String address, @Nullable String why, @Nullable String ground) {
    return new Change(
        Address.parse(address),
        Action.CREATE,
        Cause.CONFIG,
        List.of(),
        List.of(),
        Rule.Disruption.NONE,
        null,
        why,
        ground == null ? null : Address.parse(ground),
        null,
        null,
        new Observation.Absent());
  }

  private static Change change(
      String address,
      Action action,
      Rule.Disruption disruption,
      List<String> reasons,
      AttributeChange... differences) {
    return new Change(
        Address.parse(address),
        action,
        action == Action.NO_OP ? null : Cause.CONFIG,
        List.of(differences),
        reasons,
        disruption,
        null,
        null,
        null,
        null,
        null,
        new Observation.Absent());
  }

  private static AttributeChange compose() {
    String before = "services:\n  web:\n    image: nginx:1.26\n";
    return text("compose", before, before.replace("1.26", "1.27"));
  }

  private static AttributeChange text(String path, String before, String after) {
    return new AttributeChange(
        path,
        StringNode.valueOf(before),
        StringNode.valueOf(after),
        Cause.CONFIG,
        false,
        Rule.OnChange.UPDATE,
        Rule.Disruption.NONE);
  }
}
