package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.fuzz.Damage;
import dev.phoenix.fuzz.Failures;
import dev.phoenix.fuzz.Manners;
import dev.phoenix.planfile.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks each file that phoenix reads - those of the user, state, journal, saved plan, lock,
 * earlier states, caches - and runs commands on it: there are messages and exit codes, it ends, it
 * takes no more memory than it may, and no state is lost. How many and from which seed on: {@code
 * -Dphoenix.cases=10000 -Dphoenix.seed=0}.
 */
class FuzzTest {
  private static final int CASES = Integer.getInteger("phoenix.cases", 25);
  private static final long SEED = Long.getLong("phoenix.seed", 0);
  private static final String USUAL = "single-host";
  private static final List<String> OTHERS = List.of("laptop", "homelab");
  private static final List<String> ON_FILES =
      List.of(
          "validate",
          "plan",
          "plan --json",
          "plan --destroy",
          "apply --auto-approve",
          "destroy --auto-approve",
          "graph",
          "drift",
          "import --discover --auto-approve");
  private static final List<String> ON_STATE =
      List.of(
          "plan",
          "apply --auto-approve",
          "destroy --auto-approve",
          "state list",
          "state history",
          "state restore 1 --auto-approve",
          "lock status",
          "lock break --auto-approve",
          "recover --auto-approve",
          "show --json");
  private static final List<String> ON_PLAN =
      List.of("show saved.plan", "show saved.plan --json", "apply saved.plan");

  @TempDir private Path folder;
  private final Map<String, Integer> ends = new TreeMap<>();
  private final Map<String, FuzzWorkspace> made = new TreeMap<>();

  @Test
  void brokenFilesGiveMessages() throws IOException {
    Failures failures = new Failures("test -Dtest=FuzzTest -Dphoenix.cases=1 -Dphoenix.seed=%d");
    assertThatWhatWillBeBrokenIsGood();
    long start = System.nanoTime();
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      Random random = new Random(seed);
      String example = random.nextInt(20) > 0 ? USUAL : OTHERS.get(random.nextInt(2));
      try (FuzzWorkspace copy = whole(example).copy(memory())) {
        failures.of(seed, () -> breakAndRun(random, copy));
      }
    }
    System.out.printf(
        "FuzzTest: %d broken files from seed %d on in %d s, ends of commands %s; %d failed%n",
        CASES, SEED, (System.nanoTime() - start) / 1_000_000_000, ends, failures.all().size());
    assertThat(failures.all()).isEmpty();
  }

  private void assertThatWhatWillBeBrokenIsGood() throws IOException {
    for (String command : List.of("plan", "apply --auto-approve", "show saved.plan")) {
      try (FuzzWorkspace copy = whole(USUAL).copy(memory())) {
        FuzzWorkspace.Said said = copy.run(command);
        assertThat(said.exit()).as(said.text()).isZero();
      }
    }
  }

  private void breakAndRun(Random random, FuzzWorkspace broken) throws Exception {
    List<Path> files = broken.files();
    Path file = files.get(random.nextInt(files.size()));
    spoil(random, file);
    String command = command(random, file);
    String what = command + " with a broken " + broken.folder().relativize(file);
    byte[] before = broken.stateBytes();
    Manners.Watch watch = Manners.watch();
    FuzzWorkspace.Said said = Manners.within(what, () -> broken.run(command));
    watch.assertModest(what + "\n" + said.text());
    Manners.check(what, said.exit(), said.text());
    assertThat(said.text()).as(what).doesNotContain(FuzzWorkspace.PLANTED);
    ends.merge(command.split(" ", 2)[0] + " " + said.exit(), 1, Integer::sum);
    broken.assertNothingForgotten(what + "\n" + said.text(), command, before);
  }

  private static void spoil(Random random, Path file) throws IOException {
    if (random.nextInt(30) == 0) {
      Files.delete(file);
      return;
    }
    byte[] bad = new Damage(random).of(Files.readAllBytes(file));
    Files.write(
        file, file.endsWith("saved.plan") && random.nextInt(3) > 0 ? Sealed.again(bad) : bad);
  }

  private static String command(Random random, Path file) {
    boolean state = file.toString().contains("/.phoenix/lab") != (random.nextInt(5) == 0);
    List<String> commands = file.endsWith("saved.plan") ? ON_PLAN : state ? ON_STATE : ON_FILES;
    return commands.get(random.nextInt(commands.size()));
  }

  private FuzzWorkspace whole(String example) throws IOException {
    FuzzWorkspace known = made.get(example);
    if (known == null) {
      known = FuzzWorkspace.make(folder.resolve(example), example);
      made.put(example, known);
    }
    return known;
  }

  private Path memory() {
    Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : folder;
  }
}
