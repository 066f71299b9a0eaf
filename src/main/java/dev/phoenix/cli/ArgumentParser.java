package dev.phoenix.cli;

import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.resource.AddressPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line. Options may stand before the command, after it and between its arguments;
 * {@code --option=value} is the same as {@code --option value}, and {@code --} ends the options.
 */
final class ArgumentParser {
  private static final Map<String, Command> SPELLINGS =
      Map.of("sync portainer", Command.APPLY, "LetsGo", Command.APPLY, "letsgo", Command.APPLY);

  private final List<String> words = new ArrayList<>();
  private final Map<Option, List<String>> options = new EnumMap<>(Option.class);

  private ArgumentParser() {}

  static Arguments parse(List<String> arguments) throws UsageException {
    if (arguments.equals(List.of("--version"))) {
      return parse(List.of(Command.VERSION.spelling()));
    }
    return new ArgumentParser().read(arguments);
  }

  private Arguments read(List<String> arguments) throws UsageException {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        words.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (argument.length() > 1 && argument.startsWith("-")) {
        String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
        i += option(argument, next);
      } else {
        words.add(argument);
      }
    }
    return understood();
  }

  /** Takes one option and says how many further arguments it used. */
  private int option(String argument, @Nullable String next) throws UsageException {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String spelling = equals < 0 ? argument : argument.substring(0, equals);
    Option option = named(spelling);
    if (option.value() == null) {
      if (equals >= 0) {
        throw new UsageException(spelling + " takes no value");
      }
      options.put(option, List.of(""));
      return 0;
    }
    String value = equals < 0 ? next : argument.substring(equals + 1);
    if (value == null || value.isEmpty() || (equals < 0 && value.startsWith("--"))) {
      throw new UsageException(spelling + " needs a value: " + option.usage());
    }
    take(option, OptionValue.check(option, value));
    return equals < 0 ? 1 : 0;
  }

  private void take(Option option, String value) throws UsageException {
    List<String> values = options.computeIfAbsent(option, o -> new ArrayList<>());
    if (!values.isEmpty() && !option.isRepeatable()) {
      throw new UsageException(option.spelling() + " is given twice");
    }
    values.add(value);
  }

  private static Option named(String spelling) throws UsageException {
    if (spelling.equals("-h")) {
      return Option.HELP;
    }
    for (Option option : Option.values()) {
      if (option.spelling().equals(spelling)) {
        return option;
      }
    }
    List<String> known = Arrays.stream(Option.values()).map(Option::spelling).toList();
    throw new UsageException("there is no option " + spelling + "." + hint(spelling, known));
  }

  private Arguments understood() throws UsageException {
    if (words.isEmpty()) {
      if (options.containsKey(Option.HELP)) {
        return new Arguments(Command.HELP, options, List.of());
      }
      throw new UsageException("say what to do, such as phoenix plan");
    }
    String two = words.size() > 1 ? words.get(0) + " " + words.get(1) : "";
    Command command = command(two);
    int used = 2;
    if (command == null) {
      command = command(words.getFirst());
      used = 1;
    }
    if (command == null) {
      throw new UsageException(unknownCommand());
    }
    List<String> rest = words.subList(used, words.size());
    if (options.containsKey(Option.HELP)) {
      return new Arguments(Command.HELP, options, List.of(command.spelling()));
    }
    fits(command, rest);
    return new Arguments(command, options, rest);
  }

  /** The command of a spelling; null if there is none. */
  static @Nullable Command command(String spelling) {
    for (Command command : Command.values()) {
      if (command.spelling().equals(spelling)) {
        return command;
      }
    }
    return SPELLINGS.get(spelling);
  }

  /** The command that a line which cannot be understood is about; null if nobody can tell. */
  static @Nullable Command meant(List<String> arguments) {
    List<String> words = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (words.isEmpty()) {
      return null;
    }
    Command two = words.size() > 1 ? command(words.get(0) + " " + words.get(1)) : null;
    return two == null ? command(words.getFirst()) : two;
  }

  private String unknownCommand() {
    List<String> known = new ArrayList<>();
    for (Command command : Command.values()) {
      known.add(command.spelling());
    }
    String first = words.getFirst();
    return switch (first) {
      case "state" ->
          "state needs list, show, move, forget, history or restore: phoenix state list";
      case "lock" -> "lock needs status or break: phoenix lock status";
      case "sync" -> "sync needs portainer: phoenix sync portainer";
      default -> "there is no command " + first + "." + hint(first, known);
    };
  }

  private void format(Command command) throws UsageException {
    List<String> given = options.getOrDefault(Option.FORMAT, List.of());
    List<String> known = command.formats();
    if (!known.isEmpty() && !known.containsAll(given)) {
      throw new UsageException(
          "--format is one of " + String.join(", ", known) + ", not " + given.getFirst());
    }
    if (!given.isEmpty() && options.containsKey(Option.JSON)) {
      throw new UsageException("--format and --json exclude each other");
    }
  }

  private void fits(Command command, List<String> rest) throws UsageException {
    format(command);
    for (Option option : options.keySet()) {
      if (!command.options().contains(option)) {
        throw new UsageException(command.spelling() + " has no option " + option.spelling());
      }
    }
    if (options.containsKey(Option.PUSH) && !options.containsKey(Option.COMMIT)) {
      throw new UsageException("--push is for what --commit commits: give both");
    }
    if (options.containsKey(Option.DISCOVER)) {
      if (!rest.isEmpty()) {
        throw new UsageException(
            "import --discover looks at everything and takes no address: leave out --discover or "
                + rest.getFirst());
      }
      return;
    }
    int most = command.most();
    if (rest.size() > most) {
      throw new UsageException(
          command.spelling() + " does not take " + rest.get(most) + " as an argument");
    }
    if (rest.size() < command.least()) {
      throw new UsageException(
          command.spelling()
              + " needs "
              + command.arguments()
              + (command == Command.IMPORT ? ", or --discover" : ""));
    }
    if (command == Command.IMPORT && !isAddress(rest.getFirst())) {
      throw new UsageException(
          "import needs an address such as stack/web1/blog, not " + rest.getFirst());
    }
  }

  private static boolean isAddress(String text) {
    try {
      return new AddressPattern(text).isExact();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String hint(String typed, List<String> known) {
    String sentence = Suggestion.sentence(typed, known).strip();
    return sentence.isEmpty() ? "" : " " + sentence;
  }
}
