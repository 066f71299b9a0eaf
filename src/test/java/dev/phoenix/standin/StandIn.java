package dev.phoenix.standin;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.portainer.Agent;
import dev.phoenix.lab.portainer.PortainerServer;
import dev.phoenix.lab.portainer.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What runs in the containers: {@code server} with Portainer's own flags, or {@code agent}. */
public final class StandIn {
  private static final String PASSWORD_FILE = "--admin-password-file=";
  private static final int HTTPS = 9443;
  private static final int AGENT = 9001;

  private StandIn() {}

  public static void main(String[] arguments) throws IOException {
    String version = System.getenv().getOrDefault("STANDIN_VERSION", "2.33.5");
    String secret = System.getenv().getOrDefault("AGENT_SECRET", "");
    List<String> words = List.of(arguments);
    if (words.getFirst().equals("agent")) {
      agent(version, secret);
    } else {
      server(ServerOptions.of(version).withAgentSecret(secret), words);
    }
    System.out.println(words.getFirst() + " " + version + " listens");
  }

  private static void agent(String version, String secret) throws IOException {
    Service docker = Upstream.socket(Path.of("/var/run/docker.sock"));
    Agent agent = new Agent(version, secret, Engine.inMemory("agent"), docker, Storage.memory());
    Doorway.open(AGENT, HttpFront.open(agent, Identity.make(), Weather.fair()).address());
  }

  private static void server(ServerOptions options, List<String> words) throws IOException {
    String password = "";
    for (String word : words) {
      if (word.startsWith(PASSWORD_FILE)) {
        password = Files.readString(Path.of(word.substring(PASSWORD_FILE.length()))).strip();
      }
    }
    Storage data = new FileStorage(Path.of("/data/portainer.json"));
    RealPeers peers = new RealPeers(options.agentSecret(), data);
    // Only agents are reached: there is no engine behind a socket of the server itself.
    Service unreached = _ -> Reply.empty(502);
    PortainerServer server =
        new PortainerServer(options.withAdmin("admin", password), data, peers, _ -> unreached);
    Service swept =
        request -> {
          Reply reply = server.answer(request);
          if (request.path().startsWith("/api/stacks") && !request.method().equals("GET")) {
            peers.sweep();
          }
          return reply;
        };
    Doorway.open(HTTPS, HttpFront.open(swept, server.identity(), Weather.fair()).address());
  }
}
