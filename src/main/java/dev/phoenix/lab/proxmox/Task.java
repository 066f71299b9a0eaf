package dev.phoenix.lab.proxmox;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that goes on by itself. Guarded by the server's lock. */
final class Task {
  final String upid;
  final long started;

  /** The millisecond at which it will be done. */
  final long due;

  /** What it has to do, for the process that ends it. */
  final ObjectNode work;

  final List<String> log = new ArrayList<>();

  /** The second in which it ended; 0 while it runs. */
  long ended;

  String exit = "";

  Task(String upid, long started, long due, ObjectNode work) {
    this.upid = upid;
    this.started = started;
    this.due = due;
    this.work = work;
  }

  private String part(int index) {
    return upid.split(":", -1)[index];
  }

  String node() {
    return part(1);
  }

  String type() {
    return part(5);
  }

  /** The id of the guest or whatever else it works on. */
  String id() {
    return part(6);
  }

  String user() {
    return part(7);
  }

  boolean runs() {
    return ended == 0;
  }

  /** The storage on which it copies; empty if on none. */
  String slot() {
    return work.path("slot").asString("");
  }

  void warn(String text) {
    log.add("WARN: " + text);
    work.put("warnings", work.path("warnings").asInt(0) + 1);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("upid", upid)
            .put("started", started)
            .put("due", due)
            .put("ended", ended)
            .put("exit", exit);
    json.set("work", work);
    log.forEach(json.putArray("log")::add);
    return json;
  }

  static Task from(JsonNode json) {
    Task task =
        new Task(
            json.path("upid").asString(""),
            json.path("started").asLong(0),
            json.path("due").asLong(0),
            json.path("work") instanceof ObjectNode work ? work : Json.object());
    task.ended = json.path("ended").asLong(0);
    task.exit = json.path("exit").asString("");
    json.path("log").forEach(line -> task.log.add(line.asString("")));
    return task;
  }

  /** As a list of tasks names it. */
  ObjectNode listed() {
    ObjectNode json =
        Json.object()
            .put("upid", upid)
            .put("node", node())
            .put("type", type())
            .put("id", id())
            .put("user", user())
            .put("pid", Integer.parseInt(part(2), 16))
            .put("pstart", Long.parseLong(part(3), 16))
            .put("starttime", started);
    if (!runs()) {
      json.put("endtime", ended).put("status", exit);
    }
    return json;
  }

  /** As its own status says. */
  ObjectNode status() {
    ObjectNode json = listed().put("status", runs() ? "running" : "stopped");
    json.remove("endtime");
    if (!runs()) {
      json.put("exitstatus", exit);
    }
    return json;
  }
}
