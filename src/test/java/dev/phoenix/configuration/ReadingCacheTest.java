package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read is the same with what earlier runs found and without. */
final class ReadingCacheTest {
  private static final String PROGRAM = "program under test";
  private static final String PASSWORD = "correct-horse-battery";
  private static final List<Path> WORKSPACES =
      List.of(Path.of("examples"), Path.of("src/test/resources/bad"));

  @TempDir Path temporary;

  private final Map<String, String> environment =
      new HashMap<>(Map.of("PASSWORD", PASSWORD, "OTHER", "unless-stopped"));

  private record Result(@Nullable Configuration configuration, List<Diagnostic> diagnostics) {}

  @Test
  void isRightForEveryWorkspace() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("src/test/resources/mistakes")));
    for (Path folder : WORKSPACES) {
      try (Stream<Path> below = Files.list(folder)) {
        below.filter(Files::isDirectory).sorted().forEach(all::add);
      }
    }
    for (Path workspace : all) {
      for (int run = 1; run <= 3; run++) {
        assertThat(cached(workspace)).as(workspace + ", run " + run).isEqualTo(plain(workspace));
      }
    }
    assertThat(file()).exists();
  }

  @Test
  void isRightAfterEveryEdit() throws IOException {
    Path workspace = new RandomStacks(temporary.resolve("edited"), new Random(20)).write(12);
    assertThat(plain(workspace).diagnostics()).noneMatch(Diagnostic::isError);
    List<Path> files;
    try (Stream<Path> below = Files.walk(workspace)) {
      files = below.filter(Files::isRegularFile).sorted().toList();
    }
    Random random = new Random(7);
    int valid = 0;
    for (int edit = 0; edit < 250; edit++) {
      Path file = files.get(random.nextInt(files.size()));
      String before = Files.readString(file);
      Files.writeString(file, edited(before, random));
      environment.put("PASSWORD", random.nextInt(4) == 0 ? "another:80" : PASSWORD);
      environment.put("OTHER", random.nextInt(4) == 0 ? "on-failure:12" : "unless-stopped");
      Result result = plain(workspace);
      assertThat(cached(workspace)).as("edit " + edit + " of " + file).isEqualTo(result);
      if (result.configuration() == null) {
        Files.writeString(file, before);
      } else {
        valid++;
      }
    }
    assertThat(valid).isBetween(25, 249);
  }

  /** A line gone, twice or swapped, or one character another. */
  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int at = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(at));
      case 2 -> lines.add(lines.remove(at));
      default -> {
        StringBuilder line = new StringBuilder(lines.get(at) + " ");
        line.setCharAt(random.nextInt(line.length()), "09az:-$ ".charAt(random.nextInt(8)));
        lines.set(at, line.toString().stripTrailing());
      }
    }
    return String.join("\n", lines) + "\n";
  }

  @Test
  void keepsWhatTheLastRunUsedAndNoSecret() throws IOException {
    Path workspace = new RandomStacks(temporary.resolve("kept"), new Random(3)).write(20);
    cached(workspace);
    byte[] all = Files.readAllBytes(file());
    assertThat(new String(all, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(file().resolveSibling(".gitignore")).hasContent("*");

    cached(workspace);
    assertThat(file()).hasBinaryContent(all);

    Files.delete(workspace.resolve("stacks/app0/phoenix.json"));
    cached(workspace);
    assertThat(Files.size(file())).isLessThan(all.length);
  }

  @Test
  void trustsNothingThatIsDamagedOrOfAnotherProgram() throws IOException {
    Path workspace = new RandomStacks(temporary.resolve("damaged"), new Random(5)).write(3);
    Result right = plain(workspace);
    cached(workspace);
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(11);
    for (int i = 0; i < 150; i++) {
      byte[] damaged = Arrays.copyOf(whole, i < 75 ? random.nextInt(whole.length) : whole.length);
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file(), damaged);
      assertThat(cached(workspace)).isEqualTo(right);
      assertThat(Files.size(file())).isEqualTo(whole.length);
    }
    ReadingCache other = ReadingCache.in(temporary.resolve("cache"), "another program");
    assertThat(
            new ConfigurationReader(SecretSource.of(environment), other)
                .read(workspace, new Diagnostics()))
        .isEqualTo(right.configuration());
    other.save();
    assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1))
        .contains("another program")
        .doesNotContain(PROGRAM);
  }

  @Test
  void doesWithoutWhereItCannotBeWritten() throws IOException {
    Path workspace = new RandomStacks(temporary.resolve("full"), new Random(9)).write(3);
    Files.writeString(temporary.resolve("cache"), "a file where the folder should be");
    assertThat(cached(workspace)).isEqualTo(plain(workspace));
    assertThat(temporary.resolve("cache")).hasContent("a file where the folder should be");
  }

  private Path file() {
    return temporary.resolve("cache").resolve("reading");
  }

  private Result plain(Path workspace) {
    return read(workspace, ReadingCache.none());
  }

  private Result cached(Path workspace) {
    ReadingCache cache = ReadingCache.in(temporary.resolve("cache"), PROGRAM);
    Result result = read(workspace, cache);
    cache.save();
    return result;
  }

  private Result read(Path workspace, ReadingCache cache) {
    Diagnostics diagnostics = new Diagnostics();
    Configuration configuration =
        new ConfigurationReader(SecretSource.of(environment), cache).read(workspace, diagnostics);
    return new Result(configuration, diagnostics.sorted());
  }
}
