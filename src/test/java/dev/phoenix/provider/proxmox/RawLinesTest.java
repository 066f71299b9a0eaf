package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

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
