package dev.phoenix.lab.engine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of a container so far; its state at any time follows from it, so that nothing has to run
 * in the background and the world lives on between processes.
 *
 * @param started milliseconds of the last start; 0 if it was never started
 * @param stopped milliseconds of the stop that came after it; 0 if it was not stopped
 * @param stoppedWith the exit code of that stop
 * @param paused whether it is frozen
 */
record Life(long started, long stopped, int stoppedWith, boolean paused, Behaviour behaviour) {

  /** What can be seen of a container at a time. */
  record State(String status, int exitCode, long startedAt, long finishedAt, String health) {
    boolean running() {
      return isUp() || status.equals("restarting");
    }

    /** Whether its process is there, frozen or not. */
    boolean isUp() {
      return status.equals("running") || status.equals("paused");
    }
  }

  Life start(long now) {
    return new Life(now, 0, 0, false, behaviour);
  }

  Life stop(long now, int exitCode) {
    return new Life(started, now, exitCode, false, behaviour);
  }

  Life frozen(boolean frozen) {
    return new Life(started, stopped, stoppedWith, frozen, behaviour);
  }

  State at(long now, String restartPolicy) {
    if (started == 0) {
      return new State("created", 0, 0, 0, "");
    }
    if (stopped != 0) {
      return new State("exited", stoppedWith, started, stopped, health("unhealthy"));
    }
    long end = started + behaviour.life();
    if (behaviour.life() < 0 || now < end) {
      boolean known = now >= started + Behaviour.FIRST_CHECK;
      String found = behaviour.healthy() ? "healthy" : "unhealthy";
      return new State(
          paused ? "paused" : "running", 0, started, 0, health(known ? found : "starting"));
    }
    boolean again =
        switch (restartPolicy) {
          case "always", "unless-stopped" -> true;
          case "on-failure" -> behaviour.exit() != 0;
          case String _ -> false;
        };
    return new State(
        again ? "restarting" : "exited", behaviour.exit(), started, end, health("unhealthy"));
  }

  private String health(String found) {
    return behaviour.checked() ? found : "";
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("started", started).put("stopped", stopped).put("stoppedWith", stoppedWith);
    json.put("paused", paused);
    json.set("behaviour", behaviour.toJson());
    return json;
  }

  static Life from(JsonNode json) {
    return new Life(
        json.path("started").asLong(0),
        json.path("stopped").asLong(0),
        json.path("stoppedWith").asInt(0),
        json.path("paused").asBoolean(false),
        Behaviour.from(json.path("behaviour")));
  }
}
