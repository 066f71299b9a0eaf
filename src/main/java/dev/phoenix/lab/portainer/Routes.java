package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which handler answers which method and path. */
final class Routes {
  /** Answers the requests of one target. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** A target; its path has a group for each variable. */
  record Target(String method, Pattern path, boolean open, Handler handler) {}

  /** What was found: a target with its variables, or that only the method does not fit. */
  sealed interface Match {
    record Found(Target target, List<String> variables) implements Match {}

    record OtherMethod() implements Match {}

    record None() implements Match {}
  }

  private final List<Target> targets = new ArrayList<>();

  /** A target for who has logged in. {@code {}} stands for a variable, {@code {*}} for the rest. */
  void add(String method, String path, Handler handler) {
    targets.add(new Target(method, pattern(path), false, handler));
  }

  /** A target for everyone. */
  void open(String method, String path, Handler handler) {
    targets.add(new Target(method, pattern(path), true, handler));
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replace("{*}", "(.*)").replace("{}", "([^/]+)"));
  }

  Match find(String method, String path) {
    Match result = new Match.None();
    for (Target target : targets) {
      Matcher matcher = target.path().matcher(path);
      if (matcher.matches()) {
        if (target.method().equals(method) || target.method().equals("*")) {
          List<String> variables = new ArrayList<>();
          for (int group = 1; group <= matcher.groupCount(); group++) {
            variables.add(matcher.group(group));
          }
          return new Match.Found(target, variables);
        }
        result = new Match.OtherMethod();
      }
    }
    return result;
  }
}
