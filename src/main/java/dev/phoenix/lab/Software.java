package dev.phoenix.lab;

import dev.phoenix.lab.engine.Appliance;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.engine.Reference;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the containers of a world hold: tells the appliances what their containers do. */
final class Software implements Engine.Appliances, AutoCloseable {
  private final List<? extends Appliance> appliances;
  private final Map<Engine, Machine> homes = Collections.synchronizedMap(new IdentityHashMap<>());

  Software(List<? extends Appliance> appliances) {
    this.appliances = List.copyOf(appliances);
  }

  /** From now on the containers of this machine are looked at. */
  void live(Machine machine) {
    homes.put(machine.engine(), machine);
  }

  /** This machine is no more. */
  void gone(Machine machine) {
    homes.remove(machine.engine());
  }

  private List<? extends Appliance> serving(Container container) {
    Reference image = Reference.of(container.image());
    return appliances.stream().filter(appliance -> appliance.serves(image)).toList();
  }

  /** Where a port inside a container really is; null if nothing listens there. */
  @Nullable SocketAddress listen(Container container, Machine machine, int port) {
    SocketAddress address = null;
    for (Appliance appliance : serving(container)) {
      address = appliance.listen(container, machine, port);
    }
    return address;
  }

  private void tell(Engine engine, Container container, Event event) {
    Machine machine = homes.get(engine);
    if (machine != null) {
      serving(container).forEach(appliance -> event.tell(appliance, container, machine));
    }
  }

  @Override
  public void started(Engine engine, Container container) {
    tell(engine, container, Appliance::started);
  }

  @Override
  public void stopped(Engine engine, Container container) {
    tell(engine, container, Appliance::stopped);
  }

  @Override
  public void removed(Engine engine, Container container) {
    tell(engine, container, Appliance::removed);
  }

  @Override
  public List<String> log(Engine engine, Container container) {
    return serving(container).stream()
        .flatMap(appliance -> appliance.log(container).stream())
        .toList();
  }

  @Override
  public void close() throws IOException {
    for (Appliance appliance : appliances) {
      appliance.close();
    }
  }

  /** What an appliance is told. */
  private interface Event {
    void tell(Appliance appliance, Container container, Machine machine);
  }
}
