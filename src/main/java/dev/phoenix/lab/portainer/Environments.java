package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.http.Service;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Finds the way from the server to its environments. */
final class Environments {
  private static final Pattern ADDRESS = Pattern.compile("(?:[a-z]+://)?([^/:]+)(?::(\\d+))?.*");
  private static final int AGENT_PORT = 9001;

  private final Peers peers;
  private final Signer signer;
  private final String signature;
  private final Function<Engine, Service> api;

  Environments(Peers peers, Signer signer, String secret, Function<Engine, Service> api) {
    this.api = api;
    this.peers = peers;
    this.signer = signer;
    this.signature = signer.signature(secret);
  }

  Environment of(ObjectNode endpoint) {
    String url = endpoint.path("URL").asString("");
    if (endpoint.path("Type").asInt(0) == EndpointForm.AGENT) {
      return at(url) instanceof Agent agent
          ? new Environment.Reached(agent, signer, signature)
          : new Environment.Dead(refusal(url));
    }
    return peers
        .local()
        .<Environment>map(engine -> new Environment.Local(engine, api.apply(engine)))
        .orElse(new Environment.Dead(refusal(url)));
  }

  /** What the Docker client says of a host that it cannot reach. */
  private static String refusal(String url) {
    return "Cannot connect to the Docker daemon at %s. Is the docker daemon running?"
        .formatted(url);
  }

  private Peer at(String url) {
    Matcher matcher = ADDRESS.matcher(url);
    if (!matcher.matches()) {
      return new Peer.Refused();
    }
    String port = matcher.group(2);
    return peers.at(matcher.group(1), port == null ? AGENT_PORT : Integer.parseInt(port));
  }

  /**
   * Asks an agent for its version, as the server does before it makes an environment.
   *
   * @throws Failure with the error of the network library
   */
  String ping(String url, boolean trusting) {
    String hostPort = url.replaceFirst("^[a-z]+://", "");
    String ping = "Get \"https://" + hostPort + "/ping\": ";
    String host = hostPort.split(":", 2)[0];
    return switch (at(url)) {
      case Peer.Refused _ ->
          throw unknown(ping + "dial tcp " + hostPort + ": connect: connection refused");
      case Peer.Silent _ ->
          throw unknown(
              ping + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
      case Peer.Other _ -> throw unknown("Failed request with status 404");
      case Agent agent -> {
        if (!trusting) {
          throw unknown(
              ping
                  + "tls: failed to verify certificate: x509: certificate is valid for 172.17.0.2, not "
                  + host);
        }
        yield agent.version();
      }
    };
  }

  private static Failure unknown(String details) {
    return new Failure(500, "Unable to get environment type", details);
  }
}
