package dev.phoenix.lab.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PortainerServerTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String GOOD = "services:\n  web:\n    image: demo/idle:1\n";
  private static final String BAD = "services:\n  web:\n    image: 127.0.0.1:5555/none:1\n";

  private final Engine engine = Engine.inMemory("machine");
  private final Agent agent =
      new Agent("2.45.0", "", engine, _ -> Reply.empty(200), Storage.memory());
  private final Storage data = Storage.memory();

  private PortainerServer server(ServerOptions options) {
    Peers peers =
        new Peers() {
          @Override
          public Peer at(String host, int port) {
            return port == 9001 ? agent : new Peer.Refused();
          }

          @Override
          public Optional<Engine> local() {
            return Optional.of(engine);
          }
        };
    return new PortainerServer(options, data, peers, _ -> _ -> Reply.empty(200));
  }

  private static Reply ask(PortainerServer server, String method, String target, String body) {
    Request request = Request.of(method, target, body);
    return server.answer(request.withHeader("x-api-key", "ptr_made_before"));
  }

  private static JsonNode json(Reply reply) {
    return JsonText.read(reply.text());
  }

  private PortainerServer ready(String version) {
    PortainerServer server =
        server(
            ServerOptions.of(version)
                .withAdmin("admin", PASSWORD)
                .withApiKey("ptr_made_before")
                .withDeploy(Duration.ofMillis(20)));
    Reply made =
        ask(
            server,
            "POST",
            "/api/endpoints?Name=web1&EndpointCreationType=2&URL=tcp%3A%2F%2Fweb1%3A9001&TLS=true&TLSSkipVerify=true&TLSSkipClientVerify=true",
            "");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    return server;
  }

  private static String stack(String content) {
    return JsonText.write(Json.object().put("Name", "web").put("StackFileContent", content));
  }

  private static JsonNode settled(PortainerServer server) throws InterruptedException {
    for (int i = 0; i < 6000; i++) {
      JsonNode stack = json(ask(server, "GET", "/api/stacks/1", ""));
      if (stack.path("Status").asInt(0) != Stacks.DEPLOYING) {
        return stack;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the stack is deployed for ever");
  }

  @Test
  void deploysInTheBackgroundFromRelease41() throws Exception {
    PortainerServer server = ready("2.45.0");
    String create = "/api/stacks/create/standalone/string?endpointId=1";

    assertThat(json(ask(server, "POST", create, stack(GOOD))).path("Status").asInt(0))
        .isEqualTo(Stacks.DEPLOYING);
    Reply early = ask(server, "PUT", "/api/stacks/1?endpointId=1", stack(GOOD));
    assertThat(early.status()).isEqualTo(409);
    assertThat(settled(server).path("Status").asInt(0)).isEqualTo(Stacks.ACTIVE);
    assertThat(engine.compose().containers("web")).hasSize(1);

    ask(server, "PUT", "/api/stacks/1?endpointId=1", stack(BAD));
    JsonNode failed = settled(server);
    assertThat(failed.path("Status").asInt(0)).isEqualTo(Stacks.FAILED);
    assertThat(failed.path("DeploymentStatus").toString()).contains("connection refused");
    assertThat(
            json(ask(server, "GET", "/api/stacks/1/file", "")).path("StackFileContent").asString())
        .isEqualTo(GOOD);
    assertThat(ask(server, "POST", create, stack(GOOD)).status()).isEqualTo(409);
  }

  @Test
  void deploysBeforeItAnswersUpToRelease40() {
    PortainerServer server = ready("2.33.5");
    Reply failed =
        ask(server, "POST", "/api/stacks/create/standalone/string?endpointId=1", stack(BAD));

    assertThat(failed.status()).isEqualTo(500);
    assertThat(ask(server, "GET", "/api/stacks/1", "").status()).isEqualTo(404);
  }

  @Test
  void asksForASetupTokenWhereTheReleaseKnowsIt() {
    String init = "{\"Username\":\"admin\",\"Password\":\"%s\"}".formatted(PASSWORD);
    PortainerServer server = server(ServerOptions.of("2.39.4"));
    Request request = Request.of("POST", "/api/users/admin/init", init);

    assertThat(server.answer(request).status()).isEqualTo(403);
    String line = server.log().getFirst();
    String token = line.substring(line.indexOf("setup_token=") + "setup_token=".length());
    Reply made = server.answer(request.withHeader("x-setup-token", token));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.text()).doesNotContain(PASSWORD);
  }

  @Test
  void keepsItsDataOverARestart() {
    ready("2.33.5");
    PortainerServer again = server(ServerOptions.of("2.33.5"));

    assertThat(json(ask(again, "GET", "/api/endpoints", "")).path(0).path("Name").asString(""))
        .isEqualTo("web1");
    assertThat(again.identity().fingerprint()).startsWith("sha256:");
    assertThat(again.identity().fingerprint()).isEqualTo(again.identity().fingerprint());
  }
}
