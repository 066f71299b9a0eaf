package dev.phoenix.lab.host;

import dev.phoenix.lab.host.ShellNode.Redirect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs the shell text that reaches a machine: simple commands with lists, pipes, conditions,
 * redirections, variables and command substitution. Each run has variables of its own.
 */
final class Shell {
  private final Commands commands;
  private final Guest guest;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> arguments;
  private final Expansion expansion = new Expansion(this);
  private boolean stopsOnError;
  private int last;
  private String atExit = "";

  /** Ends a run early. */
  private static final class Exit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Exit(int code) {
      super("exit " + code, null, false, false);
      this.code = code;
    }
  }

  Shell(Commands commands, Guest guest, String user, List<String> arguments) {
    this.commands = commands;
    this.guest = guest;
    this.arguments = new ArrayList<>(arguments);
    variables.put("USER", user);
    variables.put("HOME", user.equals("root") ? "/root" : "/home/" + user);
  }

  String user() {
    return variables.getOrDefault("USER", "root");
  }

  int run(String text, Streams streams) {
    int status = alone(text, streams);
    if (!atExit.isEmpty()) {
      alone(atExit, streams);
    }
    return status;
  }

  private int alone(String text, Streams streams) {
    try {
      return evaluate(ShellParser.parse(text), streams, false);
    } catch (Exit exit) {
      return exit.code;
    } catch (ShellSyntax wrong) {
      streams.complain("sh: 1: " + wrong.getMessage());
      return 2;
    }
  }

  /** Runs another text as {@code sh -c} would, as the same or another user. */
  int nested(String user, String text, List<String> with, Streams streams) {
    Shell shell = new Shell(commands, guest, user, with);
    shell.variables.putAll(variables);
    shell.variables.put("USER", user);
    return shell.run(text, streams);
  }

  private int evaluate(ShellNode node, Streams streams, boolean conditional) {
    last =
        switch (node) {
          case ShellNode.Simple simple -> simple(simple, streams);
          case ShellNode.Pipe pipe -> pipe(pipe, streams);
          case ShellNode.Both both -> {
            int first = evaluate(both.first(), streams, true);
            boolean second = (first == 0) == both.onSuccess();
            yield second ? evaluate(both.second(), streams, true) : first;
          }
          case ShellNode.Not not -> evaluate(not.node(), streams, true) == 0 ? 1 : 0;
          case ShellNode.Sequence sequence -> sequence(sequence, streams, conditional);
          case ShellNode.If choice -> {
            if (evaluate(choice.condition(), streams, true) == 0) {
              yield evaluate(choice.then(), streams, conditional);
            }
            ShellNode otherwise = choice.otherwise();
            yield otherwise == null ? 0 : evaluate(otherwise, streams, conditional);
          }
          case ShellNode.Case choice -> choice(choice, streams, conditional);
          case ShellNode.Group group -> group(group, streams, conditional);
        };
    return last;
  }

  private int choice(ShellNode.Case choice, Streams streams, boolean conditional) {
    String word = expansion.of(choice.word(), streams);
    for (ShellNode.Arm arm : choice.arms()) {
      for (String pattern : arm.patterns()) {
        if (word.matches(regex(expansion.of(pattern, streams)))) {
          return evaluate(arm.body(), streams, conditional);
        }
      }
    }
    return 0;
  }

  /** The stars and question marks of a pattern stand for what they stand for in file names. */
  private static String regex(String pattern) {
    String quoted = Pattern.quote(pattern);
    return "(?s)" + quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
  }

  private int sequence(ShellNode.Sequence sequence, Streams streams, boolean conditional) {
    int status = 0;
    for (ShellNode node : sequence.nodes()) {
      status = evaluate(node, streams, conditional);
      boolean guarded =
          conditional || node instanceof ShellNode.Both || node instanceof ShellNode.Not;
      if (stopsOnError && status != 0 && !guarded) {
        throw new Exit(status);
      }
    }
    return status;
  }

  private int pipe(ShellNode.Pipe pipe, Streams streams) {
    InputStream input = streams.in();
    int status = 0;
    for (int part = 0; part < pipe.parts().size(); part++) {
      boolean end = part == pipe.parts().size() - 1;
      ByteArrayOutputStream out = end ? streams.out() : new ByteArrayOutputStream();
      status = evaluate(pipe.parts().get(part), new Streams(input, out, streams.err()), true);
      input = new ByteArrayInputStream(out.toByteArray());
    }
    return status;
  }

  private int group(ShellNode.Group group, Streams streams, boolean conditional) {
    Redirection redirection = new Redirection(guest, streams);
    if (!redirect(redirection, group.redirects())) {
      return 1;
    }
    try {
      return evaluate(group.body(), redirection.streams(), conditional);
    } finally {
      redirection.end();
    }
  }

  private boolean redirect(Redirection redirection, List<Redirect> redirects) {
    for (Redirect redirect : redirects) {
      if (!redirection.add(redirect, expansion.of(redirect.target(), redirection.streams()))) {
        return false;
      }
    }
    return true;
  }

  private int simple(ShellNode.Simple simple, Streams streams) {
    Redirection redirection = new Redirection(guest, streams);
    if (!redirect(redirection, simple.redirects())) {
      return 1;
    }
    try {
      List<String> words = new ArrayList<>();
      int status = 0;
      for (String word : simple.words()) {
        int equals = word.indexOf('=');
        if (words.isEmpty() && equals > 0 && word.substring(0, equals).matches("[A-Za-z_]\\w*")) {
          last = 0;
          variables.put(
              word.substring(0, equals), expansion.of(word.substring(equals + 1), streams));
          status = last;
        } else {
          words.addAll(expansion.wordsOf(word, streams));
        }
      }
      return words.isEmpty() ? status : command(words, redirection.streams());
    } finally {
      redirection.end();
    }
  }

  private int command(List<String> words, Streams streams) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "exit" -> throw new Exit(rest.isEmpty() ? last : Integer.parseInt(rest.getFirst()));
      case "set" -> {
        stopsOnError |= rest.stream().anyMatch(word -> word.matches("-\\w*e\\w*"));
        yield 0;
      }
      case "export" -> {
        for (String word : rest) {
          String[] pair = word.split("=", 2);
          if (pair.length == 2) {
            variables.put(pair[0], pair[1]);
          }
        }
        yield 0;
      }
      case "shift" -> {
        // The first is the name of the shell itself.
        if (arguments.size() > 1) {
          arguments.remove(1);
        }
        yield 0;
      }
      case "trap" -> {
        atExit = rest.contains("EXIT") ? rest.getFirst() : atExit;
        yield 0;
      }
      case ":", "umask", "ulimit" -> 0;
      case String _ -> commands.run(this, words, streams);
    };
  }

  /** Without the name of the shell itself. */
  List<String> arguments() {
    return List.copyOf(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
  }

  /** What a name after a dollar sign stands for. */
  String value(String name) {
    return switch (name) {
      case "?" -> Integer.toString(last);
      case "#" -> Integer.toString(Math.max(0, arguments.size() - 1));
      case String number when number.matches("\\d") -> {
        int index = Integer.parseInt(number);
        yield index < arguments.size() ? arguments.get(index) : "";
      }
      case String other -> variables.getOrDefault(other, "");
    };
  }

  /** What a command line writes, without the line breaks at its end. */
  String substitute(String text, Streams streams) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      last = evaluate(ShellParser.parse(text), new Streams(streams.in(), out, streams.err()), true);
    } catch (Exit exit) {
      last = exit.code;
    }
    return out.toString(StandardCharsets.UTF_8).replaceAll("\n+$", "");
  }
}
