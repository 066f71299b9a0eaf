package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file system itself can put in the way of reading. */
class UnreadableFilesTest {
  private static final String HYPERVISOR = "phoenix_hypervisor_config.json";

  @TempDir Path folder;
  private Path workspace;

  @BeforeEach
  void writeAGoodOne() throws IOException {
    workspace = Files.createDirectory(folder.resolve("fleet"));
    Files.writeString(
        workspace.resolve(HYPERVISOR),
        """
        {
          "portainer_api": { "admin_password": "${file:password}" },
          "hosts": [{ "name": "main", "portainer_role": "primary", "docker_stacks": ["web"] }]
        }
        """);
    Files.writeString(workspace.resolve("password"), "from-the-file\n");
    Files.createDirectories(workspace.resolve("stacks/web"));
    Files.writeString(
        workspace.resolve("stacks/web/docker-compose.yml"), "services: {web: {image: 'a:1'}}");
    assertThat(said()).isEqualTo("\n");
  }

  @Test
  void aLinkThatLeadsBackToItself() throws IOException {
    link(HYPERVISOR, HYPERVISOR);

    assertThat(said())
        .isEqualTo(
            """
            error phoenix_hypervisor_config.json
              the file cannot be read
              Reason: it is a link that leads back to itself. Lead it to what is meant.
            """);
  }

  @Test
  void aLinkThatLeadsNowhere() throws IOException {
    link(HYPERVISOR, "elsewhere.json");

    assertThat(said())
        .isEqualTo(
            """
            error phoenix_hypervisor_config.json
              the file cannot be read
              Reason: it is a link that leads nowhere. Lead it to what is meant.
            """);
  }

  @Test
  void aLinkToAGoodFileIsAsGoodAsTheFile() throws IOException {
    Files.move(workspace.resolve(HYPERVISOR), folder.resolve("kept.json"));
    link(HYPERVISOR, "../kept.json");

    assertThat(said()).isEqualTo("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stacks", "stacks/web"})
  void foldersThatAreLinksToThemselves(String shown) throws IOException {
    delete("stacks/web/docker-compose.yml");
    delete("stacks/web");
    if (shown.equals("stacks")) {
      delete("stacks");
    }
    link(shown, shown.substring(shown.lastIndexOf('/') + 1));

    assertThat(said())
        .isEqualTo(
            """
            error SHOWN
              the folder cannot be read
              Reason: it is a link that leads back to itself. Lead it to what is meant.
            """
                .replace("SHOWN", shown));
  }

  @Test
  void aFileInPlaceOfTheStacks() throws IOException {
    delete("stacks/web/docker-compose.yml");
    delete("stacks/web");
    delete("stacks");
    Files.writeString(workspace.resolve("stacks"), "");

    assertThat(said())
        .isEqualTo(
            """
            error stacks
              the folder cannot be read
              Reason: it is not a directory. Put a directory in its place.
            """);
  }

  @Test
  void filesBetweenTheFoldersOfStacksAreNobodysBusiness() throws IOException {
    Files.writeString(workspace.resolve("stacks/README.md"), "");

    assertThat(said()).isEqualTo("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void tooManyMegabytesAreRefusedAtOnce(int megabytes) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(workspace.resolve(HYPERVISOR).toFile(), "rw")) {
      file.setLength(((long) megabytes << 20) + 1);
    }

    String said = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> said());

    assertThat(said)
        .isEqualTo(
            """
            error phoenix_hypervisor_config.json
              the file cannot be read
              Reason: it is %d MB long; 10 MB are read at most. Is it the right file?
            """
                .formatted(megabytes + 1));
  }

  @Test
  void aFileThatGrowsWhileItIsRead() {
    TextFile.Opening endless =
        path ->
            new FilterInputStream(Files.newInputStream(path)) {
              @Override
              public int read(byte[] into, int from, int length) {
                return length;
              }
            };

    assertThat(said(endless)).contains("it is 11 MB long; 10 MB are read at most");
  }

  @Test
  void aFileThatMayNotBeRead() {
    TextFile.Opening denied =
        path -> {
          throw new AccessDeniedException(path.toString());
        };

    assertThat(said(denied)).isEqualTo(notPermitted());
  }

  @Test
  void aFileThatTheOwnerLocked() throws IOException {
    lock(HYPERVISOR, "---------");

    assertThat(said()).isEqualTo(notPermitted());
  }

  @Test
  void aStackThatTheOwnerLocked() throws IOException {
    lock("stacks/web", "---------");

    assertThat(said())
        .isEqualTo(
            """
            error stacks/web
              the folder cannot be read
              Reason: reading it is not permitted. Run phoenix as its owner, or let others read it: chmod a+rX.
            """);
    Files.setPosixFilePermissions(
        workspace.resolve("stacks/web"), PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aDiskThatFails() {
    TextFile.Opening failing =
        path ->
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("Input/output error");
              }
            };

    assertThat(said(failing))
        .isEqualTo(
            """
            error phoenix_hypervisor_config.json
              the file cannot be read
              Reason: the system says "Input/output error". Try it with cat.
            """);
  }

  @Test
  void secretsThatCannotBeRead() throws IOException {
    delete("password");
    assertThat(secret()).isEqualTo("it does not exist. Put it there.");
    link("password", "password");
    assertThat(secret())
        .isEqualTo("it is a link that leads back to itself. Lead it to what is meant.");
    delete("password");
    Files.createDirectory(workspace.resolve("password"));
    assertThat(secret()).isEqualTo("it is a directory. Put a file of this name in its place.");
    delete("password");
    Files.write(workspace.resolve("password"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(secret()).isEqualTo("it is not UTF-8 text. Save the file as UTF-8.");
    Files.write(workspace.resolve("password"), new byte[(1 << 20) + 1]);
    assertThat(secret()).isEqualTo("it is 2 MB long; 1 MB are read at most. Is it the right file?");
    Files.write(workspace.resolve("password"), new byte[0]);
    assertThat(secret()).isEqualTo("it is empty. Write the secret into it.");
  }

  private static String notPermitted() {
    return """
    error phoenix_hypervisor_config.json
      the file cannot be read
      Reason: reading it is not permitted. Run phoenix as its owner, or let others read it: chmod a+rX.
    """;
  }

  /** What is said of the password's file, without the sentences around it. */
  private String secret() {
    String said = said();
    String before = "and ";
    String after = " A path that is not absolute";
    return said.substring(said.indexOf(before) + before.length(), said.indexOf(after));
  }

  private String said() {
    return Rendering.of(diagnostics ->
        new ConfigurationReader(SecretSource.of(Map.of())).read(workspace, diagnostics));
  }

  private String said(TextFile.Opening opening) {
    return Rendering.of(diagnostics ->
        TextFile.read(workspace.resolve(HYPERVISOR), HYPERVISOR, opening, diagnostics));
  }

  private void link(String from, String to) throws IOException {
    Files.deleteIfExists(workspace.resolve(from));
    Files.createSymbolicLink(workspace.resolve(from), Path.of(to));
  }

  private void delete(String name) throws IOException {
    Files.delete(workspace.resolve(name));
  }

  /** Nothing is locked for root. */
  private void lock(String name, String permissions) throws IOException {
    Path path = workspace.resolve(name);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    boolean locked = !Files.isReadable(path);
    if (!locked) {
      System.out.println(
          "UnreadableFilesTest left out a locked " + name + ": root reads all; run it as a user.");
    }
    assumeTrue(locked);
  }
}
