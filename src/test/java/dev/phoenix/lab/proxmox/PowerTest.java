package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Storage;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerTest {
  private static final String VM = "/nodes/pve/qemu/100";

  /** Remembers what guests became. */
  private static final class Watch implements GuestMachines {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void start(String machine, String hostname, String address, boolean ssh) {
      seen.add("start " + machine + " " + hostname + " " + address);
    }

    @Override
    public void here(String machine, String hostname, String address, boolean ssh) {
      seen.add("here " + machine + " " + hostname + " " + address);
    }

    @Override
    public void stop(String machine) {
      seen.add("stop " + machine);
    }

    @Override
    public void destroy(String machine) {
      seen.add("destroy " + machine);
    }

    @Override
    public void copy(String from, String to) {
      seen.add("copy " + from + " " + to);
    }

    @Override
    public Ran run(String machine, List<String> words, InputStream in, OutputStream out) {
      return new Ran(0, String.join(" ", words), "");
    }
  }

  private final Watch watch = new Watch();
  private final Storage storage = Storage.memory();

  private Pve open() throws Exception {
    return new Pve(Pve.usual("8.4"), storage, watch);
  }

  private Pve made() throws Exception {
    Pve pve = open();
    pve.done(
        "POST",
        "/nodes/pve/qemu",
        "vmid",
        100,
        "name",
        "web",
        "scsi0",
        "local-zfs:8",
        "ide2",
        "local-zfs:cloudinit",
        "ipconfig0",
        "ip=10.0.0.5/24,gw=10.0.0.1",
        "net0",
        "virtio,bridge=vmbr0",
        "agent",
        1);
    return pve;
  }

  @Test
  void aVmIsAMachineWhileItRuns() throws Exception {
    try (Pve pve = made()) {
      assertThat(pve.done("POST", VM + "/status/start")).isEqualTo("OK");
      assertThat(pve.get(VM + "/status/current").path("status").asString("")).isEqualTo("running");
      assertThat(pve.done("POST", VM + "/status/start")).isEqualTo("VM 100 already running");
      pve.data("PUT", VM + "/config", "ipconfig0", "ip=10.0.0.6/24");
      assertThat(pve.refusal("DELETE", VM)).isEqualTo("500 VM 100 is running - destroy failed");
      assertThat(pve.done("POST", VM + "/status/reboot")).isEqualTo("OK");
      assertThat(pve.done("POST", VM + "/status/shutdown", "timeout", 60)).isEqualTo("OK");
      assertThat(pve.refusal("POST", VM + "/status/reboot")).isEqualTo("500 VM 100 not running");
      assertThat(pve.done("DELETE", VM)).isEqualTo("OK");
      assertThat(watch.seen)
          .containsExactly(
              "start guest-100 web 10.0.0.5",
              "stop guest-100",
              "start guest-100 web 10.0.0.6",
              "stop guest-100",
              "destroy guest-100");
    }
  }

  @Test
  void whatRanRunsAgainWhenTheWorldIsOpened() throws Exception {
    try (Pve pve = made()) {
      pve.done("POST", VM + "/status/start");
    }
    watch.seen.clear();
    open().close();
    assertThat(watch.seen).containsExactly("here guest-100 web 10.0.0.5");
  }

  @Test
  void theAgentAnswersWhenItWasOnAtTheStart() throws Exception {
    try (Pve pve = made()) {
      assertThat(pve.refusal("POST", VM + "/agent/ping")).isEqualTo("500 VM 100 is not running");
      pve.done("POST", VM + "/status/start");
      assertThat(pve.data("POST", VM + "/agent/ping").has("result")).isTrue();
      assertThat(
              pve.get(VM + "/agent/network-get-interfaces")
                  .at("/result/1/ip-addresses/0/ip-address")
                  .asString(""))
          .isEqualTo("10.0.0.5");
      int pid =
          pve.data("POST", VM + "/agent/exec", "command", "echo", "command", "a b")
              .path("pid")
              .asInt();
      assertThat(pve.get(VM + "/agent/exec-status", "pid", pid).path("out-data").asString(""))
          .isEqualTo("echo a b");
      assertThat(pve.refusal("GET", VM + "/agent/exec-status", "pid", pid)).startsWith("500");
      pve.data("PUT", VM + "/config", "agent", 0);
      pve.done("POST", VM + "/status/reboot");
      assertThat(pve.refusal("POST", VM + "/agent/ping"))
          .isEqualTo("500 No QEMU guest agent configured");
    }
  }

  @Test
  void aManagedGuestIsStartedByTheManager() throws Exception {
    try (Pve pve = made()) {
      pve.data("POST", "/cluster/ha/resources", "sid", "vm:100", "state", "stopped");
      String upid = pve.data("POST", VM + "/status/start").asString("");
      assertThat(upid).contains(":hastart:100:");
      pve.clock.forward(1);
      assertThat(pve.get("/nodes/pve/tasks/" + upid + "/status").path("exitstatus").asString(""))
          .isEqualTo("OK");
      assertThat(pve.get(VM + "/status/current").path("status").asString("")).isEqualTo("stopped");
      pve.clock.forward(2);
      assertThat(pve.get(VM + "/status/current").path("status").asString("")).isEqualTo("running");
      pve.done("POST", VM + "/status/stop");
      pve.clock.forward(2);
      assertThat(pve.refusal("DELETE", VM))
          .isEqualTo(
              "500 unable to remove VM 100 - used in HA resources and purge parameter not set");
      assertThat(pve.done("DELETE", VM, "purge", 1)).isEqualTo("OK");
    }
  }

  @Test
  void whatIsMissingIsSeenAtTheStart() throws Exception {
    try (Pve pve = made()) {
      pve.data("PUT", VM + "/config", "net0", "virtio,bridge=vmbr7");
      assertThat(pve.done("POST", VM + "/status/start")).isEqualTo("bridge 'vmbr7' does not exist");
      pve.data("PUT", VM + "/config", "net0", "virtio,bridge=vmbr0");
      pve.data("PUT", VM + "/config", "cicustom", "user=local:snippets/web.yaml");
      assertThat(pve.done("POST", VM + "/status/start"))
          .isEqualTo("volume 'local:snippets/web.yaml' does not exist");
      pve.server.shell("pve").write("/var/lib/vz/snippets/web.yaml", new byte[] {'#'});
      assertThat(pve.done("POST", VM + "/status/start")).isEqualTo("OK");
    }
  }
}
