package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.diagnostic.Diagnostics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
  @TempDir Path folder;

  static Stream<Integer> known() {
    return IntStream.rangeClosed(1, Formats.KNOWN.newest()).boxed();
  }

  /** One of each format that phoenix ever wrote, all of the same state. */
  private static byte[] golden(int format) throws Exception {
    return Files.readAllBytes(Path.of("src/test/resources/state/format-" + format + ".state.json"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void everyFormatIsReadAsTheNewest(int format) throws Exception {
    State state = StateFile.read(golden(format));
    assertThat(new String(StateFile.write(state), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden(Formats.KNOWN.newest()), StandardCharsets.UTF_8));
  }

  @Test
  void anOlderFormatGoesThroughEveryUpgradeFromItsOwnOn() throws Exception {
    // Once upon a time resources were called things, and before that the serial a number.
    Formats three =
        new Formats(
            List.of(
                state -> state.set("serial", state.remove("number")),
                state -> state.set("resources", state.remove("things"))));
    String newest = new String(golden(Formats.KNOWN.newest()), StandardCharsets.UTF_8);
    State wanted = StateFile.read(newest.getBytes(StandardCharsets.UTF_8));
    String second = newest.replace("\"resources\"", "\"things\"");
    String first = second.replace("\"serial\"", "\"number\"").replace(": 2,\n", ": 1,\n");

    assertThat(first).contains("\"format\": 1,", "\"number\"", "\"things\"");
    for (String older : List.of(first, second, newest.replace(": 2,\n", ": 3,\n"))) {
      assertThat(StateFile.read(older.getBytes(StandardCharsets.UTF_8), three)).isEqualTo(wanted);
    }
    assertThatThrownBy(() ->
            StateFile.read(
                first.replace(": 1,\n", ": 4,\n").getBytes(StandardCharsets.UTF_8), three))
        .isInstanceOf(NewerFormatException.class);
  }

  @Test
  void aNewerFormatIsRefusedByTheNamesOfBoth() throws Exception {
    Path file = folder.resolve("fleet.state.json");
    String newer =
        new String(golden(1), StandardCharsets.UTF_8).replace("\"format\": 1", "\"format\": 7");
    Files.writeString(file, newer);
    Diagnostics diagnostics = new Diagnostics();
    StateStore store = new StateStore(file, Machine.here(Map.of()));

    assertThat(store.load(diagnostics)).isNull();
    assertThat(store.begin("apply", diagnostics)).isInstanceOf(RunStart.Refused.class);

    assertThat(diagnostics.sorted()).hasSize(1);
    assertThat(Objects.requireNonNull(diagnostics.sorted().getFirst()).summary())
        .isEqualTo(
            "the state file was written by a newer phoenix: it has format 7, and this phoenix reads"
                + " formats up to "
                + Formats.KNOWN.newest());
    assertThat(Files.readString(file)).isEqualTo(newer);
  }
}
