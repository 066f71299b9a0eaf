package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A Portainer agent in front of an engine. Without a secret it takes requests of the server that
 * came first only, as long as its container runs; a restart is a new agent.
 */
public final class Agent implements Service, Peer {
  private final String version;
  private final String secret;
  private final Engine engine;
  private final Service docker;
  private final Storage memory;
  private String owner = "";
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  /**
   * An agent.
   *
   * @param secret that it shares with its servers; empty if it has none
   * @param docker the API of the engine
   * @param memory where it remembers who came first
   */
  public Agent(String version, String secret, Engine engine, Service docker, Storage memory) {
    this.version = Version.of(version).text();
    this.secret = secret;
    this.engine = engine;
    this.docker = docker;
    this.memory = memory;
  }

  Engine engine() {
    return engine;
  }

  String version() {
    return version;
  }

  @Override
  public Reply answer(Request request) {
    if (request.path().equals("/ping")) {
      return named(Reply.empty(request.method().equals("GET") ? 204 : 405));
    }
    String key = request.header(Signer.KEY);
    String signature = request.header(Signer.SIGNATURE);
    if (key.isEmpty() || signature.isEmpty()) {
      return named(new Failure(403, "Missing request signature headers", "Unauthorized").reply());
    }
    if (!admits(key, signature)) {
      return named(new Failure(403, "Invalid request signature", "Unauthorized").reply());
    }
    return named(docker.answer(request));
  }

  private boolean admits(String key, String signature) {
    String claim = key + " " + signature;
    if (!verified.contains(claim)) {
      if (!Signer.isValid(key, signature, secret)) {
        return false;
      }
      verified.add(claim);
    }
    return !secret.isEmpty() || owner(key).equals(key);
  }

  /** Who came first. */
  private synchronized String owner(String caller) {
    if (owner.isEmpty()) {
      JsonNode kept = memory.all().get("owner");
      owner = kept == null ? caller : kept.asString("");
      if (kept == null) {
        memory.put("owner", StringNode.valueOf(caller));
      }
    }
    return owner;
  }

  private Reply named(Reply reply) {
    return reply
        .withHeader("Portainer-Agent", version)
        .withHeader("Portainer-Agent-Api-Version", "2")
        .withHeader("Portainer-Agent-Platform", "1");
  }
}
