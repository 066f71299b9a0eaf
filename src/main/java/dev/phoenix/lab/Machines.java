package dev.phoenix.lab;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Fleet;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.engine.Registries;
import dev.phoenix.lab.host.Folder;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.Program;
import dev.phoenix.lab.http.Weather;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
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
  private final Map<String, String> names;
  private final KnownMachines known;
  private volatile Map<String, LabMachine> byName = Map.of();

  Machines(LabOptions options, WorldLog world, Software software, LabFleet fleet) {
    this.options = options;
    this.world = world;
    this.software = software;
    this.names = fleet.names();
    this.known = new KnownMachines(world);
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
      Set<String> live = new HashSet<>(all.keySet());
      fresh.forEach(host -> live.add(host.name()));
      known.meet(fresh, live, this::rename);
      Map<String, Map<String, JsonNode>> kept = byMachine();
      for (LabFleet.Host host : fresh) {
        LabMachine machine = machine(host, kept);
        machine.guest().equip(Map.of("poweroff", (_, _, _) -> switchOff(host.name())), Folder.NONE);
        all.put(host.name(), machine);
      }
      byName = all;
    }
  }

  /** Adds those that the files do not name any more: that alone switches no machine off. */
  void recall() {
    admit(
        known.all().stream()
            .filter(host -> find(host.name()).isEmpty() && find(host.address()).isEmpty())
            .toList());
  }

  /** Only files that name it switch it on again, when the world is next opened. */
  private Program.Outcome switchOff(String name) {
    known.forget(name);
    lower(name);
    return new Program.Outcome(0, "", "");
  }

  private void rename(String from, String to) {
    copy(from, to);
    forget(from);
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
    return machine(host, host.name(), kept.getOrDefault(host.name(), Map.of()));
  }

  /**
   * A machine.
   *
   * @param hostname what it calls itself
   */
  private LabMachine machine(LabFleet.Host host, String hostname, Map<String, JsonNode> kept) {
    MachineStorage storage =
        new MachineStorage(world, host.name() + "|", new ConcurrentSkipListMap<>(kept));
    long seed = options.seed() * 31 + host.name().hashCode() + System.nanoTime();
    Engine engine =
        new Engine(
            hostname,
            new Engine.Premises(
                storage.within("docker/"),
                InstantSource.system(),
                new Random(seed),
                registries,
                software));
    Guest guest = new Guest(hostname, engine, storage.within("guest/"), options.installing());
    if (host.socket() != null) {
      guest.haveDocker();
    }
    Weather weather = options.weather(host.name());
    Machine machine = new Machine(host.name(), host.address(), engine, this);
    software.live(machine);
    return new LabMachine(host, machine, guest, weather);
  }

  /** Adds a machine that comes and goes; one of the same name gives way to it. */
  synchronized LabMachine raise(LabFleet.Host host, String hostname) {
    lower(host.name());
    LabMachine fresh = machine(host, hostname, world.beginning(host.name() + "|"));
    Map<String, LabMachine> all = new LinkedHashMap<>(byName);
    all.put(host.name(), fresh);
    byName = all;
    return fresh;
  }

  /** Takes one away; what is on its disks stays. */
  synchronized void lower(String name) {
    Map<String, LabMachine> fewer = new LinkedHashMap<>(byName);
    LabMachine gone = fewer.remove(name);
    if (gone != null) {
      byName = fewer;
      gone.close();
      software.gone(gone.machine());
    }
  }

  /** Takes one away with all that is on its disks. */
  synchronized void forget(String name) {
    lower(name);
    world.beginning(name + "|").keySet().forEach(key -> world.remove(name + "|" + key));
  }

  /** Puts what is on the disks of one onto those of another. */
  synchronized void copy(String from, String to) {
    forget(to);
    world.beginning(from + "|").forEach((key, value) -> world.put(to + "|" + key, value));
  }

  Collection<LabMachine> all() {
    return byName.values();
  }

  Optional<LabMachine> find(String given) {
    String nameOrAddress = names.getOrDefault(given, given);
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
