package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which handler answers which method and path. */
final class Routes {
  /** Answers the requests of one route. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** A route; its path has a group for each variable. */
  record Route(String method, Pattern path, boolean open, Handler handler) {}

  /** What was found: a route with its variables, or that only the method does not fit. */
  sealed interface Match {
    record Found(Route route, List<String> variables) implements Match {}

    record OtherMethod() implements Match {}

    record None() implements Match {}
  }

  private final List<Route> routes = new ArrayList<>();

  /** A route for who has logged in. {@code {}} stands for a variable, {@code {*}} for the rest. */
  void add(String method, String path, Handler handler) {
    routes.add(new Route(method, pattern(path), false, handler));
  }

  /** A route for everyone. */
  void open(String method, String path, Handler handler) {
    routes.add(new Route(method, pattern(path), true, handler));
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replace("{*}", "(.*)").replace("{}", "([^/]+)"));
  }

  Match find(String method, String path) {
    Match result = new Match.None();
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (matcher.matches()) {
        if (route.method().equals(method) || route.method().equals("*")) {
          List<String> variables = new ArrayList<>();
          for (int group = 1; group <= matcher.groupCount(); group++) {
            variables.add(matcher.group(group));
          }
          return new Match.Found(route, variables);
        }
        result = new Match.OtherMethod();
      }
    }
    return result;
  }
}
