package dev.phoenix.standin;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Refusal;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.portainer.Agent;
import dev.phoenix.lab.portainer.Peer;
import dev.phoenix.lab.portainer.Peers;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The network as a container sees it: agents are called over TLS at their real addresses. */
final class RealPeers implements Peers {
  private final String secret;
  private final Storage data;
  private final Map<String, EngineMirror> mirrors = new ConcurrentHashMap<>();
  private final Map<String, Agent> agents = new ConcurrentHashMap<>();

  /** The signature with which the server was last let in. */
  private final Map<String, Map<String, String>> signatures = new ConcurrentHashMap<>();

  RealPeers(String secret, Storage data) {
    this.secret = secret;
    this.data = data;
  }

  @Override
  public Peer at(String host, int port) {
    Upstream upstream = Upstream.tls(host, port);
    Reply ping;
    try {
      ping = upstream.exchange(Request.of("GET", "/ping", ""));
    } catch (ConnectException _) {
      return new Peer.Refused();
    } catch (IOException _) {
      return new Peer.Silent();
    }
    String version = version(ping);
    if (version.isEmpty()) {
      return new Peer.Other();
    }
    String place = host + ":" + port;
    Agent agent =
        agents.computeIfAbsent(place + " " + version, _ -> agent(place, version, upstream));
    learn(place);
    return agent;
  }

  private void learn(String place) {
    EngineMirror mirror = mirrors.get(place);
    if (mirror == null || !signatures.containsKey(place)) {
      return;
    }
    try {
      mirror.learn();
    } catch (Refusal _) {
      // The agent does not let us in, as whoever asks it next is told.
    }
  }

  private static String version(Reply ping) {
    return ping.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Portainer-Agent"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** It checks signatures as the agent at the other end does, which checks them again. */
  private Agent agent(String place, String version, Upstream upstream) {
    Service signed =
        request -> {
          Map<String, String> headers = signatures.getOrDefault(place, Map.of());
          Request sent = request;
          for (Map.Entry<String, String> header : headers.entrySet()) {
            sent = sent.withHeader(header.getKey(), header.getValue());
          }
          return upstream.answer(sent);
        };
    EngineMirror mirror =
        mirrors.computeIfAbsent(
            place,
            _ ->
                new EngineMirror(
                    place, new RealEngine(signed, data), data.within("engine/" + place + "/")));
    return new Agent(
        version,
        secret,
        mirror.engine(),
        request -> {
          remember(place, request);
          return upstream.answer(request);
        },
        Storage.memory());
  }

  private void remember(String place, Request request) {
    String key = "x-portaineragent-publickey";
    String signature = "x-portaineragent-signature";
    signatures.put(place, Map.of(key, request.header(key), signature, request.header(signature)));
  }

  /** What a change of a stack has left behind. */
  void sweep() {
    mirrors
        .values()
        .forEach(mirror -> {
          mirror.sweep();
        });
  }

  @Override
  public Optional<Engine> local() {
    return Optional.empty();
  }
}
