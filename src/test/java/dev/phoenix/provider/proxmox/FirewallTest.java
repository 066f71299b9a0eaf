package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Report;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Rule.Disruption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Firewalls of guests: their rules in order, and what a person does to them by hand. */
final class FirewallTest {
  private static final String CT = "/nodes/pve/lxc/103";
  private static final String RULES = CT + "/firewall/rules";
  private static final String SSH =
      "{'type':'in','action':'ACCEPT','proto':'tcp','port':'22','source':'10.0.0.0/24','comment':'Allow SSH, from inside'}";
  private static final String WEB = "{'type':'in','action':'ACCEPT','proto':'tcp','port':'80,443'}";
  private static final String DNS =
      "{'type':'out','action':'ACCEPT','proto':'udp','port':'53','dest':'10.0.0.1'}";
  private static final String REST = "{'type':'in','action':'DROP'}";

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private DriftWorld world;

  @BeforeEach
  void make() throws Exception {
    world = new DriftWorld("8.4", folder);
    world.lost =
        request -> {
          asked.add(request.method() + " " + request.path().replace("/api2/json", ""));
          return false;
        };
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void want(String firewall) {
    String json =
        """
        {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'box','unprivileged':true,
         'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
         'rootfs':{'storage':'local-zfs','size':8},%s
         'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24'%s}},'running':true}
        """
            .formatted(
                firewall.isEmpty() ? "" : "'firewall':" + firewall + ",",
                firewall.contains("'enabled':true") ? ",'firewall':true" : "");
    world.want("lxc/box", json, Map.of());
  }

  private void rules(String... rules) {
    want("{'enabled':true,'input':'DROP','rules':[" + String.join(",", rules) + "]}");
  }

  private void settles() throws Exception {
    Report report = world.apply();
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    world.later();
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  private Change change() {
    List<Change> acts =
        world.plan().changes().stream().filter(one -> one.action() != Action.NO_OP).toList();
    assertThat(acts).hasSize(1);
    assertThat(acts.getFirst().disruption()).isEqualTo(Disruption.NONE);
    return acts.getFirst();
  }

  private List<String> drift() {
    assertThat(change().cause()).isEqualTo(Cause.DRIFT);
    return change().differences().stream().map(AttributeChange::path).toList();
  }

  /** As the server has them: what goes where, with what is off in brackets. */
  private List<String> there() {
    return world
        .asRoot("GET", RULES, Map.of())
        .valueStream()
        .map(rule -> {
          String text =
              rule.path("type").asString("")
                  + " "
                  + rule.path("action").asString("")
                  + " "
                  + rule.path("dport").asString("all");
          return rule.path("enable").asInt(1) == 0 ? "(" + text + ")" : text;
        })
        .toList();
  }

  private void hand(String method, String path, Map<String, String> parameters) {
    JsonNode _ = world.hand(method, CT + "/firewall/" + path, parameters);
  }

  @Test
  void itsRulesAreThereInTheirOrderBeforeItIsFilteredAndStarts() throws Exception {
    rules(SSH, WEB, DNS, REST);
    settles();
    assertThat(there())
        .containsExactly("in ACCEPT 22", "in ACCEPT 80,443", "out ACCEPT 53", "in DROP all");
    assertThat(world.asRoot("GET", CT + "/firewall/options", Map.of()).toString())
        .isEqualTo("{\"enable\":1,\"policy_in\":\"DROP\"}");
    assertThat(world.asRoot("GET", CT + "/config", Map.of()).path("net0").asString(""))
        .contains("firewall=1");
    List<String> writes = asked.stream().filter(one -> !one.startsWith("GET")).toList();
    assertThat(writes.indexOf("PUT " + CT + "/firewall/options"))
        .isGreaterThan(writes.lastIndexOf("POST " + RULES))
        .isLessThan(writes.indexOf("PUT " + CT + "/config"));
    assertThat(writes).filteredOn(one -> one.contains("/rules/")).isEmpty();
  }

  @Test
  void ofAGuestWithoutTheBlockNothingIsAskedAndNothingIsChanged() throws Exception {
    want("");
    settles();
    hand("POST", "rules", Map.of("type", "in", "action", "DROP", "enable", "1"));
    asked.clear();
    settles();
    assertThat(asked).noneMatch(one -> one.contains("/firewall"));
    rules(SSH);
    settles();
    assertThat(there()).containsExactly("in ACCEPT 22");
    want("");
    settles();
    asked.clear();
    settles();
    assertThat(asked).noneMatch(one -> one.contains("/firewall"));
    assertThat(there()).containsExactly("in ACCEPT 22");
  }

  @Test
  void whatSomebodyDoesByHandIsDriftAndIsPutRight() throws Exception {
    rules(SSH, WEB, REST);
    settles();
    List<String> right = there();
    List<Runnable> hands =
        List.of(
            () -> hand("POST", "rules", Map.of("type", "in", "action", "ACCEPT", "enable", "1")),
            () -> hand("POST", "rules", Map.of("type", "group", "action", "mine", "enable", "0")),
            () -> hand("DELETE", "rules/1", Map.of()),
            () -> hand("PUT", "rules/2", Map.of("moveto", "0")),
            () -> hand("PUT", "rules/0", Map.of("enable", "0")),
            () -> hand("PUT", "rules/0", Map.of("source", "0.0.0.0/0")),
            () -> hand("PUT", "rules/1", Map.of("log", "info")));
    for (Runnable one : hands) {
      one.run();
      assertThat(drift()).containsExactly("firewall.rules");
      settles();
      assertThat(there()).isEqualTo(right);
    }
    hand("PUT", "options", Map.of("enable", "0", "policy_in", "ACCEPT"));
    assertThat(drift()).containsExactly("firewall.enabled", "firewall.input");
    settles();
    hand("PUT", "options", Map.of("policy_out", "REJECT"));
    hand("PUT", "rules/1", Map.of("log", "nolog"));
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  /** What old and new rules let through is let through all the time, and nothing else is. */
  @Test
  void rulesInForceChangeWithoutAGap() throws Exception {
    rules(SSH, WEB, REST);
    settles();
    List<List<String>> seen = new CopyOnWriteArrayList<>();
    world.lost =
        request -> {
          boolean write = !request.method().equals("GET") && request.path().contains("/rules");
          if (write) {
            List<String> now = there().stream().filter(one -> !one.startsWith("(")).toList();
            seen.add(now);
          }
          return false;
        };
    rules(SSH, DNS, WEB.replace("80,443", "8080"), REST);
    assertThat(change().cause()).isEqualTo(Cause.CONFIG);
    settles();
    assertThat(there())
        .containsExactly("in ACCEPT 22", "out ACCEPT 53", "in ACCEPT 8080", "in DROP all");
    assertThat(seen)
        .isNotEmpty()
        .allSatisfy(now ->
            assertThat(now)
                .startsWith("in ACCEPT 22")
                .endsWith("in DROP all")
                .doesNotHaveDuplicates());
    assertThat(seen.getFirst()).contains("in ACCEPT 80,443");
  }

  @Test
  void aChangeThatIsCutShortIsTakenUpAgain() throws Exception {
    rules(SSH, REST);
    settles();
    AtomicInteger writes = new AtomicInteger();
    world.lost =
        request ->
            request.path().contains("/firewall/rules")
                && !request.method().equals("GET")
                && writes.incrementAndGet() >= 4;
    rules(SSH, WEB, DNS, REST);
    assertThat(world.apply().isComplete()).isFalse();
    assertThat(there()).hasSizeGreaterThan(2);
    assertThat(there().stream().filter(one -> !one.startsWith("(")))
        .containsExactly("in ACCEPT 22", "in DROP all");
    world.lost = _ -> false;
    settles();
    assertThat(there())
        .containsExactly("in ACCEPT 22", "in ACCEPT 80,443", "out ACCEPT 53", "in DROP all");
  }

  @Test
  void whatSomebodyElseWritesAtTheSameTimeIsReadAnewAndPutRight() throws Exception {
    rules(SSH, REST);
    settles();
    AtomicInteger moves = new AtomicInteger();
    world.lost =
        request -> {
          if (request.path().endsWith("/rules/0") && moves.getAndIncrement() == 0) {
            hand("POST", "rules", Map.of("type", "out", "action", "REJECT", "enable", "1"));
          }
          return false;
        };
    rules(SSH, WEB, REST);
    settles();
    assertThat(moves.get()).isPositive();
    assertThat(there()).containsExactly("in ACCEPT 22", "in ACCEPT 80,443", "in DROP all");
  }

  @Test
  void itIsSwitchedOffWhereTheFilesSaySo() throws Exception {
    rules(SSH);
    settles();
    want("{'enabled':false,'rules':[]}");
    settles();
    assertThat(there()).isEmpty();
    assertThat(world.asRoot("GET", CT + "/firewall/options", Map.of()).path("enable").asInt(1))
        .isZero();
    assertThat(world.asRoot("GET", CT + "/config", Map.of()).path("net0").asString(""))
        .doesNotContain("firewall");
  }
}
