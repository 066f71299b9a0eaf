package dev.phoenix.lab.portainer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which environments the parameters of a list ask for. */
final class EndpointSearch {
  private final Database database;
  private final Call call;

  EndpointSearch(Database database, Call call) {
    this.database = database;
    this.call = call;
  }

  /**
   * A part of the list.
   *
   * @param fitting how many fit, on this page or not
   * @param available how many there are at all
   */
  record Page(List<ObjectNode> rows, int fitting, int available) {}

  Page page() {
    List<ObjectNode> all = database.endpoints.all();
    List<ObjectNode> fitting = all.stream().filter(this::fits).toList();
    Stream<ObjectNode> page = fitting.stream().skip(Math.max(1, number("start")) - 1L);
    int limit = number("limit");
    List<ObjectNode> rows = (limit > 0 ? page.limit(limit) : page).toList();
    return new Page(rows, fitting.size(), all.size());
  }

  private int number(String name) {
    return call.parameter(name).isEmpty() ? 0 : call.required(name);
  }

  private boolean fits(ObjectNode row) {
    String name = call.parameter("name");
    String search = call.parameter("search").toLowerCase(Locale.ROOT);
    return (name.isEmpty() || row.path("Name").asString("").equals(name))
        && (search.isEmpty() || words(row).anyMatch(word -> word.contains(search)))
        && among("endpointIds[]", row.path("Id"))
        && among("groupIds[]", row.path("GroupId"))
        && among("types[]", row.path("Type"))
        && among("status[]", row.path("Status"))
        && tagged(row);
  }

  private Stream<String> words(ObjectNode row) {
    Stream<String> own = Stream.of(row.path("Name").asString(""), row.path("URL").asString(""));
    Stream<String> tags =
        Json.numbers(row.path("TagIds")).stream()
            .flatMap(id -> database.tags.find(id).stream())
            .map(tag -> tag.path("Name").asString(""));
    Stream<String> group =
        database.groups.find(row.path("GroupId").asInt(0)).stream()
            .map(found -> found.path("Name").asString(""));
    return Stream.of(own, tags, group)
        .flatMap(words -> words)
        .map(word -> word.toLowerCase(Locale.ROOT));
  }

  private List<Integer> numbers(String parameter) {
    try {
      return call.parameters().getOrDefault(parameter, List.of()).stream()
          .flatMap(text -> Arrays.stream(text.split(",", -1)))
          .map(Integer::valueOf)
          .toList();
    } catch (NumberFormatException broken) {
      throw new Failure(400, "Invalid query parameters", "Invalid query parameter");
    }
  }

  private boolean among(String parameter, JsonNode value) {
    List<Integer> wanted = numbers(parameter);
    return wanted.isEmpty() || wanted.contains(value.asInt(0));
  }

  private boolean tagged(ObjectNode row) {
    List<Integer> wanted = numbers("tagIds[]");
    List<Integer> own = Json.numbers(row.path("TagIds"));
    return call.parameter("tagsPartialMatch").equals("true")
        ? wanted.stream().anyMatch(own::contains)
        : own.containsAll(wanted);
  }
}
