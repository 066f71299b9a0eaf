package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.resource.Secret;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HypervisorTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String NODE = "/nodes/pve";

  @TempDir Path folder;
  private final HttpClient client = TrustingClient.make();

  private Lab open() throws Exception {
    Datacenter datacenter =
        new Datacenter(
            "lab",
            "10.0.0.13",
            8006,
            List.of(new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0"))),
            List.of(
                new Datacenter.Store(
                    "local", "dir", Set.of("iso", "vztmpl", "snippets", "import"), 900, false),
                new Datacenter.Store(
                    "local-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false)),
            List.of(new Datacenter.Account("root@pam", new Secret("pw"), Map.of())),
            List.of(
                new Datacenter.Token("root@pam", "t", new Secret("secret"), false, 0, Map.of())),
            Map.of(
                "local:import/debian.qcow2",
                1_000_000L,
                "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
                1_000_000L),
            Map.of());
    LabFleet fleet = new LabFleet(List.of(), List.of(), Map.of(), Map.of(), datacenter);
    LabOptions options = LabOptions.USUAL.withProxmox("8.4", Duration.ofMillis(20));
    return Lab.open(folder, new Lab.Parts(options, fleet, List.of(), Set.of()));
  }

  private JsonNode send(Lab lab, String method, String path, Object... parameters)
      throws Exception {
    InetSocketAddress api = (InetSocketAddress) lab.tcp("10.0.0.13", 8006);
    List<String> pairs = new ArrayList<>();
    for (int at = 0; at < parameters.length; at += 2) {
      String value = URLEncoder.encode("" + parameters[at + 1], StandardCharsets.UTF_8);
      pairs.add(parameters[at] + "=" + value);
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + api.getPort() + "/api2/json" + path))
            .header("Authorization", "PVEAPIToken=root@pam!t=secret")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                method,
                pairs.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body()).path("data");
  }

  private void done(Lab lab, String method, String path, Object... parameters) throws Exception {
    String upid = send(lab, method, path, parameters).asString("");
    String exit = "";
    while (exit.isEmpty()) {
      Thread.sleep(10);
      exit = send(lab, "GET", NODE + "/tasks/" + upid + "/status").path("exitstatus").asString("");
    }
    assertThat(exit).isEqualTo("OK");
  }

  private static String run(Lab lab, String address, String command) throws Exception {
    InetSocketAddress at = (InetSocketAddress) lab.tcp(address, 22);
    Session session = new JSch().getSession("root", at.getAddress().getHostAddress(), at.getPort());
    session.setConfig("StrictHostKeyChecking", "no");
    session.setPassword(lab.sandbox().password().reveal().getBytes(StandardCharsets.UTF_8));
    session.connect(10_000);
    ChannelExec channel = (ChannelExec) session.openChannel("exec");
    channel.setCommand(command);
    InputStream out = channel.getInputStream();
    channel.connect(10_000);
    String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    session.disconnect();
    return text;
  }

  private void template(Lab lab) throws Exception {
    done(
        lab,
        "POST",
        NODE + "/qemu",
        "vmid",
        9000,
        "name",
        "debian",
        "scsi0",
        "local-zfs:0,import-from=local:import/debian.qcow2",
        "ide2",
        "local-zfs:cloudinit",
        "net0",
        "virtio,bridge=vmbr0",
        "ipconfig0",
        "ip=10.0.0.90/24",
        "agent",
        1);
    done(lab, "POST", NODE + "/qemu/9000/status/start");
    run(lab, "10.0.0.90", "apt-get install -y docker.io && echo kept > /root/mark");
    done(lab, "POST", NODE + "/qemu/9000/status/shutdown");
    done(lab, "POST", NODE + "/qemu/9000/template");
  }

  @Test
  void aGuestIsAMachineOfTheWorldWithTheSoftwareOfItsSource() throws Exception {
    try (Lab lab = open()) {
      template(lab);
      assertThat(lab.machine("10.0.0.90")).isEmpty();
      done(lab, "POST", NODE + "/qemu/9000/clone", "newid", 1001, "name", "web");
      send(lab, "PUT", NODE + "/qemu/1001/config", "ipconfig0", "ip=10.0.0.5/24,gw=10.0.0.1");
      done(lab, "POST", NODE + "/qemu/1001/status/start");
      assertThat(run(lab, "10.0.0.5", "hostname; cat /root/mark; systemctl is-active docker"))
          .isEqualTo("web\nkept\nactive\n");
      run(lab, "10.0.0.5", "echo own > /root/mark");
    }
    try (Lab lab = open()) {
      assertThat(run(lab, "10.0.0.5", "cat /root/mark")).isEqualTo("own\n");
      assertThat(lab.sandbox().fingerprints()).hasSize(2);
      done(lab, "POST", NODE + "/qemu/1001/status/stop");
      assertThat(lab.machine("10.0.0.5")).isEmpty();
      done(lab, "DELETE", NODE + "/qemu/1001");
      done(
          lab,
          "POST",
          NODE + "/qemu",
          "vmid",
          1001,
          "scsi0",
          "local-zfs:8",
          "net0",
          "virtio,bridge=vmbr0",
          "ipconfig0",
          "ip=10.0.0.5/24");
      done(lab, "POST", NODE + "/qemu/1001/status/start");
      assertThat(run(lab, "10.0.0.5", "cat /root/mark 2>/dev/null; command -v docker")).isEmpty();
    }
  }

  @Test
  void aNodeIsAMachineWhoseShellReachesIntoContainers() throws Exception {
    try (Lab lab = open()) {
      done(
          lab,
          "POST",
          NODE + "/lxc",
          "vmid",
          101,
          "hostname",
          "gateway",
          "unprivileged",
          1,
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
          "rootfs",
          "local-zfs:32",
          "net0",
          "name=eth0,bridge=vmbr0,ip=10.0.0.153/24,gw=10.0.0.1");
      String node = "10.0.0.13";
      run(lab, node, "pct set 101 -mp0 /tank/data,mp=/srv/data --onboot 1");
      run(lab, node, "echo 'lxc.apparmor.profile: unconfined' >> /etc/pve/lxc/101.conf");
      JsonNode config = send(lab, "GET", NODE + "/lxc/101/config");
      assertThat(config.path("mp0").asString("")).isEqualTo("/tank/data,mp=/srv/data");
      assertThat(config.path("onboot").asInt()).isEqualTo(1);
      assertThat(config.path("lxc").toString())
          .isEqualTo("[[\"lxc.apparmor.profile\",\"unconfined\"]]");
      assertThat(run(lab, node, "pct start 101; pct status 101")).isEqualTo("status: running\n");
      assertThat(run(lab, node, "pct exec 101 -- sh -c 'hostname; echo $0'"))
          .isEqualTo("gateway\nsh\n");
      // No SSH server in it lets anybody in.
      assertThatThrownBy(() -> run(lab, "10.0.0.153", "hostname"))
          .hasMessageContaining("Connection refused");
      assertThat(run(lab, node, "pct exec 999 -- true; echo $?")).isEqualTo("2\n");
      assertThat(run(lab, node, "pct config 101")).contains("mp0: /tank/data,mp=/srv/data");
      run(lab, node, "echo '#cloud-config' > /var/lib/vz/snippets/user.yaml");
      assertThat(run(lab, node, "pvesm list local")).contains("local:snippets/user.yaml");
      assertThat(run(lab, node, "pveversion")).startsWith("pve-manager/8.4.1/");
    }
  }
}
