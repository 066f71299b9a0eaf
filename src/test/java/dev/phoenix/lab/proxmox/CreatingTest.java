package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CreatingTest {
  private static final String OS = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";

  @Test
  void aVmGetsIdentitiesAndABootOrderThatNobodyAskedFor() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String upid =
          pve.data(
                  "POST",
                  "/nodes/pve/qemu",
                  "vmid",
                  100,
                  "description",
                  "mine",
                  "scsi0",
                  "local-zfs:8",
                  "ide2",
                  "local:iso/debian-12.iso,media=cdrom",
                  "net0",
                  "virtio,bridge=vmbr0")
              .asString("");
      JsonNode half = pve.get("/nodes/pve/qemu/100/config");
      assertThat(half.propertyNames()).containsExactlyInAnyOrder("lock", "digest");
      assertThat(pve.refusal("POST", "/nodes/pve/qemu/100/status/start"))
          .isEqualTo("500 VM is locked (create)");
      assertThat(pve.ended(upid)).isEqualTo("OK");
      JsonNode config = pve.get("/nodes/pve/qemu/100/config");
      assertThat(config.path("boot").asString("")).isEqualTo("order=scsi0;ide2;net0");
      assertThat(config.path("ide2").asString(""))
          .isEqualTo("local:iso/debian-12.iso,media=cdrom,size=624M");
      assertThat(config.path("smbios1").asString("")).startsWith("uuid=");
      assertThat(config.has("vmgenid")).isTrue();
    }
  }

  @Test
  void aStartThatFailsIsOnlyAWarning() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(
              pve.done(
                  "POST",
                  "/nodes/pve/qemu",
                  "vmid",
                  100,
                  "net0",
                  "virtio,bridge=vmbr9",
                  "start",
                  1))
          .isEqualTo("WARNINGS: 1");
    }
  }

  @Test
  void aContainerIsPrivilegedOrNotAsTheReleaseHasIt() throws Exception {
    for (String release : new String[] {"7.4", "8.4", "9.0"}) {
      try (Pve pve = new Pve(release)) {
        pve.done("POST", "/nodes/pve/lxc", "vmid", 101, "ostemplate", OS, "rootfs", "local-zfs:8");
        JsonNode config = pve.get("/nodes/pve/lxc/101/config");
        assertThat(config.path("unprivileged").asInt(0)).isEqualTo(release.equals("9.0") ? 1 : 0);
        assertThat(config.path("ostype").asString("")).isEqualTo("debian");
        assertThat(config.path("memory").asInt(0)).isEqualTo(512);
      }
    }
  }

  @Test
  void importsAreNotMadeFromIsoImages() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(
              pve.refusal(
                  "POST",
                  "/nodes/pve/qemu",
                  "vmid",
                  100,
                  "scsi0",
                  "local-zfs:0,import-from=local:iso/debian-12.iso"))
          .isEqualTo("500 cannot import from 'local:iso/debian-12.iso' - wrong content type 'iso'");
      assertThat(
              pve.refusal(
                  "POST",
                  "/nodes/pve/qemu",
                  "vmid",
                  100,
                  "scsi0",
                  "local-zfs:0,import-from=/root/x.qcow2"))
          .isEqualTo("500 Only root can pass arbitrary filesystem paths.");
      assertThat(
              pve.refusal("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "local-zfs:8,speed=1"))
          .startsWith("400 scsi0: invalid format - format error");
    }
  }
}
