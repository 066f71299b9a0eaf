package dev.phoenix.lab.engine;

import java.util.Optional;

/** The machines of the world, as they see one another. */
public interface Fleet {
  /** The machine of this name or address, reachable or not. */
  Optional<Machine> machine(String nameOrAddress);

  /** What listens at this TCP port of this machine, as seen from another one. */
  default Optional<Container> listening(String nameOrAddress, int port) {
    return machine(nameOrAddress).flatMap(machine -> machine.engine().publishing(port));
  }
}
