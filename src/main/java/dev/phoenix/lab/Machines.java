package dev.phoenix.lab;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Fleet;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.engine.Registries;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.http.Weather;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** The machines of a world, as the fleet names them and with what was kept of each. */
final class Machines implements Fleet {
  private final LabOptions options;
  private final WorldLog world;
  private final Software software;
  private final Registries registries;
  private volatile Map<String, LabMachine> byName = Map.of();

  Machines(LabOptions options, WorldLog world, Software software, LabFleet fleet) {
    this.options = options;
    this.world = world;
    this.software = software;
    Map<String, Login> logins = new LinkedHashMap<>();
    fleet
        .registries()
        .forEach((host, it) -> logins.put(host, new Login(it.user(), it.password().reveal())));
    this.registries = new Registries(Registries.USUAL.down(), Set.of(), logins);
  }

  /** Adds those that are not there yet. */
  synchronized void admit(List<LabFleet.Host> hosts) {
    Map<String, LabMachine> all = new LinkedHashMap<>(byName);
    List<LabFleet.Host> fresh =
        hosts.stream().filter(host -> !all.containsKey(host.name())).toList();
    if (!fresh.isEmpty()) {
      Map<String, Map<String, JsonNode>> kept = byMachine();
      fresh.forEach(host -> all.put(host.name(), machine(host, kept)));
      byName = all;
    }
  }

  /** What is kept of each machine, told apart in one pass. */
  private Map<String, Map<String, JsonNode>> byMachine() {
    Map<String, Map<String, JsonNode>> kept = new LinkedHashMap<>();
    world
        .all()
        .forEach((key, value) -> {
          String[] parts = key.split("\\|", 2);
          if (parts.length == 2) {
            kept.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(parts[1], value);
          }
        });
    return kept;
  }

  private LabMachine machine(LabFleet.Host host, Map<String, Map<String, JsonNode>> kept) {
    MachineStorage storage =
        new MachineStorage(
            world,
            host.name() + "|",
            new ConcurrentSkipListMap<>(kept.getOrDefault(host.name(), Map.of())));
    long seed = options.seed() * 31 + host.name().hashCode() + System.nanoTime();
    Engine engine =
        new Engine(
            host.name(),
            new Engine.Premises(
                storage.within("docker/"),
                InstantSource.system(),
                new Random(seed),
                registries,
                software));
    Guest guest = new Guest(host.name(), engine, storage.within("guest/"), options.installing());
    if (host.socket() != null) {
      guest.haveDocker();
    }
    Weather weather = options.weather(host.name());
    Machine machine = new Machine(host.name(), host.address(), engine, this);
    software.live(machine);
    return new LabMachine(host, machine, guest, weather);
  }

  Collection<LabMachine> all() {
    return byName.values();
  }

  Optional<LabMachine> find(String nameOrAddress) {
    LabMachine named = byName.get(nameOrAddress);
    return named != null
        ? Optional.of(named)
        : byName.values().stream()
            .filter(machine -> machine.host().address().equals(nameOrAddress))
            .findFirst();
  }

  /** The one on which phoenix runs. */
  Optional<LabMachine> own() {
    return byName.values().stream().filter(it -> it.host().socket() != null).findFirst();
  }

  @Override
  public Optional<Machine> machine(String nameOrAddress) {
    return find(nameOrAddress).map(LabMachine::machine);
  }
}
