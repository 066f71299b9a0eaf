package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mounts of a container that come, go and change places, and whose data is where after. */
final class MountOrderTest {
  private static final String CT = "/nodes/pve/lxc/103";
  private static final String A = "{'storage':'local-zfs','size':1,'path':'/a'}";
  private static final String B = "{'storage':'local-zfs','size':2,'path':'/b'}";
  private static final String FOLDER = "{'host_path':'/tank/media','path':'/media'}";

  @TempDir Path folder;
  private DriftWorld world;
  private DriftHand hand;

  @BeforeEach
  void make() throws Exception {
    world = new DriftWorld("8.4", folder);
    hand = new DriftHand(world, "lxc", 103);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void want(String... mounts) {
    StringBuilder all = new StringBuilder();
    for (int slot = 0; slot < mounts.length; slot++) {
      all.append(slot == 0 ? "" : ",").append("'mp" + slot + "':").append(mounts[slot]);
    }
    String json =
        """
        {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'box','unprivileged':true,
         'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
         'rootfs':{'storage':'local-zfs','size':8},'mounts':{%s},'running':true}
        """
            .formatted(all);
    world.want("lxc/box", json, Map.of());
  }

  private void settles() throws Exception {
    Report report = world.apply();
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    world.later();
    assertThat(world.plan().changes()).allMatch(change -> change.action() == Action.NO_OP);
  }

  private void refused(String why) throws Exception {
    Map<String, String> before = config();
    Report report = world.apply();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.outcomes().toString()).contains(why);
    assertThat(config()).isEqualTo(before);
  }

  private Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    world
        .asRoot("GET", CT + "/config", Map.of())
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asString("")));
    return config;
  }

  private String volume(String slot) {
    return config().getOrDefault(slot, "").replaceFirst(",.*", "");
  }

  @Test
  void aVolumeThatTakesThePlaceOfAnotherIsRefused() throws Exception {
    want(A, B);
    settles();
    want(B);
    refused("/b at its place in the order: mp0 is /a now");
    want(A);
    settles();
  }

  @Test
  void aVolumeThatTakesThePlaceOfAFolderIsRefused() throws Exception {
    want(A, FOLDER);
    settles();
    want(A, B, FOLDER);
    refused("/b at its place in the order: mp1 is /media now");
    want(A, FOLDER, B);
    settles();
  }

  @Test
  void aFolderNeedsNoVolumeThatWasTakenOff() throws Exception {
    want(A, B);
    settles();
    want(A);
    settles();
    hand.reboots();
    assertThat(volume("unused0")).isNotEmpty();
    want(A, FOLDER);
    assertThat(world.plan().warnings().stream().map(Diagnostic::summary)).isEmpty();
    settles();
    assertThat(volume("mp1")).isEqualTo("/tank/media");
  }

  @Test
  void twoFoldersComeThoughTwoVolumesWereTakenOff() throws Exception {
    want(A, B, B.replace("/b", "/c"));
    settles();
    want(A);
    settles();
    hand.reboots();
    assertThat(volume("unused1")).isNotEmpty();
    want(A, FOLDER);
    settles();
  }

  @Test
  void oneVolumeIsNotPutIntoTwoSlots() throws Exception {
    want(A, B);
    settles();
    want(A);
    settles();
    hand.reboots();
    want(A, B, B.replace("/b", "/c"));
    refused("the choice of what goes into mp1");
    hand.does("mp1=" + volume("unused0") + ",mp=/b");
    settles();
    assertThat(volume("mp1")).isNotEqualTo(volume("mp2"));
  }

  @Test
  void whatOnlyWaitsToLeaveKeepsItsDataThoughAnotherChanges() throws Exception {
    want(A, B);
    settles();
    String volume = volume("mp0");
    hand.does("-mp0");
    want(A, B.replace("}", ",'read_only':true}"));
    settles();
    assertThat(volume("mp0")).isEqualTo(volume);
  }
}
