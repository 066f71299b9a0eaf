package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConfigCallsTest {
  private static final String VM = "/nodes/pve/qemu/100";

  private static Pve running(String release) throws Exception {
    Pve pve = new Pve(release);
    assertThat(
            pve.done(
                "POST",
                "/nodes/pve/qemu",
                "vmid",
                100,
                "name",
                "web",
                "cores",
                2,
                "memory",
                2048,
                "scsi0",
                "local-zfs:32,cache=none",
                "net0",
                "virtio,bridge=vmbr0",
                "tags",
                "B;a"))
        .isEqualTo("OK");
    assertThat(pve.done("POST", VM + "/status/start")).isEqualTo("OK");
    return pve;
  }

  @Test
  void valuesComeBackAsTheServerWritesThem() throws Exception {
    try (Pve pve = running("8.4")) {
      JsonNode config = pve.get(VM + "/config");
      assertThat(config.path("cores").isInt()).isTrue();
      assertThat(config.path("memory").asString("")).isEqualTo("2048");
      assertThat(config.path("memory").isString()).isTrue();
      assertThat(config.path("tags").asString("")).isEqualTo("a;b");
      assertThat(config.path("scsi0").asString(""))
          .isEqualTo("local-zfs:vm-100-disk-0,cache=none,size=32G");
      assertThat(config.path("net0").asString(""))
          .matches("virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0");
      assertThat(config.path("boot").asString("")).isEqualTo("order=scsi0;net0");
      assertThat(config.path("digest").asString("")).hasSize(40);
      pve.data(
          "PUT",
          VM + "/config",
          "ipconfig0",
          "gw=10.0.0.1,ip=10.0.0.5/24",
          "startup",
          "order=2,up=5");
      assertThat(pve.get(VM + "/config").path("ipconfig0").asString(""))
          .isEqualTo("gw=10.0.0.1,ip=10.0.0.5/24");
    }
    try (Pve pve = running("7.4")) {
      assertThat(pve.get(VM + "/config").path("memory").isInt()).isTrue();
    }
  }

  @Test
  void aRunningVmTakesWhatItCanAndTheRestIsPending() throws Exception {
    try (Pve pve = running("8.4")) {
      pve.data(
          "PUT",
          VM + "/config",
          "cores",
          4,
          "description",
          "new",
          "net0",
          "virtio=BC:24:11:00:00:01,bridge=vmbr1",
          "scsi0",
          "local-zfs:vm-100-disk-0,cache=writeback",
          "scsi1",
          "local-zfs:5",
          "sata0",
          "local-zfs:1");

      assertThat(pve.get(VM + "/config").path("cores").asInt()).isEqualTo(4);
      JsonNode current = pve.get(VM + "/config", "current", 1);
      assertThat(current.path("cores").asInt()).isEqualTo(2);
      assertThat(current.path("description").asString("")).isEqualTo("new\n");
      assertThat(current.path("net0").asString("")).contains("bridge=vmbr1");
      assertThat(current.path("scsi1").asString("")).isEqualTo("local-zfs:vm-100-disk-1,size=5G");
      assertThat(pending(pve))
          .isEqualTo(
              "cores=4 sata0=local-zfs:vm-100-disk-2,size=1G "
                  + "scsi0=local-zfs:vm-100-disk-0,cache=writeback,size=32G ");

      assertThat(pve.done("POST", VM + "/status/reboot")).isEqualTo("OK");
      assertThat(pending(pve)).isEmpty();
      assertThat(pve.get(VM + "/config", "current", 1).path("cores").asInt()).isEqualTo(4);
    }
  }

  private static String pending(Pve pve) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : pve.get(VM + "/pending")) {
      if (one.has("pending") || one.has("delete")) {
        text.append(one.path("key").asString("")).append('=');
        text.append(one.has("delete") ? "gone" : one.path("pending").asString("")).append(' ');
      }
    }
    return text.toString();
  }

  @Test
  void whatIsDeletedWhileItRunsWaitsAndCanBeKept() throws Exception {
    try (Pve pve = running("8.4")) {
      pve.data("PUT", VM + "/config", "delete", "cores,net0");
      assertThat(pending(pve)).isEqualTo("cores=gone ");
      assertThat(pve.get(VM + "/config").has("net0")).isFalse();
      assertThat(pve.get(VM + "/config").path("boot").asString("")).isEqualTo("order=scsi0");
      pve.data("PUT", VM + "/config", "revert", "cores");
      assertThat(pending(pve)).isEmpty();
      assertThat(pve.refusal("PUT", VM + "/config", "cores", 1, "delete", "cores"))
          .isEqualTo("400 delete: you can't use '-cores' and -delete cores' at the same time");
    }
  }

  @Test
  void aDiskThatIsTakenOffStaysUnusedUntilThatGoesToo() throws Exception {
    try (Pve pve = running("8.4")) {
      pve.data("PUT", VM + "/config", "scsi1", "local-zfs:5");
      pve.data("PUT", VM + "/config", "delete", "scsi1");
      assertThat(pve.get(VM + "/config").path("unused0").asString(""))
          .isEqualTo("local-zfs:vm-100-disk-1");
      pve.data("PUT", VM + "/config", "delete", "unused0");
      assertThat(pve.get("/nodes/pve/storage/local-zfs/content", "vmid", 100).size()).isEqualTo(1);
    }
  }

  @Test
  void aWriterWhoDidNotSeeTheLastChangeIsRefused() throws Exception {
    try (Pve pve = running("8.4")) {
      String digest = pve.get(VM + "/config").path("digest").asString("");
      pve.data("PUT", VM + "/config", "description", "somebody else", "digest", digest);
      assertThat(pve.refusal("PUT", VM + "/config", "description", "me", "digest", digest))
          .isEqualTo("500 checksum mismatch (file change by other user?)");
    }
  }

  @Test
  void thePostGoesOnByItselfUnlessItIsAskedToWait() throws Exception {
    try (Pve pve = running("8.4")) {
      assertThat(pve.done("POST", VM + "/config", "description", "later")).isEqualTo("OK");
      assertThat(pve.get(VM + "/config").path("description").asString("")).isEqualTo("later\n");
      JsonNode answer =
          pve.data("POST", VM + "/config", "description", "now", "background_delay", 5);
      assertThat(answer.isNull()).isTrue();
      assertThat(pve.get(VM + "/config").path("description").asString("")).isEqualTo("now\n");
    }
  }

  @Test
  void someThingsAreForRootAloneAndOthersNeedTheirPrivilege() throws Exception {
    try (Pve pve = running("8.4")) {
      assertThat(pve.refusal("PUT", VM + "/config", "hookscript", "local:snippets/x"))
          .isEqualTo("500 only root can set 'hookscript' config");
      assertThat(pve.refusal("PUT", VM + "/config", "hostpci0", "0000:01:00.0"))
          .isEqualTo("500 only root can set 'hostpci0' config for non-mapped devices");
      pve.as("PVEAPIToken=automation@pve!narrow=1111-narrow");
      assertThat(pve.refusal("PUT", VM + "/config", "cores", 1))
          .isEqualTo("403 Permission check failed (/vms/100, VM.Config.CPU)");
      assertThat(pve.refusal("PUT", VM + "/config", "startup", "order=1"))
          .isEqualTo("403 Permission check failed (/, Sys.Modify)");
    }
  }

  @Test
  void aBooleanIsOneOrZero() throws Exception {
    try (Pve pve = running("8.4")) {
      assertThat(pve.refusal("PUT", VM + "/config", "onboot", "true"))
          .isEqualTo("400 onboot: type check ('boolean') failed - got 'true'");
      assertThat(pve.refusal("PUT", VM + "/config", "net0", "virtio,bridge=vmbr0,speed=1"))
          .startsWith("400 net0: invalid format - format error");
      assertThat(pve.refusal("PUT", "/nodes/pve/qemu/999/config", "cores", 1))
          .isEqualTo("500 Configuration file 'nodes/pve/qemu-server/999.conf' does not exist");
    }
  }

  @Test
  void aRunningContainerTakesMoreThanAVm() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String path = "/nodes/pve/lxc/101";
      pve.done(
          "POST",
          "/nodes/pve/lxc",
          "vmid",
          101,
          "hostname",
          "gateway",
          "unprivileged",
          1,
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
          "rootfs",
          "local-zfs:8",
          "net0",
          "name=eth0,bridge=vmbr0,ip=10.0.0.153/24,gw=10.0.0.1");
      pve.done("POST", path + "/status/start");
      pve.data(
          "PUT",
          path + "/config",
          "cores",
          4,
          "memory",
          4096,
          "mp0",
          "local-zfs:5,mp=/srv/data",
          "features",
          "nesting=1",
          "nameserver",
          "10.0.0.1");
      JsonNode current = pve.get(path + "/config", "current", 1);
      assertThat(current.path("cores").asInt()).isEqualTo(4);
      assertThat(current.path("memory").asInt()).isEqualTo(4096);
      assertThat(current.path("mp0").asString(""))
          .isEqualTo("local-zfs:subvol-101-disk-1,mp=/srv/data,size=5G");
      assertThat(current.has("features")).isFalse();
      assertThat(pve.get(path + "/config").path("features").asString("")).isEqualTo("nesting=1");
      assertThat(pve.refusal("PUT", path + "/config", "mp1", "/srv/host,mp=/x"))
          .isEqualTo(
              "403 Permission check failed (mount point type bind is only allowed for root@pam)");
      assertThat(pve.refusal("PUT", path + "/config", "features", "nesting=1,fuse=1"))
          .contains("changing feature flags (except nesting) is only allowed for root@pam");
      assertThat(pve.refusal("PUT", path + "/config", "dev0", "/dev/dri/card0"))
          .contains("configuring device passthrough is only allowed for root@pam");
      assertThat(pve.refusal("PUT", path + "/config", "unprivileged", 0))
          .isEqualTo("500 unable to modify read-only option: 'unprivileged'");
    }
  }
}
