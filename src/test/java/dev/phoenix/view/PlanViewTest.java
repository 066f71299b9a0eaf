package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Scope;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
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

    assertThat(new PlanView(Style.PLAIN, 80).render(plan))
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
            null,
            new Resource(
                address, services("running"), new TreeMap<>(), new TreeSet<>(), null, null),
            null,
            new Observation.Present(Identity.of("id", "1"), services("missing")));

    assertThat(new PlanView(Style.PLAIN, 80).render(plan(change)))
        .contains("~ stack/web1/blog\n      1 of 2 services running\n");
  }

  private static Attributes services(String web) {
    ObjectNode services = JsonNodeFactory.instance.objectNode();
    services.putObject("db").put("state", "running");
    services.putObject("web").put("state", web);
    return Attributes.builder().put("services", services).build();
  }

  @Test
  void showsWhatANewStackConsistsOf() {
    Address address = Address.parse("stack/web1/blog");
    ObjectNode services = JsonNodeFactory.instance.objectNode();
    services.putObject("migrate").put("image", "blog:1").put("job", true);
    services.putObject("web").put("image", "nginx:1.27").put("state", "running");
    Attributes attributes =
        Attributes.builder()
            .put("services", services)
            .put("publishes", List.of("0.0.0.0:80/tcp", "0.0.0.0:443/tcp"))
            .put("env", Map.of("MODE", "fast"))
            .put("compose", "services:\n  web:\n    image: nginx:1.27\n")
            .put("endpoint", "endpoint/web1")
            .put("name", "blog")
            .put("pull", "missing")
            .build();
    TreeMap<String, Secret> secrets = new TreeMap<>(Map.of("env.PASS", new Secret("hunter2!")));
    Change change =
        new Change(
            address,
            Action.CREATE,
            Cause.CONFIG,
            List.of(),
            List.of(),
            Rule.Disruption.NONE,
            null,
            null,
            null,
            new Resource(address, attributes, secrets, new TreeSet<>(), null, null),
            null,
            new Observation.Absent());

    assertThat(new PlanView(Style.PLAIN, 80).render(plan(change)))
        .isEqualTo(
            """
            web1
              + stack/web1/blog
                  services:
                    migrate  blog:1  (ends by itself)
                    web      nginx:1.27
                  ports: 0.0.0.0:80/tcp, 0.0.0.0:443/tcp
                  env:
                    MODE=fast
                    PASS=(sensitive)
                  compose: 3 lines
                  pull: missing

            + create
            Plan: 1 to create.
            """);
  }

  @Test
  void setsApartAndCountsWhatIsBlocked() {
    String why =
        "cannot be reached: connection refused. Nobody can say whether it exists, so that it stays"
            + " as it is.";

    assertThat(
            new PlanView(Style.PLAIN, 60)
                .render(
                    plan(
                        change("tag/prod", Action.CREATE),
                        blocked("docker/web1", Action.CREATE, why),
                        blocked("stack/web2/blog", Action.UPDATE, "is somebody else's."))))
        .isEqualTo(
            """
            Portainer
              + tag/prod

            Blocked: stays as it is, with what waits for it
              ! docker/web1  cannot be created
                  cannot be reached: connection refused. Nobody can say
                  whether it exists, so that it stays as it is.
              ! stack/web2/blog  cannot be changed
                  is somebody else's.

            + create   ! blocked
            Plan: 1 to create; 2 blocked.
            """);
  }

  @Test
  void cutsValuesToTheTerminalWhereTheyDiffer() {
    String long1 = "traefik.http.routers.blog.rule=Host(`blog.home.arpa`)";

    assertThat(
            new PlanView(Style.PLAIN, 50)
                .render(
                    plan(
                        change(
                            "stack/web1/blog",
                            Action.UPDATE,
                            text("env.RULE", long1 + " && one", long1 + " && other")))))
        .startsWith(
            """
            web1
              ~ stack/web1/blog  restarts what runs
                  env.RULE:  (drift)
                    - ...g.rule=Host(`blog.home.arpa`) && one"
                    + ...rule=Host(`blog.home.arpa`) && other"
            """);
  }

  private static Change blocked(String address, Action action, String why) {
    return new Change(
        Address.parse(address),
        action,
        Cause.CONFIG,
        List.of(),
        List.of(),
        Rule.Disruption.NONE,
        null,
        why,
        null,
        null,
        null,
        new Observation.Unreachable("connection refused"));
  }

  @Test
  void showsNoSecret() {
    AttributeChange secret =
        new AttributeChange(
            "env.PASS", null, null, Cause.CONFIG, true, Rule.OnChange.UPDATE, Rule.Disruption.NONE);

    assertThat(
            new PlanView(Style.PLAIN, 80)
                .render(plan(change("stack/web1/blog", Action.UPDATE, secret))))
        .contains("env.PASS: (sensitive) changes  (config)");
  }

  @Test
  void saysThatNothingChanges() {
    assertThat(new PlanView(Style.PLAIN, 80).render(plan(change("docker/web1", Action.NO_OP))))
        .isEqualTo("No changes. The world is as the files want it: 1 resource unchanged.\n");
  }

  private static Plan plan(Change... changes) {
    return new Plan(Scope.EVERYTHING, List.of(changes), List.of(), List.of(), List.of());
  }

  private static AttributeChange compose() {
    String before = "services:\n  web:\n    image: nginx:1.26\n";
    return new AttributeChange(
        "compose",
        StringNode.valueOf(before),
        StringNode.valueOf(before.replace("1.26", "1.27")),
        Cause.CONFIG,
        false,
        Rule.OnChange.UPDATE,
        Rule.Disruption.NONE);
  }

  private static AttributeChange text(String path, String before, String after) {
    return new AttributeChange(
        path,
        StringNode.valueOf(before),
        StringNode.valueOf(after),
        Cause.DRIFT,
        false,
        Rule.OnChange.UPDATE,
        Rule.Disruption.NONE);
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
        null,
        new Observation.Absent());
  }
}
