package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the process of a container would do, told from its command, since the lab runs none:
 * ordinary services run for ever, commands that end by nature end.
 *
 * @param life milliseconds until the process ends by itself; negative if it does not
 * @param exit the code it ends with
 * @param checked whether the container has a health check
 * @param healthy what the health check finds
 */
record Behaviour(long life, int exit, boolean checked, boolean healthy) {
  /** A short command is seen running for this long, as on a real engine. */
  private static final long SHORT = 150;

  /** The first check is done after its interval; the lab makes nobody wait longer than this. */
  static final long FIRST_CHECK = 400;

  private static final Set<String> SUCCEED =
      Set.of("true", "echo", "printf", "date", "env", "id", "cat", "touch", "mkdir", "/hello");
  private static final Pattern SLEEP = Pattern.compile("sleep (\\d+)");
  private static final Pattern EXIT = Pattern.compile("exit (\\d+)");

  /** Told from the full command line and the health check of a container's configuration. */
  static Behaviour of(JsonNode config) {
    List<String> command = new ArrayList<>(Json.words(config.path("Entrypoint")));
    command.addAll(Json.words(config.path("Cmd")));
    List<String> test = Json.words(config.path("Healthcheck").path("Test"));
    boolean checked = !test.isEmpty() && !test.getFirst().equals("NONE");
    boolean healthy = !checked || outcome(test.subList(1, test.size())).exit == 0;
    Behaviour ends = outcome(command);
    return new Behaviour(ends.life, ends.exit, checked, healthy);
  }

  private static Behaviour outcome(List<String> command) {
    List<String> words = command;
    if (words.size() >= 3 && words.get(0).endsWith("sh") && words.get(1).equals("-c")) {
      words = List.of(words.get(2));
    }
    String line = String.join(" ", words).strip();
    long life = 0;
    int exit = 0;
    for (String part : line.split("&&|;", -1)) {
      Behaviour one = simple(part.strip());
      if (one.life < 0) {
        return one;
      }
      life += one.life;
      exit = one.exit;
    }
    return ending(life, exit);
  }

  private static Behaviour simple(String line) {
    Matcher sleep = SLEEP.matcher(line);
    if (sleep.matches()) {
      return ending(Long.parseLong(sleep.group(1)) * 1000, 0);
    }
    Matcher exit = EXIT.matcher(line);
    if (exit.matches()) {
      return ending(SHORT, Integer.parseInt(exit.group(1)));
    }
    String first = line.split(" ", 2)[0];
    if (first.equals("false") || (first.equals("ls") && line.contains("none"))) {
      return ending(SHORT, 1);
    }
    return first.equals("ls") || SUCCEED.contains(first)
        ? ending(SHORT, 0)
        : new Behaviour(-1, 0, false, true);
  }

  private static Behaviour ending(long life, int exit) {
    return new Behaviour(life, exit, false, true);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("life", life)
        .put("exit", exit)
        .put("checked", checked)
        .put("healthy", healthy);
  }

  static Behaviour from(JsonNode json) {
    return new Behaviour(
        json.path("life").asLong(-1),
        json.path("exit").asInt(0),
        json.path("checked").asBoolean(false),
        json.path("healthy").asBoolean(true));
  }
}
