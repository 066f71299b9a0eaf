package dev.phoenix.cli;

import java.util.Locale;

/** The explanation of phoenix and of each command. */
final class Help {
  private static final String COLUMN = "  %-29s %s%n";

  private Help() {}

  static String global() {
    StringBuilder text = new StringBuilder();
    text.append("phoenix turns a folder of files into running Docker stacks.\n\n");
    text.append("Usage: phoenix COMMAND [OPTIONS]\n\nCommands:\n");
    for (Command command : Command.values()) {
      line(text, "  %-14s %s%n", command.spelling(), command.summary());
    }
    text.append(
        """

        sync portainer and LetsGo are spellings of apply.
        phoenix help COMMAND explains a command and its options.
        Try it without a server: phoenix apply --lab -C examples/single-host

        Exit codes: 0 done, 1 error, 2 changes pending (--detailed-exitcode), 3 drift,
        4 partly applied, 5 state locked, 6 plan out of date, 7 denied, 8 interrupted.
        """);
    return text.toString();
  }

  static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("phoenix ").append(command.spelling()).append(": ").append(command.summary());
    text.append(".\n\nUsage: phoenix ").append(command.spelling());
    if (command.takesArgument()) {
      text.append(' ').append(command.arguments());
    }
    text.append(" [OPTIONS]\n\nOptions:\n");
    for (Option option : command.options()) {
      line(text, COLUMN, option.usage(), option.help());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, String left, String right) {
    text.append(String.format(Locale.ROOT, format, left, right));
  }
}
