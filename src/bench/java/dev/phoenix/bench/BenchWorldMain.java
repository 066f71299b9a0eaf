package dev.phoenix.bench;

import dev.phoenix.apply.Applier;
import dev.phoenix.apply.ApplyOptions;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.graph.ResourceGraph;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Time;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One phoenix command over a {@link BenchWorld}, as a process: {@code plan|apply FOLDER}. */
public final class BenchWorldMain {
  private BenchWorldMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[1]);
    ResourceTypes types = new ResourceTypes(List.of(new BenchWorld()));
    List<Resource> desired = read(folder.resolve("fleet.json"));
    Diagnostics diagnostics = new Diagnostics();
    ResourceGraph graph = ResourceGraph.of(desired, diagnostics);
    StateStore store = new StateStore(folder.resolve("fleet.state.json"));
    if (args[0].equals("plan")) {
      State state = store.load(diagnostics);
      if (state != null) {
        Plan plan =
            new Planner(types)
                .plan(graph.resources().values(), state, PlanOptions.USUAL, diagnostics);
        print(plan);
      }
    } else if (store.begin("apply", diagnostics) instanceof RunStart.Ready ready) {
      try (StateRun run = ready.run()) {
        Plan plan =
            new Planner(types)
                .plan(graph.resources().values(), run.state(), PlanOptions.USUAL, diagnostics);
        print(plan);
        Report report =
            new Applier(types, Time.system(), ApplyOptions.usual())
                .apply(plan, run, Progress.silent());
        System.out.println(report.outcomes().size() + " steps, complete " + report.isComplete());
      }
    }
    diagnostics.sorted().forEach(System.err::println);
  }

  private static void print(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (Change change : plan.changes()) {
      text.append(change.action().sign()).append(' ').append(change.address()).append('\n');
    }
    System.out.print(text.append(plan.totals()).append('\n'));
  }

  private static List<Resource> read(Path file) throws IOException {
    List<Resource> things = new ArrayList<>();
    for (JsonNode thing : new JsonMapper().readTree(Files.readString(file)).get("things")) {
      String name = thing.get("name").asString();
      TreeSet<Address> dependencies = new TreeSet<>();
      thing.get("dependencies").forEach(d -> dependencies.add(new Address("thing", d.asString())));
      Attributes attributes =
          Attributes.builder().put("name", name).put("input", thing.get("input")).build();
      things.add(
          new Resource(
              new Address("thing", name), attributes, new TreeMap<>(), dependencies, null, null));
    }
    return things;
  }
}
