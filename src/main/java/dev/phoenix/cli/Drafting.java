package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.discovery.Discovery;
import dev.phoenix.discovery.Draft;
import dev.phoenix.discovery.Ground;
import dev.phoenix.discovery.Verdicts;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Survey;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.StateRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks, drafts files, and plans with them as if they were written, until the plan takes over all
 * that they say as it is.
 */
final class Drafting {
  /** Each turn leaves something out or alone, so that this is only against what nobody foresaw. */
  private static final int TURNS = 12;

  private static final Set<String> CONNECTIONS = Set.of("hypervisor", "server");

  private final Session session;
  private final World world;
  private final Files files;
  private final StateRun run;
  private final Ground ground;
  private final Set<Address> declared;
  private final List<Finding> findings = new ArrayList<>();
  private final SortedSet<Address> engines = new TreeSet<>();
  private final SortedSet<Address> tried = new TreeSet<>();

  /**
   * What came of it.
   *
   * @param adopted what the plan takes over as it is
   */
  record Result(Draft draft, List<Change> adopted) {}

  Drafting(Session session, World world, Files files, StateRun run, DraftedFiles drafted) {
    this.session = session;
    this.world = world;
    this.files = files;
    this.run = run;
    this.ground =
        Ground.of(
            files.configuration(),
            drafted.before(),
            run.state().resources().values(),
            session.surroundings().environment());
    this.declared = files.resources().stream().map(Resource::address).collect(Collectors.toSet());
  }

  /** Null after an error, which the diagnostics then have. */
  @Nullable Result run(Diagnostics diagnostics) {
    Verdicts verdicts = Verdicts.NONE;
    try (Waiting waiting = new Waiting(session.terminal(), "looking at what is there")) {
      look(files, address -> CONNECTIONS.contains(address.type()), diagnostics, true);
      look(files, address -> address.type().equals("docker"), diagnostics, false);
      if (diagnostics.hasErrors()) {
        return null;
      }
      lookFurther(diagnostics);
      for (int turn = 0; turn < TURNS; turn++) {
        Draft draft = Discovery.draft(ground, findings, engines, verdicts);
        Diagnostics read = new Diagnostics();
        Files drafted = Files.drafted(session, draft, read);
        Verdicts more = Judgement.of(draft, read);
        if (drafted != null) {
          Plan plan = plan(drafted, read);
          more = new Judgement(declared).of(plan);
          if (more.isEmpty()) {
            diagnostics.addAll(read.sorted());
            waiting.done();
            return new Result(draft, adopted(plan));
          }
        } else if (more.isEmpty()) {
          diagnostics.addAll(read.sorted());
          return null;
        }
        verdicts = verdicts.and(more);
      }
    }
    throw new IllegalStateException("no end to what differs: " + verdicts);
  }

  /** Into the engines that only Portainer and Proxmox VE have told of. */
  private void lookFurther(Diagnostics diagnostics) {
    List<Finding> hosts = findings.stream().filter(it -> !it.type().equals("stack")).toList();
    Files drafted =
        Files.drafted(
            session, Discovery.draft(ground, hosts, engines, Verdicts.NONE), new Diagnostics());
    if (drafted != null) {
      look(
          drafted,
          address -> address.type().equals("docker") && !tried.contains(address),
          diagnostics,
          false);
    }
  }

  private void look(Files where, Predicate<Address> which, Diagnostics diagnostics, boolean must) {
    Survey.Result result = new Survey(world.types()).find(where.resources(), run.state(), which);
    findings.addAll(result.findings());
    engines.addAll(result.seen().stream().filter(it -> it.type().equals("docker")).toList());
    tried.addAll(result.seen());
    tried.addAll(result.unseen().keySet());
    result
        .unseen()
        .forEach((address, why) -> {
          if (must) {
            diagnostics.add(
                Diagnostic.error(address + " cannot be looked through", why)
                    .about(address.toString()));
          } else if (declared.contains(address)) {
            diagnostics.add(
                Diagnostic.warning(address + " cannot be looked through", why)
                    .about(address.toString()));
          }
        });
  }

  private Plan plan(Files drafted, Diagnostics diagnostics) {
    Set<AddressPattern> all =
        drafted.resources().stream()
            .map(resource -> new AddressPattern(resource.address().toString()))
            .collect(Collectors.toSet());
    PlanOptions options = Planning.options(session.arguments(), drafted).adopting(all);
    return new Planning(session, world, drafted)
        .plan(options, run.state(), run.digests(), diagnostics);
  }

  /** All that was drafted, and what the files had before if it is as they say. */
  private List<Change> adopted(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.action() == Action.ADOPT && change.recorded() == null)
        .filter(
            change -> !declared.contains(change.address()) || Judgement.differing(change).isEmpty())
        .toList();
  }
}
