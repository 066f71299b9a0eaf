package dev.phoenix.lab.proxmox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes on and went on. */
final class TaskCalls {
  private static final int LINES = 50;

  private final Cluster cluster;

  TaskCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    routes.getWhole(
        "/nodes/{node}/tasks",
        "errors:b limit:i(0,) since:i source=archive|active|all start:i(0,) statusfilter typefilter"
            + " until:i userfilter vmid:i(100,999999999)",
        this::list);
    routes.get("/cluster/tasks", "", this::ofCluster);
    routes.get("/nodes/{node}/tasks/{upid}/status", "", call -> get(call).status());
    routes.getWhole(
        "/nodes/{node}/tasks/{upid}/log", "download:b limit:i(0,) start:i(0,)", this::log);
    routes.delete(
        "/nodes/{node}/tasks/{upid}",
        "",
        call -> {
          cluster.tasks.abort(get(call));
          return NullNode.getInstance();
        });
  }

  private Task get(Call call) {
    String upid = call.path("upid");
    if (!upid.startsWith("UPID:")) {
      throw Refusal.parameter("upid", "unable to parse worker upid '" + upid + "'");
    }
    Task task =
        cluster.tasks.find(upid).orElseThrow(() -> Refusal.parameter("upid", "no such task"));
    if (!sees(call, task)) {
      call.require("/nodes/" + call.node(), "Sys.Audit");
    }
    return task;
  }

  private static boolean sees(Call call, Task task) {
    return task.user().equals(call.caller().name())
        || task.user().startsWith(call.caller().user() + "!")
        || call.rights().has(call.caller(), "/nodes/" + task.node(), "Sys.Audit");
  }

  private JsonNode list(Call call) {
    cluster.node(call.node());
    Values asked = call.values();
    String source = asked.text("source", "archive");
    List<Task> found = new ArrayList<>(cluster.tasks.all());
    Collections.reverse(found);
    found.removeIf(task ->
        !task.node().equals(call.node())
            || !sees(call, task)
            || (source.equals("archive") && task.runs())
            || (source.equals("active") && !task.runs())
            || (asked.has("vmid") && !task.id().equals(asked.text("vmid")))
            || task.started < asked.number("since", 0)
            || task.started > asked.number("until", Long.MAX_VALUE)
            || !task.type().contains(asked.text("typefilter"))
            || (asked.flag("errors") && (task.runs() || task.exit.equals("OK"))));
    ArrayNode lines = Json.array();
    found.stream()
        .skip(asked.number("start", 0))
        .limit(asked.number("limit", LINES))
        .forEach(task -> lines.add(listed(task)));
    ObjectNode whole = Json.object();
    whole.set("data", lines);
    return whole.put("total", found.size());
  }

  /** Of a task that runs, the list says so where it says of others how they ended. */
  private static ObjectNode listed(Task task) {
    return task.runs() ? task.listed().put("status", "RUNNING") : task.listed();
  }

  private JsonNode ofCluster(Call call) {
    ArrayNode list = Json.array();
    List<Task> all = new ArrayList<>(cluster.tasks.all());
    Collections.reverse(all);
    all.stream()
        .filter(task -> sees(call, task))
        .limit(25)
        .forEach(task -> {
          ObjectNode one = task.listed().put("saved", task.runs() ? "0" : "1");
          list.add(one);
        });
    return list;
  }

  private JsonNode log(Call call) {
    Task task = get(call);
    long start = call.values().number("start", 0);
    ArrayNode lines = Json.array();
    for (int at = 0; at < task.log.size(); at++) {
      if (at >= start && lines.size() < call.values().number("limit", LINES)) {
        lines.addObject().put("n", at + 1).put("t", task.log.get(at));
      }
    }
    if (task.log.isEmpty()) {
      lines.addObject().put("n", 1).put("t", "no content");
    }
    ObjectNode whole = Json.object();
    whole.set("data", lines);
    return whole.put("total", Math.max(1, task.log.size()));
  }
}
