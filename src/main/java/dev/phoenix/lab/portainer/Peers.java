package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Engine;
import java.util.Optional;

/** The network as a Portainer server sees it. */
public interface Peers {
  Peer at(String host, int port);

  /** The engine behind the Docker socket that is mounted into the server's container. */
  Optional<Engine> local();
}
