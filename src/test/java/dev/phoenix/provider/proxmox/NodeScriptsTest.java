package dev.phoenix.provider.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.provider.ssh.SshHost;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that write and read files, run by the shell of this machine. */
final class NodeScriptsTest {
  private static final String OLD = "arch: amd64\n";
  private static final String NEW = "arch: amd64\nlxc.apparmor.profile: unconfined\n";
  private static final String BYTES = Integer.toString(NEW.length());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void begin() throws Exception {
    file = folder.resolve("files/103.conf");
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(file, OLD);
    tool("echo " + file);
  }

  /** A pvesm that does this. */
  private void tool(String text) throws Exception {
    Path pvesm = folder.resolve("pvesm");
    Files.writeString(pvesm, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(pvesm, PosixFilePermissions.fromString("rwx------"));
  }

  private ScriptResult run(Class<?> beside, String script, String input, String... arguments)
      throws Exception {
    String text =
        Script.resource("try", beside, script)
            .text()
            .replace("/etc/pve/lxc", Objects.requireNonNull(file.getParent()).toString());
    List<String> command = new ArrayList<>(List.of("sh", "-c", text, "phoenix"));
    for (String argument : arguments) {
      command.add(Base64.getEncoder().encodeToString(argument.getBytes(UTF_8)));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    builder.redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new ScriptResult(
        process.waitFor(), output, Files.readString(folder.resolve("errors"), UTF_8));
  }

  private void isAlone(String content) throws Exception {
    assertThat(file).hasContent(content);
    try (Stream<Path> there = Files.list(file.getParent())) {
      assertThat(there).containsExactly(file);
    }
  }

  @Test
  void aContainerIsWrittenOnceAllOfItIsThere() throws Exception {
    String[] arguments = {"103", BYTES, RawLines.sum(OLD)};
    for (String part : List.of("", NEW.substring(0, 20))) {
      ScriptResult cut = run(Nodes.class, "write-container.sh", part, arguments);
      assertThat(cut.exit()).isEqualTo(1);
      assertThat(cut.complaint())
          .isEqualTo("the content did not arrive as a whole; nothing was changed");
      isAlone(OLD);
    }
    assertThat(run(Nodes.class, "write-container.sh", NEW, arguments).exit()).isZero();
    isAlone(NEW);
  }

  @Test
  void aContainerThatSomebodyChangedInBetweenIsLeftAlone() throws Exception {
    Files.writeString(file, OLD + "memory: 512\n");
    ScriptResult result =
        run(Nodes.class, "write-container.sh", NEW, "103", BYTES, RawLines.sum(OLD));
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.complaint()).isEqualTo("it was changed in between");
    isAlone(OLD + "memory: 512\n");
  }

  @Test
  void aSnippetIsReplacedOnceAllOfItIsThere() throws Exception {
    String volume = "local:snippets/103.conf";
    assertThat(run(Nodes.class, "write-snippet.sh", "arch", volume, BYTES).exit()).isEqualTo(1);
    isAlone(OLD);
    assertThat(run(Nodes.class, "write-snippet.sh", NEW, volume, BYTES).exit()).isZero();
    isAlone(NEW);
  }

  @Test
  void aFileIsReplacedOnceAllOfItIsThere() throws Exception {
    String path = file.toString();
    assertThat(run(SshHost.class, "write-file.sh", "arch", path, "0640", BYTES).exit())
        .isEqualTo(1);
    isAlone(OLD);
    assertThat(run(SshHost.class, "write-file.sh", NEW, path, "0640", BYTES).exit()).isZero();
    isAlone(NEW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aSnippetIsThereOrNotOrCannotBeLookedAt() throws Exception {
    String volume = "local:snippets/103.conf";
    assertThat(Nodes.snippet(run(Nodes.class, "read-snippet.sh", "", volume))).contains(OLD);
    Files.delete(file);
    ScriptResult none = run(Nodes.class, "read-snippet.sh", "", volume);
    assertThat(none.exit()).isZero();
    assertThat(Nodes.snippet(none)).isEmpty();
    tool("echo " + folder.resolve("pvesm/103.conf"));
    assertThat(run(Nodes.class, "read-snippet.sh", "", volume).exit()).isNotZero();
    tool("echo 'storage is away' >&2; exit 5");
    assertThat(run(Nodes.class, "read-snippet.sh", "", volume).complaint())
        .isEqualTo("storage is away");
  }
}
