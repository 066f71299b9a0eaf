package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

final class PlanViewTest {
  @Test
  void groupsByHostAndCountsAReplaceOnce() {
    Plan plan =
        plan(
            change("stack/web1/blog", Action.UPDATE, compose(), text("env.MODE", "a", "b")),
            change("network/web1/front", Action.REPLACE),
            change("tag/prod", Action.CREATE),
            change("docker/web1", Action.NO_OP));

    assertThat(new PlanView(Style.PLAIN).render(plan))
        .isEqualTo(
            """
            Portainer
              + tag/prod

            web1
              ~ stack/web1/blog  restarts what runs
                  compose:  (config)
                    @@ -1,3 +1,3 @@
                     services:
                       web:
                    -    image: nginx:1.26
                    +    image: nginx:1.27
                  env.MODE: "a" -> "b"  (drift)
              ± network/web1/front  restarts what runs

            + create   ~ update   ± replace
            1 resource unchanged, not shown.
            Plan: 1 to create, 1 to update, 1 to replace.
            """);
  }

  @Test
  void saysHowManyServicesRun() {
    Address address = Address.parse("stack/web1/blog");
    Change change =
        new Change(
            address,
            Action.UPDATE,
            Cause.DRIFT,
            List.of(text("services.web.state", "missing", "running")),
            List.of(),
            Rule.Disruption.NONE,
            null,
            null,
            new Resource(
                address, services("running"), new TreeMap<>(), new TreeSet<>(), null, null),
            null,
            new Observation.Present(Identity.of("id", "1"), services("missing")));

    assertThat(new PlanView(Style.PLAIN).render(plan(change)))
        .contains("~ stack/web1/blog\n      1 of 2 services running\n");
  }

  private static Attributes services(String web) {
    ObjectNode services = JsonNodeFactory.instance.objectNode();
    services.putObject("db").put("state", "running");
    services.putObject("web").put("state", web);
    return Attributes.builder().put("services", services).build();
  }

  @Test
  void showsNoSecret() {
    AttributeChange secret =
        new AttributeChange("env.PASS", null, null, Cause.CONFIG, true, Rule.OnChange.UPDATE);

    assertThat(
            new PlanView(Style.PLAIN)
                .render(plan(change("stack/web1/blog", Action.UPDATE, secret))))
        .contains("env.PASS: (sensitive) changes  (config)");
  }

  @Test
  void saysThatNothingChanges() {
    assertThat(new PlanView(Style.PLAIN).render(plan(change("docker/web1", Action.NO_OP))))
        .isEqualTo("No changes. The world is as the files want it: 1 resource unchanged.\n");
  }

  private static Plan plan(Change... changes) {
    return new Plan(List.of(changes), List.of(), List.of());
  }

  private static AttributeChange compose() {
    String before = "services:\n  web:\n    image: nginx:1.26\n";
    return new AttributeChange(
        "compose",
        StringNode.valueOf(before),
        StringNode.valueOf(before.replace("1.26", "1.27")),
        Cause.CONFIG,
        false,
        Rule.OnChange.UPDATE);
  }

  private static AttributeChange text(String path, String before, String after) {
    return new AttributeChange(
        path,
        StringNode.valueOf(before),
        StringNode.valueOf(after),
        Cause.DRIFT,
        false,
        Rule.OnChange.UPDATE);
  }

  private static Change change(String address, Action action, AttributeChange... differences) {
    @Nullable Cause cause = action == Action.NO_OP ? null : Cause.CONFIG;
    return new Change(
        Address.parse(address),
        action,
        cause,
        List.of(differences),
        List.of(),
        action == Action.NO_OP ? Rule.Disruption.NONE : Rule.Disruption.RESTART,
        null,
        null,
        null,
        null,
        new Observation.Absent());
  }
}
