package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskCallsTest {
  private static final String VM = "/nodes/pve/qemu/100";

  @Test
  void aDiskGrowsAndNeverShrinks() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "local-zfs:8");
      assertThat(pve.done("PUT", VM + "/resize", "disk", "scsi0", "size", "64G")).isEqualTo("OK");
      assertThat(pve.done("PUT", VM + "/resize", "disk", "scsi0", "size", "64G")).isEqualTo("OK");
      assertThat(pve.done("PUT", VM + "/resize", "disk", "scsi0", "size", "+512M")).isEqualTo("OK");
      assertThat(pve.get(VM + "/config").path("scsi0").asString("")).endsWith("size=66048M");
      assertThat(pve.refusal("PUT", VM + "/resize", "disk", "scsi0", "size", "1G"))
          .isEqualTo("500 shrinking disks is not supported");
      assertThat(pve.refusal("PUT", VM + "/resize", "disk", "scsi0", "size", "big"))
          .startsWith("400 size");
    }
  }

  @Test
  void anOldReleaseAnswersWhenItIsDone() throws Exception {
    try (Pve pve = new Pve("7.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "local-zfs:8");
      assertThat(pve.data("PUT", VM + "/resize", "disk", "scsi0", "size", "9G").isNull()).isTrue();
      assertThat(pve.get(VM + "/config").path("scsi0").asString("")).endsWith("size=9G");
    }
  }

  @Test
  void aDiskMovesAndItsOldPlaceIsKeptUnlessItIsToGo() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "local-zfs:8");
      assertThat(pve.done("POST", VM + "/move_disk", "disk", "scsi0", "storage", "local-lvm"))
          .isEqualTo("OK");
      assertThat(pve.get(VM + "/config").path("scsi0").asString(""))
          .isEqualTo("local-lvm:vm-100-disk-0,size=8G");
      assertThat(pve.get(VM + "/config").path("unused0").asString(""))
          .isEqualTo("local-zfs:vm-100-disk-0");
      assertThat(
              pve.done("POST", VM + "/move_disk", "disk", "scsi0", "storage", "nfs", "delete", 1))
          .isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/storage/local-lvm/content")).isEmpty();
    }
  }

  @Test
  void aDiskIsNotMovedAwayFromItsSnapshots() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done(
          "POST",
          "/nodes/pve/qemu",
          "vmid",
          100,
          "scsi0",
          "local-zfs:8",
          "ide2",
          "none,media=cdrom");
      pve.done("POST", VM + "/snapshot", "snapname", "before");
      assertThat(
              pve.refusal(
                  "POST", VM + "/move_disk", "disk", "scsi0", "storage", "nfs", "delete", 1))
          .isEqualTo("500 you can't move a disk with snapshots and delete the source");
      assertThat(pve.done("POST", VM + "/move_disk", "disk", "scsi0", "storage", "nfs"))
          .isEqualTo("OK");
    }
  }

  @Test
  void aContainerIsLockedWhileAVolumeOfItMoves() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String path = "/nodes/pve/lxc/101";
      pve.done(
          "POST",
          "/nodes/pve/lxc",
          "vmid",
          101,
          "rootfs",
          "local-zfs:8",
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
      pve.data("POST", path + "/move_volume", "volume", "rootfs", "storage", "nfs", "delete", 1);
      assertThat(pve.get(path + "/config").path("lock").asString("")).isEqualTo("disk");
      assertThat(pve.refusal("POST", path + "/status/start")).isEqualTo("500 CT is locked (disk)");
      pve.clock.forward(600);
      assertThat(pve.get(path + "/config").has("lock")).isFalse();
      assertThat(pve.get(path + "/config").path("rootfs").asString("")).startsWith("nfs:101/");
      pve.done(
          "POST", path + "/move_volume", "volume", "rootfs", "storage", "local-zfs", "delete", 1);
      pve.done("POST", path + "/snapshot", "snapname", "before");
      assertThat(
              pve.refusal(
                  "POST", path + "/move_volume", "volume", "rootfs", "storage", "nfs", "delete", 1))
          .isEqualTo("500 you can't move a volume with snapshots and delete the source");
    }
  }
}
