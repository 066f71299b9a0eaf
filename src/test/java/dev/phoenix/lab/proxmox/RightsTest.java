package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RightsTest {
  private final Rights rights = new Rights(Pve.datacenter(), Release.of("8.4"));

  @Test
  void aGrantReachesWhatIsBelowItsPathAndNothingBeside() {
    Caller reader = new Caller("reader@pve", "");
    assertThat(rights.at(reader, "/vms/100")).containsExactly("VM.Audit");
    assertThat(rights.at(reader, "/vms/1001")).isEmpty();
    assertThat(rights.at(reader, "/vms")).isEmpty();
    assertThatThrownBy(() -> rights.require(reader, "/vms/1001", "VM.Audit", "VM.Config.Options"))
        .hasMessage("Permission check failed (/vms/1001, VM.Audit|VM.Config.Options)");
  }

  @Test
  void aTokenHasWhatItsUserHasUnlessItIsSeparated() {
    assertThat(rights.has(new Caller("automation@pve", "wide"), "/", "VM.Allocate")).isTrue();
    Caller narrow = new Caller("automation@pve", "narrow");
    assertThat(rights.has(narrow, "/vms/100", "VM.Audit")).isTrue();
    assertThat(rights.has(narrow, "/vms/100", "VM.Allocate")).isFalse();
    assertThat(rights.at(narrow, "/storage/local")).isEmpty();
  }

  @Test
  void onlyTheUserHimselfIsRoot() {
    assertThat(Caller.ROOT.isRoot()).isTrue();
    assertThat(new Caller("root@pam", "phoenix").isRoot()).isFalse();
    assertThat(rights.has(new Caller("root@pam", "phoenix"), "/", "Sys.Modify")).isTrue();
  }
}
