package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A request to a known route.
 *
 * @param variables of the path, not decoded
 * @param user id of who asks; 0 on public routes
 * @param byToken whether an API token was shown
 */
record Call(Request request, List<String> variables, int user, boolean byToken) {

  String variable(int index) {
    return URLDecoder.decode(variables.get(index), StandardCharsets.UTF_8);
  }

  /** A number in the path; {@code what} names the object in the message. */
  int id(int index, String what) {
    try {
      return Integer.parseInt(variable(index));
    } catch (NumberFormatException notNumber) {
      throw new Failure(
          400,
          "Invalid %s identifier route variable".formatted(what),
          "Strconv.Atoi: parsing \"%s\": invalid syntax".formatted(variable(index)));
    }
  }

  Map<String, List<String>> parameters() {
    return request.parameters();
  }

  String parameter(String name) {
    List<String> values = parameters().getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** A number in the query that has to be there. */
  int required(String name) {
    String value = parameter(name);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException notNumber) {
      throw new Failure(
          400,
          "Invalid query parameter: " + name,
          value.isEmpty() ? "Missing query parameter" : "Invalid query parameter");
    }
  }

  Fields body() {
    return Json.read(request.text());
  }

  static Reply ok(JsonNode body) {
    return Reply.json(200, JsonText.write(body));
  }

  static Reply done() {
    return Reply.empty(204);
  }
}
