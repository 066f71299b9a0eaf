package dev.phoenix.cli;

import dev.phoenix.resource.AddressPattern;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command line that was understood.
 *
 * @param options those given, each with its values; one empty text for an option without value
 * @param rest arguments of the command
 */
record Arguments(Command command, Map<Option, List<String>> options, List<String> rest) {
  Arguments {
    Map<Option, List<String>> copy = new EnumMap<>(Option.class);
    options.forEach((option, values) -> copy.put(option, List.copyOf(values)));
    options = copy;
    rest = List.copyOf(rest);
  }

  boolean has(Option option) {
    return options.containsKey(option);
  }

  @Nullable String value(Option option) {
    List<String> values = options.get(option);
    return values == null ? null : values.getLast();
  }

  /** The value as a number; the parser has checked that it is one. */
  int number(Option option, int otherwise) {
    String value = value(option);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** The value as a time; the parser has checked that it is one. */
  Duration duration(Option option, Duration otherwise) {
    String value = value(option);
    if (value == null) {
      return otherwise;
    }
    return value.equals("0")
        ? Duration.ZERO
        : Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
  }

  List<String> values(Option option) {
    return options.getOrDefault(option, List.of());
  }

  /** The values as addresses or patterns of them; the parser has checked that they are. */
  Set<AddressPattern> addresses(Option option) {
    return values(option).stream().map(AddressPattern::new).collect(Collectors.toSet());
  }
}
