package dev.phoenix.state;

import dev.phoenix.resource.Stage;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The members of a stage; what is empty is left out. */
final class StageCodec {
  private static final String REACHED = "reached";
  private static final String TASK = "task";

  private StageCodec() {}

  static SortedMap<String, String> write(Stage stage) {
    SortedMap<String, String> members =
        new TreeMap<>(Map.of(REACHED, stage.reached(), TASK, stage.task()));
    members.values().removeIf(String::isEmpty);
    return members;
  }

  static Stage read(Map<String, String> members) {
    return new Stage(members.getOrDefault(REACHED, ""), members.getOrDefault(TASK, ""));
  }
}
