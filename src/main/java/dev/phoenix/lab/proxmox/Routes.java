package dev.phoenix.lab.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which method of which path does what, and the parameters that it takes. */
final class Routes {
  /** Does what is asked for; what it gives is the {@code data} of the answer. */
  @FunctionalInterface
  interface Handler {
    JsonNode answer(Call call);
  }

  /**
   * A method of a path.
   *
   * @param path with variables in braces
   * @param open whether nobody has to log in
   * @param whole whether the handler gives the whole body and not only its {@code data}
   * @param since first release that has it, as 801
   */
  record Route(
      String method,
      String path,
      Form form,
      boolean open,
      boolean whole,
      int since,
      Handler handler) {}

  /** A route with the variables of a path. */
  record Found(Route route, Map<String, String> variables) {}

  private final List<Route> routes = new ArrayList<>();

  void add(String method, String path, Form form, Handler handler) {
    routes.add(new Route(method, path, form, false, false, 0, handler));
  }

  void add(String method, String path, String form, Handler handler) {
    add(method, path, Form.of(form), handler);
  }

  void get(String path, String form, Handler handler) {
    add("GET", path, form, handler);
  }

  void post(String path, String form, Handler handler) {
    add("POST", path, form, handler);
  }

  void put(String path, String form, Handler handler) {
    add("PUT", path, form, handler);
  }

  void delete(String path, String form, Handler handler) {
    add("DELETE", path, form, handler);
  }

  /** One that older releases do not have. */
  void getSince(int since, String path, String form, Handler handler) {
    routes.add(new Route("GET", path, Form.of(form), false, false, since, handler));
  }

  /** One whose handler gives more than the data. */
  void getWhole(String path, String form, Handler handler) {
    routes.add(new Route("GET", path, Form.of(form), false, true, 0, handler));
  }

  /** One for those who have yet to log in. */
  void open(String method, String path, String form, Handler handler) {
    routes.add(new Route(method, path, Form.of(form), true, false, 0, handler));
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  /**
   * Finds the route of a path.
   *
   * @param path decoded, below {@code /api2/json}
   */
  Optional<Found> find(String method, String path, Release release) {
    for (Route route : routes) {
      boolean there = release.since(route.since() / 100, route.since() % 100);
      if (route.method().equals(method) && there) {
        Optional<Map<String, String>> variables = variables(route.path(), path);
        if (variables.isPresent()) {
          return Optional.of(new Found(route, variables.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> variables(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    // The id of a volume may hold slashes; it takes what is left of the path.
    boolean volume = pattern.endsWith("{volume}");
    String[] given = volume ? path.split("/", wanted.length) : path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int part = 0; part < wanted.length; part++) {
      if (wanted[part].startsWith("{")) {
        variables.put(wanted[part].substring(1, wanted[part].length() - 1), given[part]);
      } else if (!wanted[part].equals(given[part])) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
