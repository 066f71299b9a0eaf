package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.real.EngineCalls;
import dev.phoenix.real.RealHost;
import dev.phoenix.real.RealRegistry;
import dev.phoenix.real.StandInImages;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chain on a real host: phoenix as a process, a real OpenSSH server, a real Docker Engine with
 * real containers, real registries that it pulls from. Portainer's own software cannot be had
 * without its publisher's registry, so the images of the server and the agent hold stand-ins: they
 * run as real containers, talk to each other over real TLS with signed requests, and deploy stacks
 * as real containers, but what they answer is what the lab's Portainer answers.
 */
@Tag("long")
final class RealChainLongTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PASSWORD = "a-long-admin-password-5";
  private static final String SHARED = "a-shared-secret-7";

  /** Ends what was started, the last first. */
  private final Deque<Runnable> started = new ArrayDeque<>();

  @TempDir Path workspace;
  private RealHost host;
  private EngineCalls engine;
  private RealRegistry open;
  private RealRegistry closed;
  private Phoenix phoenix;
  private Map<String, String> words;

  @BeforeEach
  void start() throws IOException {
    host = RealHost.start();
    started.push(host::close);
    engine = host.engine();
    open = RealRegistry.open();
    started.push(open::close);
    closed = RealRegistry.start();
    started.push(closed::close);
    images();
    words = new TreeMap<>();
    words.put("SSH_PORT", String.valueOf(host.sshPort()));
    words.put("KEY", host.key().toString());
    words.put("FINGERPRINT", host.fingerprint());
    words.put("GATEWAY", host.gateway());
    words.put("HTTPS", String.valueOf(freePort()));
    words.put("AGENT", String.valueOf(freePort()));
    words.put("HTTP", String.valueOf(freePort()));
    words.put("OPEN", open.name());
    words.put("CLOSED", closed.name());
    words.put("SERVER_TAG", "2.33.5");
    words.put("AGENT_TAG", "2.33.5");
    words.put("PULL", "always");
    words.put("GREETING", "hello");
    phoenix =
        new Phoenix(
            workspace,
            Map.of("ADMIN", PASSWORD, "SHARED", SHARED, "PULLER", RealRegistry.PASSWORD),
            UnaryOperator.identity());
    write();
  }

  private void images() {
    StandInImages images = StandInImages.on(host);
    for (String tag : List.of("2.33.5", "2.33.6")) {
      StandInImages.publish(
          host, images.make("server", open.name() + "/portainer/portainer-ce:" + tag));
      StandInImages.publish(host, images.make("agent", open.name() + "/portainer/agent:" + tag));
    }
    String idle = closed.name() + "/demo/idle:1";
    StandInImages.busybox(host, idle, "sh", "-c", "trap 'exit 0' TERM; sleep 86400 & wait");
    engine.post("images/" + idle + "/tag?repo=stranger&tag=1", "{}");
    StandInImages.publish(host, idle);
  }

  @AfterEach
  void stop() {
    while (!started.isEmpty()) {
      started.pop().run();
    }
  }

  private void write() throws IOException {
    file("phoenix_hypervisor_config.json", "phoenix_hypervisor_config.json");
    file("docker-compose.yml", "stacks/web/docker-compose.yml");
    file("phoenix.json", "stacks/web/phoenix.json");
  }

  private void file(String template, String name) throws IOException {
    String text;
    try (InputStream stream = RealChainLongTest.class.getResourceAsStream(template)) {
      text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("@" + word.getKey() + "@", word.getValue());
    }
    Path file = workspace.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void chainOnARealHost() throws IOException {
    String before = stranger();
    created();
    unchanged();
    changed();
    serverUpdated();
    drifted();
    agentMadeByHand();
    removed();
    assertThat(container("stranger").path("Id").asString("")).isEqualTo(before);
    assertThat(container("stranger").at("/State/Running").asBoolean(false)).isTrue();
  }

  private void created() throws IOException {
    phoenix.run("validate").expect(0);
    assertThat(phoenix.run("plan", "--detailed-exitcode").expect(2).output())
        .contains("Plan: 9 to create, 1 to adopt.");
    assertThat(phoenix.run("apply", "--auto-approve").expect(0).errors())
        .contains("pulling " + open.name() + "/portainer/portainer-ce:2.33.5");
    assertThat(names())
        .containsExactly("portainer", "portainer_agent", "stranger", "web-web-1", "web-worker-1");
    JsonNode web = container("web-web-1");
    assertThat(variables(web)).contains("GREETING=hello");
    assertThat(web.at("/NetworkSettings/Networks").propertyNames())
        .containsExactlyInAnyOrder("edge", "web_default");
    assertThat(engine.get("volumes/web_data").at("/Labels/kept").asString("")).isEqualTo("yes");
    assertThat(answers(words.get("HTTP"))).isTrue();
  }

  private void unchanged() throws IOException {
    byte[] state = Files.readAllBytes(state());
    phoenix.run("plan", "--detailed-exitcode").expect(0);
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(Files.readAllBytes(state())).isEqualTo(state);
  }

  private void changed() throws IOException {
    String server = container("portainer").path("Id").asString("");
    String worker = container("web-worker-1").path("Id").asString("");
    words.put("AGENT_TAG", "2.33.6");
    words.put("GREETING", "good morning");
    words.put("PULL", "missing");
    write();
    assertThat(phoenix.run("plan").expect(0).output())
        .contains("/agent:2.33.5\"", "/agent:2.33.6\"", "good morning", "(config");
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(container("portainer_agent").at("/Config/Image").asString(""))
        .endsWith("/portainer/agent:2.33.6");
    assertThat(variables(container("web-web-1"))).contains("GREETING=good morning");
    assertThat(container("web-worker-1").path("Id").asString("")).isEqualTo(worker);
    assertThat(container("portainer").path("Id").asString("")).isEqualTo(server);
    phoenix.run("plan", "--detailed-exitcode").expect(0);
  }

  /** Its data volume is kept, so it is the same instance with all that was made in it. */
  private void serverUpdated() throws IOException {
    String instance = identity("server/web1", "instance");
    words.put("SERVER_TAG", "2.33.6");
    write();
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(container("portainer").at("/Config/Image").asString(""))
        .endsWith("/portainer/portainer-ce:2.33.6");
    assertThat(identity("server/web1", "instance")).isEqualTo(instance);
    phoenix.run("plan", "--detailed-exitcode").expect(0);
  }

  private void drifted() {
    engine.post("containers/web-web-1/stop?t=1", "");
    assertThat(phoenix.run("plan", "--detailed-exitcode").expect(2).output())
        .contains(
            "stack/web1/web",
            "1 of 2 services running",
            "services.web.state: \"stopped\" -> \"running\"  (drift)");
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(container("web-web-1").at("/State/Running").asBoolean(false)).isTrue();
    phoenix.run("plan", "--detailed-exitcode").expect(0);
  }

  /** Found without a record: an equal one is adopted as it is, another one is made anew. */
  private void agentMadeByHand() throws IOException {
    String equal = handMade("");
    forget("agent/web1");
    assertThat(phoenix.run("plan", "--detailed-exitcode").expect(2).output())
        .contains("& agent/web1", "exists but is not recorded");
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(container("portainer_agent").path("Id").asString("")).isEqualTo(equal);
    phoenix.run("plan", "--detailed-exitcode").expect(0);

    String other = handMade("\"LOG_LEVEL=DEBUG\",");
    forget("agent/web1");
    phoenix.run("apply", "--auto-approve").expect(0);
    assertThat(container("portainer_agent").path("Id").asString("")).isNotEqualTo(other);
    assertThat(variables(container("portainer_agent"))).doesNotContain("LOG_LEVEL=DEBUG");
    phoenix.run("plan", "--detailed-exitcode").expect(0);
  }

  private void removed() {
    phoenix.run("destroy", "--auto-approve").expect(0);
    assertThat(names()).containsExactly("stranger");
    List<String> networks = new ArrayList<>();
    engine.get("networks").forEach(network -> networks.add(network.path("Name").asString("")));
    assertThat(networks).containsExactlyInAnyOrder("bridge", "host", "none");
    List<String> volumes = new ArrayList<>();
    engine
        .get("volumes")
        .path("Volumes")
        .forEach(volume -> volumes.add(volume.path("Name").asString("")));
    // The data of the server is the user's to delete.
    assertThat(volumes).containsExactly("portainer_data");
    phoenix.run("destroy", "--auto-approve").expect(0);
  }

  /** An agent as somebody would start it with docker run; more variables may be given. */
  private String handMade(String variables) {
    engine.delete("containers/portainer_agent?force=true");
    String id =
        engine
            .post(
                "containers/create?name=portainer_agent",
                """
                {"Image": "%1$s/portainer/agent:2.33.6", "Env": [%2$s "AGENT_SECRET=%5$s"],
                 "ExposedPorts": {"9001/tcp": {}},
                 "HostConfig": {"RestartPolicy": {"Name": "always"},
                   "Binds": ["/var/run/docker.sock:/var/run/docker.sock",
                     "/var/lib/docker/volumes:/var/lib/docker/volumes"],
                   "PortBindings": {"9001/tcp": [{"HostIp": "%3$s", "HostPort": "%4$s"}]}}}
                """
                    .formatted(
                        open.name(), variables, words.get("GATEWAY"), words.get("AGENT"), SHARED))
            .path("Id")
            .asString("");
    engine.post("containers/" + id + "/start", "");
    return id;
  }

  /** Drops a record as a state of an older day would not have it. */
  private void forget(String address) throws IOException {
    ObjectNode state = (ObjectNode) MAPPER.readTree(Files.readString(state()));
    ((ObjectNode) state.path("resources")).remove(address);
    Files.writeString(state(), state.toPrettyString());
  }

  private String identity(String address, String part) throws IOException {
    return MAPPER
        .readTree(Files.readString(state()))
        .path("resources")
        .path(address)
        .path("identity")
        .path(part)
        .asString("");
  }

  private Path state() {
    return workspace.resolve("state").resolve(workspace.getFileName() + ".state.json");
  }

  private static List<String> variables(JsonNode container) {
    List<String> variables = new ArrayList<>();
    container.at("/Config/Env").forEach(variable -> variables.add(variable.asString("")));
    return variables;
  }

  private static boolean answers(@Nullable String port) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(String.valueOf(port)))) {
      return socket.isConnected();
    }
  }

  /** Something of somebody else, which must be as it was when all is over. */
  private String stranger() {
    String id =
        engine
            .post("containers/create?name=stranger", "{\"Image\":\"stranger:1\"}")
            .path("Id")
            .asString("");
    engine.post("containers/" + id + "/start", "");
    return id;
  }

  private JsonNode container(String name) {
    return engine.get("containers/" + name + "/json");
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (JsonNode one : engine.get("containers/json?all=true")) {
      names.add(one.path("Names").path(0).asString("").substring(1));
    }
    names.sort(null);
    return names;
  }
}
