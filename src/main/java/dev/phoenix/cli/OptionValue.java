package dev.phoenix.cli;

import dev.phoenix.plan.Policy;
import dev.phoenix.resource.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What may stand behind an option. */
final class OptionValue {
  private OptionValue() {}

  static String check(Option option, String value) throws UsageException {
    switch (option) {
      case TARGET, EXCLUDE, REPLACE, GONE, ADOPT, ALLOW_DATA_LOSS -> address(option, value);
      case DENY -> kinds(value);
      case PARALLELISM, MAX_FAILURES -> number(option, value, 1, 1000);
      case LOCK_TIMEOUT, DRAIN -> duration(option, value);
      case LAB_LATENCY -> number(option, value, 0, 60_000);
      case LAB_TASK_TIME -> number(option, value, 0, 600_000);
      case LAB_PROXMOX -> {
        if (!value.matches("7\\.4|8\\.[0-4]|9\\.[01]")) {
          throw new UsageException(
              "--lab-proxmox is one of 7.4, 8.0 to 8.4, 9.0 and 9.1, not " + value);
        }
      }
      case LAB_FAULTS -> {
        if (!value.matches("[0-9]{1,9}:([0-9]{1,2}|100)")) {
          throw new UsageException("--lab-faults is SEED:PERCENT, such as 7:5, not " + value);
        }
      }
      case EXPECT -> {
        if (!value.matches("[0-9a-f]{64}")) {
          throw new UsageException(
              "--expect needs the hash of a plan, 64 digits and letters a to f, not " + value);
        }
      }
      case DIRECTORY,
          STATE,
          HOST,
          DESTROY,
          OUT,
          FORMAT,
          LAB_VERSION,
          DISCOVER,
          AUTO_APPROVE,
          COMMIT,
          PUSH,
          FAIL_FAST,
          DETAILED_EXITCODE,
          JSON,
          NO_COLOR -> {}
      case LAB, HELP -> {}
    }
    return value;
  }

  private static void address(Option option, String value) throws UsageException {
    try {
      Address.parse(value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          option.spelling() + " needs an address such as stack/web1/blog, not " + value);
    }
  }

  private static void duration(Option option, String value) throws UsageException {
    if (!value.matches("0|[0-9]{1,6}[smh]")) {
      throw new UsageException(
          option.spelling() + " is a number with s, m or h behind it, such as 30s, not " + value);
    }
  }

  private static void kinds(String value) throws UsageException {
    List<String> known =
        Arrays.stream(Policy.Kind.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    for (String kind : value.split(",", -1)) {
      if (!known.contains(kind)) {
        throw new UsageException(
            "--deny is a list of "
                + String.join(", ", known)
                + ", such as destroy,replace, not "
                + value
                + "."
                + ArgumentParser.hint(kind, known));
      }
    }
  }

  private static void number(Option option, String value, int least, int most)
      throws UsageException {
    if (!value.matches("[0-9]{1,6}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw new UsageException(
          option.spelling() + " is a number from " + least + " to " + most + ", not " + value);
    }
  }
}
