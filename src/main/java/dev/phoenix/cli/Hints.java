package dev.phoenix.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commands that people are told to run about the same workspace, state and world as the
 * one that tells them, so that they can be copied as they are.
 */
record Hints(Map<Option, List<String>> place) implements UnaryOperator<String> {
  private static final String PROGRAM = "phoenix ";
  private static final Set<Option> PLACE =
      EnumSet.of(
          Option.DIRECTORY,
          Option.STATE,
          Option.LAB,
          Option.LAB_VERSION,
          Option.LAB_PROXMOX,
          Option.LAB_TASK_TIME,
          Option.LAB_LATENCY,
          Option.LAB_FAULTS);

  /** What a command line says of where it works. */
  static UnaryOperator<String> of(Arguments arguments) {
    Map<Option, List<String>> place = new EnumMap<>(Option.class);
    place.putAll(arguments.options());
    place.keySet().retainAll(PLACE);
    return place.isEmpty() ? UnaryOperator.identity() : new Hints(place);
  }

  @Override
  public String apply(String text) {
    StringBuilder complete = new StringBuilder();
    int copied = 0;
    for (int at = text.indexOf(PROGRAM); at >= 0; at = text.indexOf(PROGRAM, at + 1)) {
      int begin = at + PROGRAM.length();
      Command command = at > 0 && isPartOfName(text.charAt(at - 1)) ? null : named(text, begin);
      if (command != null) {
        int end = begin + command.spelling().length();
        complete.append(text, copied, end).append(options(command));
        copied = end;
      }
    }
    return copied == 0 ? text : complete.append(text, copied, text.length()).toString();
  }

  private static @Nullable Command named(String text, int begin) {
    for (Command command : Command.values()) {
      int end = begin + command.spelling().length();
      if (text.startsWith(command.spelling(), begin)
          && (end == text.length() || !isPartOfName(text.charAt(end)))) {
        return command;
      }
    }
    return null;
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '/';
  }

  /** Those that the command takes. */
  private String options(Command command) {
    Map<Option, List<String>> taken = new EnumMap<>(place);
    taken.keySet().retainAll(command.options());
    return command == Command.HELP || command == Command.VERSION ? "" : Shell.options(taken);
  }
}
