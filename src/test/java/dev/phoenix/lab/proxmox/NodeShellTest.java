package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeShellTest {
  private static final String FILE = "/etc/pve/lxc/101.conf";

  private static GuestMachines.Ran run(NodeShell shell, String line) {
    return shell.run(
        List.of(line.split(" ", -1)),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream());
  }

  private static void container(Pve pve) {
    pve.done(
        "POST",
        "/nodes/pve/lxc",
        "vmid",
        101,
        "hostname",
        "gateway",
        "unprivileged",
        1,
        "rootfs",
        "local-zfs:8",
        "ostemplate",
        "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
  }

  @Test
  void rootAtANodeMayWhatTheApiGivesToHimAlone() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      container(pve);
      NodeShell shell = pve.server.shell("pve");
      assertThat(run(shell, "pct set 101 -mp0 /tank,mp=/srv --features fuse=1,nesting=1").status())
          .isZero();
      assertThat(pve.get("/nodes/pve/lxc/101/config").path("mp0").asString(""))
          .isEqualTo("/tank,mp=/srv");
      assertThat(run(shell, "pct set 101 -speed 1"))
          .isEqualTo(
              new GuestMachines.Ran(
                  255,
                  "",
                  "Parameter verification failed.\nspeed: property is not defined in schema and the"
                      + " schema does not allow additional properties\n"));
      assertThat(run(shell, "pct start 101").status()).isZero();
      assertThat(run(shell, "pct status 101").out()).isEqualTo("status: running\n");
      assertThat(run(shell, "pct resize 101 rootfs 9G").status()).isZero();
      assertThat(run(shell, "pvesh get /nodes/pve/lxc/101/config --output-format json").out())
          .contains("size=9G");
      assertThat(run(shell, "pvesm path local:iso/debian-12.iso").out())
          .isEqualTo("/var/lib/vz/template/iso/debian-12.iso\n");
      assertThat(run(shell, "pct destroy 101").err())
          .isEqualTo("unable to destroy CT 101 - container is running\n");
    }
  }

  @Test
  void theFileOfAGuestCanBeReadAndWritten() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      container(pve);
      NodeShell shell = pve.server.shell("pve");
      assertThat(shell.holds(FILE)).isTrue();
      assertThat(shell.holds("/etc/pve/lxc/101.conf.new")).isFalse();
      assertThat(shell.read("/etc/pve/lxc/999.conf")).isNull();
      String text = new String(shell.read(FILE), StandardCharsets.UTF_8);
      assertThat(text).contains("hostname: gateway\n");
      shell.write(FILE, (text + "lxc.idmap: u 0 1 2\n").getBytes(StandardCharsets.UTF_8));
      assertThat(pve.get("/nodes/pve/lxc/101/config").path("lxc").toString())
          .isEqualTo("[[\"lxc.idmap\",\"u 0 1 2\"]]");
    }
  }
}
