package dev.phoenix.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFailureTest {
  @Test
  void saysWhatJavaSaysByTheNameOfTheClassOnly() {
    assertThat(FileFailure.words(new AccessDeniedException("/srv/fleet/state")))
        .isEqualTo("no right to write or read /srv/fleet/state");
    assertThat(FileFailure.words(new NoSuchFileException("/srv/fleet")))
        .isEqualTo("/srv/fleet does not exist");
    assertThat(FileFailure.words(new FileAlreadyExistsException("/srv/fleet/state")))
        .isEqualTo("/srv/fleet/state is there and is not a folder");
  }

  @Test
  void repeatsWhatTheSystemSays() {
    assertThat(FileFailure.words(new FileSystemException("/srv", null, "Read-only file system")))
        .isEqualTo("/srv: Read-only file system");
    assertThat(FileFailure.words(new IOException())).isEqualTo("IOException");
  }

  @Test
  void namesTheFileThatIsInTheWay(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("state"));
    assertThatThrownBy(() -> Files.readAllBytes(file.resolve("deeper/x.json")))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            failure ->
                assertThat(FileFailure.words(failure))
                    .isEqualTo(file + " is there and is not a folder"));
  }
}
