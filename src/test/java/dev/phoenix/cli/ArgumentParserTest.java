package dev.phoenix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenix.resource.AddressPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentParserTest {
  @Test
  void readsOptionsBeforeAndAfterTheCommand() throws UsageException {
    Arguments arguments =
        parse("-C examples/x plan --lab --target stack/a/b --target=docker/a --json");

    assertThat(arguments.command()).isEqualTo(Command.PLAN);
    assertThat(arguments.value(Option.DIRECTORY)).isEqualTo("examples/x");
    assertThat(arguments.has(Option.LAB)).isTrue();
    assertThat(arguments.addresses(Option.TARGET))
        .containsExactlyInAnyOrder(new AddressPattern("stack/a/b"), new AddressPattern("docker/a"));
  }

  @ParameterizedTest
  @CsvSource({"sync portainer --lab", "LetsGo", "apply"})
  void knowsOtherSpellingsOfApply(String line) throws UsageException {
    assertThat(parse(line).command()).isEqualTo(Command.APPLY);
  }

  @Test
  void readsCommandsOfTwoWords() throws UsageException {
    Arguments arguments = parse("state show stack/a/b");

    assertThat(arguments.command()).isEqualTo(Command.STATE_SHOW);
    assertThat(arguments.rest()).containsExactly("stack/a/b");
  }

  @Test
  void turnsHelpOfACommandIntoHelp() throws UsageException {
    Arguments arguments = parse("plan --help");

    assertThat(arguments.command()).isEqualTo(Command.HELP);
    assertThat(arguments.rest()).containsExactly("plan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plaan | there is no command plaan. Did you mean \"plan\"?",
        "plan --labb | there is no option --labb. Did you mean \"--lab\"?",
        "plan --target | --target needs a value: --target ADDRESS",
        "plan --target web | --target needs an address such as stack/web1/blog, not web",
        "plan --auto-approve | plan has no option --auto-approve",
        "apply --parallelism 0 | --parallelism is a number from 1 to 1000, not 0",
        "apply --parallelism many | --parallelism is a number from 1 to 1000, not many",
        "plan extra | plan does not take extra as an argument",
        "plan --json=yes | --json takes no value",
        "plan -C a -C b | -C is given twice",
        "state | state needs list, show, move, forget, history or restore: phoenix state list",
        "lock | lock needs status or break: phoenix lock status",
        "state restore | state restore needs SERIAL",
        "apply --lock-timeout 30 | --lock-timeout is a number with s, m or h behind it, such as 30s,"
            + " not 30",
        "apply --drain 2min | --drain is a number with s, m or h behind it, such as 30s, not 2min",
        "apply --max-failures 0 | --max-failures is a number from 1 to 1000, not 0",
        "state show | state show needs ADDRESS",
        "apply --push | --push is for what --commit commits: give both",
        "plan --format dot | --format is one of text, markdown, not dot",
        "plan --format markdown --json | --format and --json exclude each other",
        "graph --format svg | --format is one of dot, mermaid, json, not svg",
        "plan --lab-faults 5 | --lab-faults is SEED:PERCENT, such as 7:5, not 5",
        "import | import needs ADDRESS [ID], or --discover",
        "import --discover vm/web | import --discover looks at everything and takes no address: leave out --discover or vm/web",
        "import --discover --target vm/web | import has no option --target",
        "import --discover --json | import has no option --json",
        "recover --discover | recover has no option --discover",
        "plan --lab-task-time 2s | --lab-task-time is a number from 0 to 600000, not 2s",
      })
  void saysWhatIsWrong(String line, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> parse(line))
        .withMessage(message);
  }

  private static Arguments parse(String line) throws UsageException {
    return ArgumentParser.parse(List.of(line.split(" ")));
  }
}
