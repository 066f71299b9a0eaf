package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What was set going before, by a run that did not end or by somebody else. */
final class EarlierTasks {
  /** So many lines of a log say why its task failed. */
  private static final int LINES = 3;

  private final ProxmoxApi api;
  private final Tasks tasks;

  /** How those that were waited for have ended: empty if there is nothing to say of it. */
  private final Map<String, String> verdicts = new ConcurrentHashMap<>();

  EarlierTasks(ProxmoxApi api, Tasks tasks) {
    this.api = api;
    this.tasks = tasks;
  }

  /**
   * Takes up the task that was journaled last, be it by a run that did not end: waits for it while
   * it runs, and says how it ended if that was not well. Whoever calls this looks at the world
   * afterwards and believes nothing else.
   */
  void takeUp(Work work) throws ResourceFailure {
    Optional<Upid> task = Upid.parse(work.stage().task());
    if (task.isEmpty() || verdicts.containsKey(task.get().text()) || tasks.hasEnded(task.get())) {
      return;
    }
    try {
      outlast(task.get(), work);
    } catch (ResourceFailure failure) {
      work.checkInterrupted();
      // What a node that is gone has begun must not keep the others waiting for ever.
      work.progress(
          "nobody can say what became of its task (%s): %s; going on from what is there"
              .formatted(task.get().text(), failure.getMessage()));
      return;
    }
    verdict(work).ifPresent(words -> work.progress(words + "; going on from what is there"));
  }

  /** How the task that was taken up went wrong, in words; empty if it did not. */
  Optional<String> verdict(Work work) {
    return Optional.ofNullable(verdicts.get(work.stage().task())).filter(words -> !words.isEmpty());
  }

  /** What runs on a node now, as far as this user may see. */
  List<Upid> running(String node) throws ResourceFailure {
    JsonNode list =
        api.list(
            ProxmoxRequest.get("list what runs on node " + node, "nodes", node, "tasks")
                .with("source", "active"));
    return StreamSupport.stream(list.spliterator(), false)
        .filter(task -> task.path("endtime").isMissingNode())
        .flatMap(task -> Upid.parse(task.path("upid").asString("")).stream())
        .toList();
  }

  /** Waits until a task of before has ended, however it ends: whoever waits looks anew then. */
  void outlast(Upid task, Work work) throws ResourceFailure {
    Pauses pauses =
        new Pauses(work, Duration.ofMillis(500), Duration.ofSeconds(2), TaskTime.COPYING);
    while (true) {
      Optional<JsonNode> status = tasks.status(task);
      if (status.isEmpty() || !status.get().path("status").asString("").equals("running")) {
        verdicts.put(task.text(), status.map(ended -> words(task, ended)).orElse(""));
        return;
      }
      if (pauses.over()) {
        return;
      }
      work.progress("its task of before still runs: " + task.type());
      pauses.pause();
    }
  }

  /** Empty for one that ended well. */
  private String words(Upid task, JsonNode status) {
    String exit = status.path("exitstatus").asString("");
    return exit.equals("OK") || exit.startsWith("WARNINGS")
        ? ""
        : "its task %s of before failed: %s".formatted(task.type(), ends(task, exit));
  }

  /** What the log says at its end; how the task ended is the last line of it. */
  private String ends(Upid task, String exit) {
    List<String> lines = new ArrayList<>();
    try {
      JsonNode log =
          api.call(
              ProxmoxRequest.get("read a log", "nodes", task.node(), "tasks", task.text(), "log")
                  .with("start", 0)
                  .with("limit", 500));
      log.forEach(line -> lines.add(line.path("t").asString("").strip()));
      lines.removeIf(line ->
          line.isEmpty() || line.equals("no content") || line.equals("TASK ERROR: " + exit));
    } catch (ResourceFailure _) {
      // How it ended is known without it.
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    return last.isEmpty() ? exit : exit + " (its log: " + String.join("; ", last) + ")";
  }
}
