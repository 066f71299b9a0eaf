package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would keep a run from writing is said before it begins. */
class PrerequisitesTest {
  private static final Machine HERE = Machine.here(Map.of());

  @TempDir Path folder;
  private Path file;
  private StateBench bench;

  @BeforeEach
  void fresh() {
    file = folder.resolve("fleet.state.json");
    bench = new StateBench(file);
  }

  private void assertRefused(StateBench at, String... words) {
    assertThat(at.store().begin("apply", at.diagnostics)).isInstanceOf(RunStart.Refused.class);
    assertThat(at.said()).contains(words);
    assertThat(at.beside().lock()).doesNotExist();
  }

  @Test
  void aFolderInThePlaceOfTheState() throws IOException {
    Files.createDirectory(file);
    assertRefused(bench, "the state cannot be read", file + " is there and is not a file");
  }

  @Test
  void aFileInThePlaceOfTheFolder() throws IOException {
    Files.writeString(folder.resolve("state"), "");
    assertRefused(
        new StateBench(folder.resolve("state/fleet.state.json")), "is there and is not a folder");
  }

  @Test
  void aLinkThatLeadsNowhereIsNoEmptyState() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("usb/fleet.state.json"));
    assertThat(bench.store().load(bench.diagnostics)).isNull();
    assertRefused(bench, "is a link to " + folder.resolve("usb/fleet.state.json"));
    assertThat(Files.isSymbolicLink(file)).isTrue();
  }

  @Test
  void aLinkStaysOneAndEverythingLiesBesideWhatItLeadsTo() throws IOException {
    Path usb = Files.createDirectory(folder.resolve("usb"));
    StateBench real = new StateBench(usb.resolve("real.state.json"));
    State _ = real.commit("a");
    Files.createSymbolicLink(file, usb.resolve("real.state.json"));
    try (StateRun run = bench.begin()) {
      assertThat(real.store().begin("apply", real.diagnostics)).isInstanceOf(RunStart.Locked.class);
      State _ = run.commit(StateBench.of("a", "b"), bench.diagnostics);
    }
    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(real.names()).containsExactly("a", "b");
    assertThat(bench.files()).containsExactly("fleet.state.json", "usb");
  }

  @Test
  void somethingElseInThePlaceOfTheJournal() throws IOException {
    Files.createDirectory(bench.beside().journal());
    assertRefused(bench, "fleet.state.json.journal is there and is not a file");
  }

  @Test
  void whatMayNotBeWritten() throws IOException {
    State _ = bench.commit("a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    boolean mayAll = Files.isWritable(file);
    if (mayAll) {
      System.out.println(
          "PrerequisitesTest.whatMayNotBeWritten: left out, root may write anything");
    }
    assumeTrue(!mayAll);
    String owner = Files.getOwner(file).getName();
    assertRefused(bench, "no right to write or read " + file + ", which belongs to " + owner);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(bench.store().begin("apply", bench.diagnostics))
          .isInstanceOf(RunStart.Refused.class);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aDiskThatIsFullAlready() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "size=512k")) {
      StateBench there = new StateBench(disk.folder().resolve("fleet.state.json"));
      assertRefused(
          there,
          "there is not enough room for the state",
          "A run needs 1024 KiB beside it",
          "No space left on device",
          "Nothing was changed");
      assertThat(there.files()).containsExactly(".history");
    }
  }

  @Test
  void aDiskThatFillsUpDuringARunHasRoomLeftForWhatItDid() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "size=2m")) {
      StateBench there = new StateBench(disk.folder().resolve("fleet.state.json"));
      State _ = there.commit("a");
      try (StateRun run = there.begin()) {
        disk.fill();
        run.journal().intent(StateBench.create("b"));
        run.journal().sync();
        run.journal().done(StateBench.recorded("b").address(), StateBench.recorded("b"));
        run.journal().sync();
        assertThat(run.commit(StateBench.of("a", "b"), there.diagnostics).serial()).isEqualTo(2);
      }
      assertThat(there.said()).isEmpty();
      assertThat(there.names()).containsExactly("a", "b");
      assertThat(there.history()).hasSize(2);
    }
  }

  @Test
  void aDiskThatIsReallyFullIsFatalAndSaysWhereTheKnowledgeIs() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "size=2m")) {
      StateBench there = new StateBench(disk.folder().resolve("fleet.state.json"));
      State _ = there.commit("a");
      byte[] before = there.bytes();
      try (StateRun run = there.begin()) {
        run.journal().done(StateBench.recorded("b").address(), StateBench.recorded("b"));
        run.journal().sync();
        Files.delete(there.beside().reserve());
        disk.fill();
        State _ = run.commit(StateBench.of("a", "b"), there.diagnostics);
      }
      assertThat(there.said())
          .contains("the state could not be written", "No space left on device")
          .contains("What was done stands in " + there.beside().journal());
      assertThat(there.bytes()).isEqualTo(before);
      assertThat(there.names()).containsExactly("a", "b");
      disk.empty();
      assertThat(there.commit("a", "b").serial()).isEqualTo(2);
    }
  }

  @Test
  void aFileSystemThatMayOnlyBeRead() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "size=4m")) {
      StateBench there = new StateBench(disk.folder().resolve("fleet.state.json"));
      State _ = there.commit("a");
      disk.remount("ro");
      assertRefused(there, "the state cannot be written", "Read-only file system");
      assertThat(there.names()).containsExactly("a");
    }
  }

  @Test
  void roomIsTakenForAsMuchAsTheStateNeeds() throws IOException {
    try (StateRun run = bench.begin()) {
      assertThat(Files.size(bench.beside().reserve())).isEqualTo(1 << 20);
      assertThat(run.state().resources()).isEmpty();
    }
    assertThat(bench.beside().reserve()).doesNotExist();
    Writing full =
        new Writing() {
          @Override
          public void write(FileChannel channel, java.nio.ByteBuffer bytes) throws IOException {
            Writing.TO_DISK.write(channel, bytes);
          }

          @Override
          public void reserve(FileChannel channel, long bytes) throws IOException {
            throw new IOException("Disk quota exceeded");
          }
        };
    assertRefused(bench.on(HERE.with(full)), "Disk quota exceeded");
    assertThat(bench.beside().reserve()).doesNotExist();
  }
}
