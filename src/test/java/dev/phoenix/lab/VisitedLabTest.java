package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitedLabTest {
  private static final LabFleet.Host WEB = new LabFleet.Host("web1", "10.0.0.11", 22, null);
  private static final LabFleet.Host HERE =
      new LabFleet.Host("here", "127.0.0.1", 0, "/var/run/docker.sock");

  @TempDir Path folder;

  private static Lab.Parts parts(LabFleet.Host... hosts) {
    return new Lab.Parts(LabOptions.USUAL, LabFleet.of(List.of(hosts)), List.of(), Set.of("x"));
  }

  @Test
  void aSecondProcessGoesIntoTheWorldOfTheFirst() throws Exception {
    try (Lab lab = Lab.open(folder, parts(WEB, HERE))) {
      lab.receive();
      try (LabNetwork visitor = Lab.enter(folder, parts(WEB))) {
        assertThat(visitor).isInstanceOf(VisitedLab.class);
        assertThat(visitor.tcp("10.0.0.11", 22)).isEqualTo(lab.tcp("10.0.0.11", 22));
        assertThat(visitor.unix("/var/run/docker.sock"))
            .isEqualTo(lab.unix("/var/run/docker.sock"));
        assertThat(visitor.sandbox()).isEqualTo(lab.sandbox());
        assertThat(visitor.tcp("nobody", 1)).isEqualTo(lab.tcp("nobody", 1));
      }
      assertThat(lab.tcp("10.0.0.11", 22)).isNotEqualTo(lab.tcp("nobody", 1));
    }
  }

  @Test
  void bringsMachinesThatCameIntoTheFilesSince() throws Exception {
    LabFleet.Host fresh = new LabFleet.Host("web2", "10.0.0.12", 22, null);
    try (Lab lab = Lab.open(folder, parts(WEB))) {
      lab.receive();
      try (LabNetwork visitor = Lab.enter(folder, parts(WEB, fresh))) {
        assertThat(visitor.tcp("10.0.0.12", 22)).isEqualTo(lab.tcp("web2", 22));
      }
      assertThat(lab.machine("web2")).isPresent();
    }
  }

  @Test
  void onlyTheOwnerCanReadTheWayIn() throws Exception {
    Path file = folder.resolve("lab.json");
    try (Lab lab = Lab.open(folder, parts(WEB))) {
      lab.receive();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Doorplate plate = Doorplate.read(folder).orElseThrow();
      new Doorplate(plate.process(), plate.port(), new Secret("guessed")).put(folder);
      assertThat(VisitedLab.find(folder, LabFleet.of(List.of()))).isEmpty();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aPlateOfAProcessThatEndedIsPassedBy() throws Exception {
    new Doorplate(Long.MAX_VALUE, 1, new Secret("any password")).put(folder);
    try (LabNetwork lab = Lab.enter(folder, parts(WEB))) {
      assertThat(lab).isInstanceOf(Lab.class);
    }
    new Doorplate(ProcessHandle.current().pid(), 9, new Secret("any password")).put(folder);
    assertThat(VisitedLab.find(folder, LabFleet.of(List.of()))).isEmpty();
    Files.writeString(folder.resolve("lab.json"), "{ cut");
    assertThat(Doorplate.read(folder)).isEmpty();
  }

  @Test
  void whereTheWorldHasEndedNobodyAnswers() throws Exception {
    LabNetwork visitor;
    try (Lab lab = Lab.open(folder, parts(WEB))) {
      lab.receive();
      visitor = Lab.enter(folder, parts(WEB));
    }
    assertThat(visitor.tcp("web1", 22)).isEqualTo(Lab.NOBODY);
    assertThatThrownBy(visitor::sandbox)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("run the command again");
    visitor.close();
  }
}
