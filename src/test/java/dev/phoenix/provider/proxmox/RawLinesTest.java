package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.ssh.ScriptResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RawLinesTest {
  private static final String FILE =
      """
      #notes
      arch: amd64
      lxc.apparmor.profile: generated
      rootfs: local-lvm:vm-103-disk-0,size=16G

      [final-form]
      arch: amd64
      lxc.apparmor.profile: generated
      """;

  /** bash reads .bashrc for commands that come over SSH too, and many of those greet. */
  @Test
  void readsTheFileOfANodeWhoseShellGreets() throws Exception {
    String content = Base64.getEncoder().encodeToString(FILE.getBytes(StandardCharsets.UTF_8));
    ScriptResult printed =
        new ScriptResult(0, "Welcome to pve\nload=0.1\n\nphoenix.config=" + content + "\n", "");

    assertThat(RawLines.read(printed)).isEqualTo(FILE);
    assertThatThrownBy(() -> RawLines.read(new ScriptResult(0, "Welcome to pve\n", "")))
        .hasMessageContaining("so it was not written: Welcome to pve");
  }

  @Test
  void replacesItsOwnLinesAndLeavesTheRestAndTheSnapshots() {
    assertThat(
            RawLines.replace(
                FILE,
                List.of(
                    List.of("lxc.apparmor.profile", "unconfined"), List.of("lxc.cap.drop", ""))))
        .isEqualTo(
            """
            #notes
            arch: amd64
            rootfs: local-lvm:vm-103-disk-0,size=16G
            lxc.apparmor.profile: unconfined
            lxc.cap.drop:\s

            [final-form]
            arch: amd64
            lxc.apparmor.profile: generated
            """);
  }

  @Test
  void replacingTwiceChangesNothingMore() {
    List<List<String>> lines = List.of(List.of("lxc.idmap", "u 0 100000 65536"));
    String once = RawLines.replace(FILE, lines);
    assertThat(RawLines.replace(once, lines)).isEqualTo(once);
    assertThat(RawLines.replace("arch: amd64\n", List.of())).isEqualTo("arch: amd64\n");
  }
}
