package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Appliance;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.engine.Reference;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Weather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The software of the images of Portainer's server and agent. */
public final class PortainerAppliance implements Appliance {
  private static final Set<String> SERVERS =
      Set.of("portainer/portainer-ce", "portainer/portainer-ee");
  private static final String AGENT = "portainer/agent";
  private static final int HTTPS = 9443;
  private static final int HTTP = 9000;
  private static final int AGENT_PORT = 9001;

  private final Function<Engine, Service> api;
  private final InstantSource clock;
  private final Duration deploy;
  private final Function<String, Weather> weather;
  private final Map<String, PortainerServer> servers = new ConcurrentHashMap<>();
  private final Map<String, Agent> agents = new ConcurrentHashMap<>();
  private final Map<String, HttpFront> fronts = new ConcurrentHashMap<>();
  private final Set<String> fingerprints = ConcurrentHashMap.newKeySet();

  private @Nullable Identity agentIdentity;

  /**
   * The appliance of a world.
   *
   * @param api gives the API of an engine
   * @param deploy how long the deployment of a stack takes
   * @param weather between callers and the servers on the machine of this name
   */
  public PortainerAppliance(
      Function<Engine, Service> api,
      InstantSource clock,
      Duration deploy,
      Function<String, Weather> weather) {
    this.api = api;
    this.clock = clock;
    this.deploy = deploy;
    this.weather = weather;
  }

  /** The certificates that were shown so far; grows with each server that is started. */
  public Set<String> fingerprints() {
    return Collections.unmodifiableSet(fingerprints);
  }

  /**
   * All agents show the same certificate, which saves each a key of its own; made when the first is
   * called, since that takes a tenth of a short command.
   */
  private synchronized Identity agentIdentity() {
    Identity known = agentIdentity;
    if (known == null) {
      known = Identity.make();
      fingerprints.add(known.fingerprint());
      agentIdentity = known;
    }
    return known;
  }

  @Override
  public boolean serves(Reference image) {
    return SERVERS.contains(image.path()) || image.path().equals(AGENT);
  }

  @Override
  public void started(Container container, Machine machine) {
    stopped(container, machine);
    if (isAgent(container)) {
      agent(container, machine);
    } else {
      server(container, machine);
    }
  }

  private static boolean isAgent(Container container) {
    return Reference.of(container.image()).path().equals(AGENT);
  }

  @Override
  public void stopped(Container container, Machine machine) {
    servers.remove(container.id());
    agents.remove(container.id());
    for (String key : List.copyOf(fronts.keySet())) {
      if (key.startsWith(container.id())) {
        HttpFront front = fronts.remove(key);
        if (front != null) {
          front.close();
        }
      }
    }
  }

  @Override
  public void removed(Container container, Machine machine) {
    stopped(container, machine);
  }

  @Override
  public List<String> log(Container container) {
    PortainerServer server = servers.get(container.id());
    return server == null ? List.of() : server.log();
  }

  @Override
  public @Nullable SocketAddress listen(Container container, Machine machine, int port) {
    boolean agent = isAgent(container);
    boolean known = agent ? port == AGENT_PORT : port == HTTPS || port == HTTP;
    return known
        ? fronts
            .computeIfAbsent(container.id() + " " + port, _ -> front(container, machine, port))
            .address()
        : null;
  }

  private HttpFront front(Container container, Machine machine, int port) {
    try {
      if (isAgent(container)) {
        return HttpFront.open(agent(container, machine), agentIdentity(), Weather.fair());
      }
      PortainerServer server = server(container, machine);
      Weather sky = weather.apply("portainer on " + machine.name()).behindGateway();
      if (port == HTTP) {
        return HttpFront.plain(server, sky);
      }
      fingerprints.add(server.identity().fingerprint());
      return HttpFront.open(server, server.identity(), sky);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Agent agent(Container container, Machine machine) {
    return agents.computeIfAbsent(
        container.id(),
        _ ->
            new Agent(
                Reference.of(container.image()).tag(),
                container.environment().getOrDefault("AGENT_SECRET", ""),
                machine.engine(),
                api.apply(machine.engine()),
                machine.engine().memory(container)));
  }

  private PortainerServer server(Container container, Machine machine) {
    return servers.computeIfAbsent(
        container.id(),
        _ -> {
          ServerContainer home = new ServerContainer(container, machine.engine());
          return new PortainerServer(
              home.options().withClock(clock).withDeploy(deploy),
              home.data(),
              new Neighbours(container, machine),
              api);
        });
  }

  @Override
  public void close() {
    fronts.values().forEach(HttpFront::close);
  }

  /** The network as the server in one container sees it. */
  private final class Neighbours implements Peers {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Container container;
    private final Machine machine;

    Neighbours(Container container, Machine machine) {
      this.container = container;
      this.machine = machine;
    }

    @Override
    public Peer at(String host, int port) {
      // The lab's containers share the loopback of their machine, as the recorded ones did.
      Optional<Machine> found =
          LOOPBACK.contains(host) ? Optional.of(machine) : machine.fleet().machine(host);
      if (found.isEmpty()) {
        return new Peer.Silent();
      }
      Optional<Container> listener = found.get().engine().publishing(port);
      if (listener.isEmpty()) {
        return new Peer.Refused();
      }
      Container there = listener.get();
      return serves(Reference.of(there.image())) && isAgent(there)
          ? agent(there, found.get())
          : new Peer.Other();
    }

    @Override
    public Optional<Engine> local() {
      boolean mounted = container.host().toString().contains("/var/run/docker.sock");
      return mounted ? Optional.of(machine.engine()) : Optional.empty();
    }
  }
}
