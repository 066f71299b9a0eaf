package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CloningTest {
  private static final String TEMPLATE = "/nodes/pve/qemu/9000";

  private static Pve withTemplate(String storage) throws Exception {
    Pve pve = new Pve("8.4");
    template(pve, storage);
    return pve;
  }

  private static void template(Pve pve, String storage) {
    assertThat(
            pve.done(
                "POST",
                "/nodes/pve/qemu",
                "vmid",
                9000,
                "name",
                "debian",
                "memory",
                1024,
                "scsi0",
                storage + ":0,import-from=local:import/debian-12.qcow2",
                "ide2",
                storage + ":cloudinit",
                "net0",
                "virtio,bridge=vmbr0",
                "serial0",
                "socket",
                "agent",
                1))
        .isEqualTo("OK");
    assertThat(pve.done("POST", TEMPLATE + "/template")).isEqualTo("OK");
  }

  @Test
  void aTemplateFromAnImageHasABaseVolume() throws Exception {
    try (Pve pve = withTemplate("local-zfs")) {
      JsonNode config = pve.get(TEMPLATE + "/config");
      assertThat(config.path("scsi0").asString("")).isEqualTo("local-zfs:base-9000-disk-0,size=3G");
      assertThat(config.path("ide2").asString(""))
          .isEqualTo("local-zfs:vm-9000-cloudinit,media=cdrom,size=4M");
      assertThat(config.path("template").asInt()).isEqualTo(1);
      assertThat(pve.refusal("POST", TEMPLATE + "/status/start"))
          .isEqualTo("500 you can't start a vm if it's a template");
    }
  }

  @Test
  void aLinkedCloneHangsOnItsBaseAndHasIdentitiesOfItsOwn() throws Exception {
    try (Pve pve = withTemplate("local-zfs")) {
      String upid =
          pve.data("POST", TEMPLATE + "/clone", "newid", 1001, "name", "web", "description", "mine")
              .asString("");
      JsonNode half = pve.get("/nodes/pve/qemu/1001/config");
      assertThat(half.path("lock").asString("")).isEqualTo("clone");
      assertThat(pve.refusal("PUT", "/nodes/pve/qemu/1001/config", "cores", 2))
          .isEqualTo("500 VM is locked (clone)");
      assertThat(pve.ended(upid)).isEqualTo("OK");

      JsonNode source = pve.get(TEMPLATE + "/config");
      JsonNode clone = pve.get("/nodes/pve/qemu/1001/config");
      assertThat(clone.path("scsi0").asString(""))
          .isEqualTo("local-zfs:base-9000-disk-0/vm-1001-disk-0,size=3G");
      assertThat(clone.path("ide2").asString("")).startsWith("local-zfs:vm-1001-cloudinit");
      assertThat(clone.path("name").asString("")).isEqualTo("web");
      assertThat(clone.path("description").asString("")).isEqualTo("mine\n");
      assertThat(clone.has("template")).isFalse();
      for (String own : List.of("net0", "smbios1", "vmgenid")) {
        assertThat(clone.path(own).asString("")).isNotEqualTo(source.path(own).asString(""));
      }
      assertThat(pve.done("DELETE", TEMPLATE, "purge", 1))
          .isEqualTo("base volume 'base-9000-disk-0' is still in use by linked clones");
      assertThat(pve.done("DELETE", "/nodes/pve/qemu/1001")).isEqualTo("OK");
      assertThat(pve.done("DELETE", TEMPLATE)).isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/storage/local-zfs/content")).isEmpty();
    }
  }

  @Test
  void onlyAFullCloneNamesAStorageAndOnlySomeStoragesLink() throws Exception {
    try (Pve pve = withTemplate("plain")) {
      assertThat(pve.refusal("POST", TEMPLATE + "/clone", "newid", 1001))
          .isEqualTo("500 Linked clone feature is not supported for drive 'scsi0'");
      assertThat(pve.refusal("POST", TEMPLATE + "/clone", "newid", 1001, "storage", "local-zfs"))
          .isEqualTo("400 storage: parameter 'storage' not allowed for linked clones");
      assertThat(
              pve.done(
                  "POST", TEMPLATE + "/clone", "newid", 1001, "full", 1, "storage", "local-lvm"))
          .isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/qemu/1001/config").path("scsi0").asString(""))
          .isEqualTo("local-lvm:vm-1001-disk-0,size=3G");
      assertThat(pve.refusal("POST", TEMPLATE + "/clone", "newid", 1001, "full", 1))
          .contains("VM 1001 already exists on node 'pve'");
    }
  }

  @Test
  void aStorageCopiesSoMuchAtATimeAndTheOthersWait() throws Exception {
    try (Pve pve = withTemplate("local-zfs")) {
      List<String> tasks = new ArrayList<>();
      for (int vmid = 1001; vmid <= 1008; vmid++) {
        tasks.add(pve.data("POST", TEMPLATE + "/clone", "newid", vmid, "full", 1).asString(""));
      }
      pve.clock.forward(2);
      assertThat(running(pve, tasks)).isEqualTo(4);
      pve.clock.forward(2);
      assertThat(running(pve, tasks)).isZero();
    }
  }

  private static long running(Pve pve, List<String> tasks) {
    return tasks.stream()
        .map(task -> pve.get("/nodes/pve/tasks/" + task + "/status").path("status").asString(""))
        .filter("running"::equals)
        .count();
  }

  @Test
  void aCloneGoesOnWhileNoProcessHasTheWorldOpen() throws Exception {
    Storage storage = Storage.memory();
    String upid;
    try (Pve pve = new Pve(Pve.usual("8.4"), storage, GuestMachines.NONE)) {
      template(pve, "local-zfs");
      upid = pve.data("POST", TEMPLATE + "/clone", "newid", 1001, "full", 1).asString("");
    }
    try (Pve pve = new Pve(Pve.usual("8.4"), storage, GuestMachines.NONE)) {
      pve.clock.forward(60);
      JsonNode status = pve.get("/nodes/pve/tasks/" + upid + "/status");
      assertThat(status.path("exitstatus").asString("")).isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/qemu/1001/config").has("lock")).isFalse();
    }
  }

  @Test
  void aContainerCloneIsRefusedWithHostFoldersInIt() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String path = "/nodes/pve/lxc/101";
      pve.done(
          "POST",
          "/nodes/pve/lxc",
          "vmid",
          101,
          "hostname",
          "base",
          "unprivileged",
          1,
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
          "rootfs",
          "local-zfs:8",
          "net0",
          "name=eth0,bridge=vmbr0,ip=10.0.0.5/24");
      assertThat(pve.data("POST", path + "/template").isNull()).isTrue();
      pve.clock.forward(2);
      assertThat(pve.get(path + "/config").path("rootfs").asString(""))
          .isEqualTo("local-zfs:basevol-101-disk-0,size=8G");
      assertThat(pve.done("POST", path + "/clone", "newid", 102, "hostname", "copy"))
          .isEqualTo("OK");
      JsonNode copy = pve.get("/nodes/pve/lxc/102/config");
      assertThat(copy.path("hostname").asString("")).isEqualTo("copy");
      assertThat(copy.path("rootfs").asString(""))
          .isEqualTo("local-zfs:basevol-101-disk-0/subvol-102-disk-0,size=8G");
      assertThat(copy.path("net0").asString("")).contains("hwaddr=BC:24:11");
    }
  }
}
