package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in short: the smallest example on the lab, as processes. */
class SmokeTest {
  @Test
  void planApplyPlanDestroy(@TempDir Path temporary) {
    LabWorkspace workspace = LabWorkspace.example("single-host", temporary);

    assertThat(workspace.run("plan", "--detailed-exitcode"))
        .satisfies(it -> assertThat(it.out()).contains("Plan: 5 to create."))
        .extracting(PhoenixProcess.Ended::exit)
        .isEqualTo(2);
    assertThat(workspace.run("apply", "--auto-approve").out()).contains("Complete: 5 created.");
    assertThat(workspace.run("plan", "--detailed-exitcode").exit()).isZero();
    assertThat(workspace.run("destroy", "--auto-approve").out()).contains("Complete: 5 deleted.");
  }
}
