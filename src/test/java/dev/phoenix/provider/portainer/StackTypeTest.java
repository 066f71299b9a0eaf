package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StackTypeTest {
  private static final String OLD = "services:\n  web:\n    image: demo/idle:1\n";
  private static final String CONTAINER =
      """
      {"Id":"c%1$s","Names":["/%1$s-web-1"],"Image":"%2$s","State":"%3$s","Status":"%4$s",
       "Labels":{"com.docker.compose.project":"%1$s","com.docker.compose.service":"web"},"Ports":[]}\
      """;

  private final PortainerServerStub stub = new PortainerServerStub();
  private final ResourceType stacks = stub.type("stack");

  @AfterEach
  void close() {
    stub.close();
  }

  private static Resource web(String name, String image) {
    return FakeWork.resource(
        "stack/web1/" + name,
        """
        {'server':'server/main','endpoint':'endpoint/web1','environment_name':'web1','name':'%s',
         'compose':'services:\\n  web:\\n    image: %s\\n','env':{'PORT':'80'},'pull':'missing',
         'services':{'web':{'image':'%s','state':'running'}},'publishes':['0.0.0.0:8080/tcp'],
         'registries':[]}
        """
            .formatted(name, image, image),
        Map.of("env.PASS", new Secret("planted-secret-1")));
  }

  private void world(String state, String status) {
    stub.answer("GET", "/api/endpoints", 200, "[{\"Id\":1,\"Name\":\"web1\"}]");
    stub.answer("GET", "/api/stacks", 200, "[" + record(1) + "]");
    stub.answer("GET", "/api/stacks/5", 200, record(1));
    stub.answer(
        "GET",
        "/api/stacks/5/file",
        200,
        "{\"StackFileContent\":\"" + OLD.replace("\n", "\\r\\n") + "\"}");
    stub.answer(
        "GET",
        "/api/endpoints/1/docker/containers/json",
        200,
        "[" + CONTAINER.formatted("web", "demo/idle:1", state, status) + "]");
    stub.answer("GET", "/api/endpoints/1/docker/images/demo/idle:1/json", 200, "{}");
    stub.answer("GET", "/api/endpoints/1/docker/images/demo/idle:2/json", 200, "{}");
  }

  private static String record(int status) {
    return """
    {"Id":5,"Name":"web","Type":2,"EndpointId":1,"Status":%d,
     "Env":[{"name":"PASS","value":"planted-secret-1"},{"name":"PORT","value":"80"}]}\
    """
        .formatted(status);
  }

  private Present present(Resource resource) throws ResourceFailure {
    Observation seen = stacks.read(FakeWork.wanted(resource), stub.work);
    assertThat(seen).isInstanceOf(Present.class);
    return (Present) seen;
  }

  @Test
  void whatRunsAsWantedReadsAsWanted() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:1");
    Present seen = present(wanted);
    for (String name :
        List.of("server", "endpoint", "environment_name", "name", "compose", "env", "services")) {
      assertThat(seen.attributes().get(name)).as(name).isEqualTo(wanted.attributes().get(name));
    }
    assertThat(seen.secrets()).isEqualTo(wanted.secrets());
    assertThat(seen.attributes().toString()).doesNotContain("planted-secret-1");
    assertThat(seen.identity().part("id")).isEqualTo("5");
  }

  /** Such a server says that all went well, and the container has no config. */
  @Test
  void aServerThatLeavesConfigsOutIsSentNone() throws Exception {
    world("running", "Up 3 seconds");
    stub.answer("GET", "/api/system/status", 200, "{\"Version\":\"2.33.5\",\"InstanceID\":\"i1\"}");
    Resource wanted =
        FakeWork.resource(
            "stack/web1/web",
            """
            {'server':'server/main','endpoint':'endpoint/web1','environment_name':'web1','name':'web',
             'compose':'services:\\n  web:\\n    image: demo/idle:1\\n    configs: [hello]\\nconfigs:\\n  hello:\\n    content: hello\\n',
             'env':{},'pull':'missing','services':{'web':{'image':'demo/idle:1','state':'running'}},
             'publishes':[],'registries':[]}
            """,
            Map.of());

    assertThatThrownBy(() -> stacks.prepare(wanted, new Observation.Absent(), stub.work))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining(
            "Portainer 2.33.5 starts the containers of service web without its configs: update the server to 2.33.6 or 2.37")
        .hasMessageContaining(StackPlace.UNTOUCHED);
  }

  @Test
  void aStoppedContainerIsSeenThoughTheRecordIsUnchanged() throws Exception {
    world("exited", "Exited (137) 3 seconds ago");
    assertThat(present(web("web", "demo/idle:1")).attributes().object("services").toString())
        .contains("\"state\":\"stopped\"");
  }

  @Test
  void aContainerOfAnotherImageIsSeen() throws Exception {
    world("running", "Up 3 seconds");
    assertThat(present(web("web", "demo/idle:2")).attributes().object("services").toString())
        .contains("demo/idle:1");
  }

  @Test
  void aProjectThatRunsOutsideIsSomebodyElses() throws Exception {
    world("running", "Up 3 seconds");
    stub.answer("GET", "/api/stacks", 200, "[]");
    Present seen = present(web("web", "demo/idle:1"));
    assertThat(seen.claim().isForeign()).isTrue();
    assertThat(seen.identity()).isEqualTo(Identity.UNKNOWN);
  }

  /** An open variable may name a secret one; what it stands for is then shown. */
  @Test
  void theSecretsOfARecordAreMadeKnownBeforeItIsShown() throws Exception {
    world("running", "Up 3 seconds");
    present(web("web", "demo/idle:1"));
    assertThat(stub.redaction.redact("http://x:planted-secret-1@db"))
        .isEqualTo("http://x:(sensitive)@db");
  }

  /** Nobody has said that it is no password, and a plan is read in logs and requests. */
  @Test
  void aVariableThatSomebodyAddedIsNamedWithoutItsValue() throws Exception {
    world("running", "Up 3 seconds");
    String more = record(1).replace("]}", ",{\"name\":\"DB_PASSWORD\",\"value\":\"hunter22\"}]}");
    stub.answer("GET", "/api/stacks", 200, "[" + more + "]");
    Resource wanted = web("web", "demo/idle:1");
    Attributes seen = present(wanted).attributes();
    assertThat(seen.toString()).doesNotContain("hunter22");
    assertThat(seen.object("env").toString())
        .isEqualTo("{\"DB_PASSWORD\":\"(sensitive)\",\"PORT\":\"80\"}");

    // One that was taken over so is no more open for it.
    Resource taken =
        FakeWork.resource("stack/web1/web", seen.toJson().toString(), wanted.secrets());
    Subject next =
        new Subject(
            wanted.address(), wanted, PortainerLab.recorded(taken, present(wanted).identity()));
    assertThat(stacks.read(next, stub.work).toString()).doesNotContain("hunter22");
  }

  @Test
  void aStackOfAGitRepositoryIsNotTakenFromIt() throws Exception {
    world("running", "Up 3 seconds");
    String attached =
        record(1)
            .replace(
                "\"Type\":2",
                "\"Type\":2,\"GitConfig\":{\"URL\":\"https://me:planted@git.example/web\"}");
    stub.answer("GET", "/api/stacks", 200, "[" + attached + "]");
    Observation.Claim claim = present(web("web", "demo/idle:1")).claim();
    assertThat(claim.isForeign()).isTrue();
    assertThat(claim.reason()).contains("https://git.example/web").doesNotContain("planted");
  }

  /** The server would take the services of a swarm for containers of compose, and end them. */
  @ParameterizedTest
  @CsvSource({"1,Swarm", "3,Kubernetes"})
  void aStackOfAnotherKindIsNeverTaken(int type, String kind) throws Exception {
    world("running", "Up 3 seconds");
    String other = record(1).replace("\"Type\":2", "\"Type\":" + type);
    stub.answer("GET", "/api/stacks", 200, "[" + other + "]");
    Resource wanted = web("web", "demo/idle:1");
    String reason =
        "stack web on web1: Portainer has it as a stack of " + kind + ", and phoenix makes stacks";
    assertThat(stacks.read(FakeWork.wanted(wanted), stub.work))
        .isInstanceOfSatisfying(
            Observation.Unreachable.class, seen -> assertThat(seen.reason()).contains(reason));
    assertThatThrownBy(() -> stacks.create(wanted, stub.work)).hasMessageContaining(reason);
    assertThatThrownBy(
            () -> stacks.delete(PortainerLab.recorded(wanted, Identity.UNKNOWN), stub.work))
        .hasMessageContaining(reason);
    assertThat(stub.asked()).noneMatch(asked -> asked.matches("(PUT|POST|DELETE) .*"));
  }

  @Test
  void eachListIsAskedForOnceHoweverManyStacks() throws Exception {
    world("running", "Up 3 seconds");
    List<Callable<Observation>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reads.add(() -> stacks.read(FakeWork.wanted(web("web", "demo/idle:1")), stub.work));
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Observation> read : executor.invokeAll(reads)) {
        assertThat(read.get()).isInstanceOf(Present.class);
      }
    }
    assertThat(stub.asked())
        .containsExactlyInAnyOrder(
            "GET /api/system/status",
            "GET /api/endpoints",
            "GET /api/stacks",
            "GET /api/stacks/5/file",
            "GET /api/endpoints/1/docker/containers/json");
  }

  @Test
  void anUpdateSendsTheVariablesAndWaitsForItsServices() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:1");
    Present seen = present(wanted);
    stub.answer("PUT", "/api/stacks/5", 200, record(3));
    stub.answers("GET", "/api/stacks/5", 200, record(3), record(3), record(1));
    assertThat(stacks.update(wanted, seen, stub.work).part("id")).isEqualTo("5");
    assertThat(stub.sent("PUT", "/api/stacks/5"))
        .contains("\"name\":\"PASS\"", "\"name\":\"PORT\"", "RepullImageAndRedeploy", "PullImage");
    assertThat(stub.work.said).contains("the server deploys", "1 of 1 services running");
  }

  @Test
  void aFailedUpdateDeploysWhatWorkedBefore() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.answers("PUT", "/api/stacks/5", 200, record(3), record(1));
    stub.answers(
        "GET", "/api/endpoints/1/docker/containers/json", 200, "[]", "[]", runs("demo/idle:1"));
    stub.answers(
        "GET",
        "/api/stacks/5",
        200,
        record(4)
            .replace(
                "\"Status\":4",
                "\"Status\":4,\"DeploymentStatus\":[{\"Message\":\"no such planted-secret-1\"}]"),
        record(1));
    assertThatThrownBy(() -> stacks.update(wanted, seen, stub.work))
        .hasMessageContaining("no such (sensitive)")
        .hasMessageContaining(
            "What worked before was deployed again; 1 of the 1 services that ran before the update run now.");
    assertThat(stub.sent("PUT", "/api/stacks/5")).contains("demo/idle:1").contains("PASS");
  }

  @Test
  void anInterruptedWaitTakesNothingBack() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.answer("PUT", "/api/stacks/5", 200, record(3));
    stub.answer("GET", "/api/stacks/5", 200, record(3));
    stub.work.interrupted = true;
    assertThatThrownBy(() -> stacks.update(wanted, seen, stub.work))
        .isInstanceOfSatisfying(
            ResourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.AMBIGUOUS))
        .hasMessage(
            "interrupted before it was seen to end; the next run looks what became of it and goes"
                + " on from there");
    assertThat(stub.sent("PUT", "/api/stacks/5")).contains("demo/idle:2");
    assertThat(stub.work.said).doesNotContain("the update failed; deploying what worked before");
  }

  /** The server goes on deploying, and taking that back would be the outage that is feared. */
  @ParameterizedTest
  @ValueSource(ints = {502, 524})
  void anUpdateThatAProxyGivesUpWaitingForIsNotTakenBack(int status) throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.answer("PUT", "/api/stacks/5", status, "<html>A timeout occurred</html>");
    stub.answer("GET", "/api/stacks/5/file", 200, file(wanted));
    stub.answers("GET", "/api/stacks/5", 200, record(1), record(1), updated(record(1)));
    stub.answer("GET", "/api/endpoints/1/docker/containers/json", 200, runs("demo/idle:2"));
    stacks.update(wanted, seen, stub.work);
    assertThat(stub.asked())
        .filteredOn(asked -> asked.startsWith("PUT"))
        .containsExactly("PUT /api/stacks/5");
  }

  /** The file is the new one from the first moment; the record is when the deployment ended. */
  @Test
  void aLostAnswerOfAnUpdateIsNoSuccessWhileTheServerDeploys() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.cut("PUT", "/api/stacks/5");
    stub.answer("GET", "/api/stacks/5/file", 200, file(wanted));
    stub.answers("GET", "/api/stacks/5", 200, record(1), record(1), record(1), updated(record(1)));
    stub.answer("GET", "/api/endpoints/1/docker/containers/json", 200, runs("demo/idle:2"));
    stacks.update(wanted, seen, stub.work);
    assertThat(stub.asked()).filteredOn("GET /api/stacks/5"::equals).hasSize(4);
  }

  /** It rolls the file back and takes everything down, as after a failure that it told of. */
  @Test
  void anUpdateThatFailsAfterItsAnswerWasLostIsCured() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.faultBefore(
        "PUT", "/api/stacks/5", aResponse().withFault(Fault.EMPTY_RESPONSE), 200, record(1));
    stub.answers(
        "GET",
        "/api/endpoints/1/docker/containers/json",
        200,
        "[]",
        "[]",
        "[]",
        runs("demo/idle:1"));
    assertThatThrownBy(() -> stacks.update(wanted, seen, stub.work))
        .hasMessageContaining("What worked before was deployed again; 1 of the 1 services");
    assertThat(stub.sent("PUT", "/api/stacks/5")).contains("demo/idle:1");
  }

  @Test
  void aServiceThatStillRunsAnotherImageIsWaitedFor() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.answer("PUT", "/api/stacks/5", 200, record(1));
    stub.answers(
        "GET",
        "/api/endpoints/1/docker/containers/json",
        200,
        runs("demo/idle:1"),
        runs("demo/idle:1"),
        runs("demo/idle:2"));
    stacks.update(wanted, seen, stub.work);
    assertThat(stub.work.said).contains("0 of 1 services running", "1 of 1 services running");
  }

  /** The server takes down what runs of it before it deploys again. */
  @Test
  void oneWhoseLastDeploymentFailedIsMadeAnewByAnyChange() throws Exception {
    world("running", "Up 3 seconds");
    stub.answer("GET", "/api/stacks", 200, "[" + record(4) + "]");
    assertThat(present(web("web", "demo/idle:2")).disruptions())
        .containsExactly(
            Map.entry("compose", Rule.Disruption.RECREATE),
            Map.entry("env", Rule.Disruption.RECREATE),
            Map.entry("services", Rule.Disruption.RECREATE));
  }

  /** Deploying leaves it as it is, so that each plan would have the same to do. */
  @Test
  void anUnhealthyContainerIsRestarted() throws Exception {
    world("running", "Up 3 minutes (unhealthy)");
    Resource wanted = web("web", "demo/idle:1");
    Present seen = present(wanted);
    assertThat(seen.disruptions())
        .containsExactly(Map.entry("services.web.state", Rule.Disruption.RESTART));
    stub.answer("PUT", "/api/stacks/5", 200, record(1));
    stub.answer("POST", "/api/endpoints/1/docker/containers/cweb/restart", 204, "");
    String sick =
        "[" + CONTAINER.formatted("web", "demo/idle:1", "running", "Up (unhealthy)") + "]";
    stub.answers(
        "GET", "/api/endpoints/1/docker/containers/json", 200, sick, sick, runs("demo/idle:1"));
    stacks.update(wanted, seen, stub.work);
    assertThat(stub.asked())
        .containsOnlyOnce("POST /api/endpoints/1/docker/containers/cweb/restart")
        .containsSubsequence(
            "PUT /api/stacks/5", "POST /api/endpoints/1/docker/containers/cweb/restart");
  }

  /** What is not down needs no second deployment, which on late servers begins with taking down. */
  @Test
  void aFailedUpdateThatTookNothingDownIsLeftAtThat() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:2");
    Present seen = present(wanted);
    stub.answer("PUT", "/api/stacks/5", 200, record(3));
    stub.answer("GET", "/api/stacks/5", 200, record(4));
    assertThatThrownBy(() -> stacks.update(wanted, seen, stub.work))
        .hasMessageContaining(
            "the deployment failed. 1 of the 1 services that ran before the update run now.");
    assertThat(stub.asked()).containsOnlyOnce("PUT /api/stacks/5");
  }

  private static String runs(String image) {
    return "[" + CONTAINER.formatted("web", image, "running", "Up 3 seconds") + "]";
  }

  private static String file(Resource stack) {
    return "{\"StackFileContent\":\"%s\"}"
        .formatted(stack.attributes().text("compose").replace("\n", "\\n"));
  }

  private static String updated(String record) {
    return record.replace("\"Status\"", "\"UpdateDate\":1700000000,\"Status\"");
  }

  @Test
  void anImageThatCannotBePulledIsFoundBeforeAnythingChanges() throws Exception {
    world("running", "Up 3 seconds");
    Resource wanted = web("web", "demo/idle:8");
    Present seen = present(wanted);
    stub.answer(
        "POST",
        "/api/endpoints/1/docker/images/create",
        404,
        Recording.body("containers", "pull by proxy, unknown tag"));
    assertThatThrownBy(() -> stacks.prepare(wanted, seen, stub.work))
        .hasMessageContaining("manifest unknown")
        .hasMessageContaining("keeps running");
    assertThatThrownBy(() -> stacks.update(wanted, seen, stub.work))
        .isInstanceOf(ResourceFailure.class);
    assertThat(stub.asked()).noneMatch(asked -> asked.startsWith("PUT"));
  }

  /** The same registry, whether an image names it or leaves it out. */
  @ParameterizedTest
  @ValueSource(strings = {"docker.io/demo/own:8", "demo/own:8"})
  void anImageOfDockerHubIsPulledWithTheLogInForIt(String image) throws Exception {
    world("running", "Up 3 seconds");
    stub.answer(
        "GET",
        "/api/registries",
        200,
        "[{\"Id\":3,\"Name\":\"hub\",\"URL\":\"docker.io\",\"Type\":6}]");
    stub.answer("POST", "/api/endpoints/1/docker/images/create", 200, "");
    Resource web = web("web", image);
    Resource wanted =
        FakeWork.resource(
            "stack/web1/web",
            web.attributes()
                .toJson()
                .toString()
                .replace("\"registries\":[]", "\"registries\":[\"hub\"]"),
            web.secrets());
    stacks.prepare(wanted, present(wanted), stub.work);
    assertThat(
            stub.server.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> request.getUrl().contains("/images/create"))
                .map(request -> request.getHeader("X-Registry-Auth")))
        .containsExactly("eyJyZWdpc3RyeUlkIjozfQ==");
  }

  @Test
  void aPortThatAnotherContainerHoldsIsFoundBeforeAnythingChanges() throws Exception {
    world("running", "Up 3 seconds");
    stub.answer(
        "GET",
        "/api/endpoints/1/docker/containers/json",
        200,
        "["
            + CONTAINER
                .formatted("other", "x", "running", "Up")
                .replace(
                    "\"Ports\":[]",
                    "\"Ports\":[{\"IP\":\"127.0.0.1\",\"PublicPort\":8080,\"Type\":\"tcp\"}]")
            + "]");
    Resource wanted = web("web", "demo/idle:1");
    assertThatThrownBy(() -> stacks.prepare(wanted, new Observation.Absent(), stub.work))
        .hasMessageContaining("8080")
        .hasMessageContaining("container other-web-1 of stack other");
  }

  @Test
  void aCreateWhoseAnswerWasLostIsFoundAgain() throws Exception {
    world("running", "Up 3 seconds");
    stub.answers("GET", "/api/stacks", 200, "[]", "[]", "[" + record(1) + "]");
    stub.cut("POST", "/api/stacks/create/standalone/string");
    Identity made = stacks.create(web("web", "demo/idle:1"), stub.work);
    assertThat(made.part("id")).isEqualTo("5");
    assertThat(stub.work.journal).contains(made);
    assertThat(stub.asked())
        .filteredOn(asked -> asked.startsWith("POST /api/stacks/create"))
        .hasSize(1);
  }

  private void nameIsTaken(String... listed) {
    world("running", "Up 3 seconds");
    stub.answers("GET", "/api/stacks", 200, listed);
    stub.answer(
        "POST",
        "/api/stacks/create/standalone/string",
        409,
        Recording.body("stacks", "create of the same name"));
  }

  @Test
  void aStackThatSomebodyMadeMeanwhileIsChangedToWhatIsWanted() throws Exception {
    nameIsTaken("[]", "[" + record(1) + "]");
    stub.answer("PUT", "/api/stacks/5", 200, record(1));
    Identity made = stacks.create(web("web", "demo/idle:1"), stub.work);
    assertThat(made.part("id")).isEqualTo("5");
    assertThat(stub.work.journal).containsExactly(made);
    assertThat(stub.sent("PUT", "/api/stacks/5")).contains("demo/idle:1", "planted-secret-1");
  }

  @Test
  void aNameThatNoStackOfTheEnvironmentHasIsSomebodyElses() {
    nameIsTaken("[]", "[]");
    assertThatThrownBy(() -> stacks.create(web("web", "demo/idle:1"), stub.work))
        .hasMessage(
            "server/main: stack web on web1: the server has something of that name that is no stack"
                + " of this environment. Take the compose project of that name down, or rename the"
                + " stack's folder, then run again.");
    assertThat(stub.work.journal).isEmpty();
  }

  @Test
  void aRefusedUserIsNotTakenForARefusedAgent() throws Exception {
    world("running", "Up 2 minutes");
    stub.answer(
        "GET",
        "/api/endpoints/1/docker/containers/json",
        403,
        "{\"message\":\"Permission denied to access environment\",\"details\":\"Access denied to resource\"}");
    assertThat(stacks.read(FakeWork.wanted(web("web", "demo/idle:1")), stub.work))
        .isInstanceOfSatisfying(
            Observation.Unreachable.class,
            unreachable ->
                assertThat(unreachable.reason())
                    .contains("Permission denied to access environment")
                    .doesNotContain("AGENT_SECRET"));
  }

  @Test
  void aDeadAgentIsNoReasonToForgetAStack() throws Exception {
    world("running", "Up 3 seconds");
    stub.answer("GET", "/api/endpoints/1/docker/containers/json", 502, "");
    assertThat(stacks.read(FakeWork.wanted(web("web", "demo/idle:1")), stub.work))
        .isInstanceOf(Observation.Unreachable.class);
  }
}
