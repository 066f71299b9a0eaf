package dev.phoenix.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * A machine with a real OpenSSH server and a real Docker Engine at their usual places: this machine
 * in namespaces of its own, with a {@code /run} and a {@code /var/lib/docker} of its own. All its
 * processes and mounts end with it. Only the service manager is a stand-in.
 */
public final class RealHost implements AutoCloseable {
  private static final String LEFT_OUT =
      "the whole product against a real host; to have it: apt install docker.io openssh-server busybox-static iproute2 util-linux and run as root";

  private static final List<String> PROGRAMS =
      List.of("dockerd", "sshd", "ssh-keygen", "busybox", "unshare", "nsenter", "ip");

  private final Path folder;
  private final String bridge;
  private final String gateway;
  private final int port;
  private final Process process;

  private RealHost(Path folder, String bridge, String gateway, int port, Process process) {
    this.folder = folder;
    this.bridge = bridge;
    this.gateway = gateway;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or leaves the test out where none can be had. */
  public static RealHost start() {
    Programs.assume(
        Programs.isRoot() && PROGRAMS.stream().noneMatch(it -> Programs.find(it).isEmpty()),
        LEFT_OUT);
    Path folder = Programs.folder("phoenix-host");
    int port = Programs.freePort();
    int part = (int) (ProcessHandle.current().pid() % 250);
    String bridge = "phh" + ProcessHandle.current().pid();
    String gateway = "10.215." + part + ".1";
    Programs.run("ip", "link", "add", "name", bridge, "type", "bridge");
    try {
      Programs.run("ip", "addr", "add", gateway + "/24", "dev", bridge);
      Programs.run("ip", "link", "set", bridge, "up");
      prepare(folder, port);
      Path log = folder.resolve("log");
      List<String> command =
          List.of(
              Programs.find("unshare"),
              "--mount",
              "--pid",
              "--fork",
              "--kill-child",
              "--mount-proc",
              "sh",
              "-c",
              script(folder, bridge, "10.216." + part + ".0/24"));
      RealHost host = new RealHost(folder, bridge, gateway, port, Programs.start(log, command));
      Programs.await(
          () -> EngineFiles.answers(host.socket()) && Programs.answers(port), host.process, log);
      return host;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void prepare(Path folder, int port) throws IOException {
    Files.createDirectories(folder.resolve("docker"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(Path.of("/var/lib/docker"));
    try (InputStream stand = RealHost.class.getResourceAsStream("systemctl-running")) {
      Files.copy(Objects.requireNonNull(stand), bin.resolve("systemctl"));
    }
    Programs.run("chmod", "0755", bin.resolve("systemctl").toString());
    for (String key : List.of("host", "user")) {
      Programs.run(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        ListenAddress 127.0.0.1
        Port %1$d
        HostKey %2$s/host
        AuthorizedKeysFile %2$s/user.pub
        PidFile none
        UsePAM no
        StrictModes no
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        SetEnv PATH=%2$s/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """
            .formatted(port, folder));
  }

  /** The first process collects what the engine's containers leave behind. */
  private static String script(Path folder, String bridge, String pool) {
    return """
    mount --make-rprivate / && mount -t tmpfs tmpfs /run && mkdir -p /run/sshd /run/lock || exit 1
    mount --bind %1$s/docker /var/lib/docker || exit 1
    %2$s --bridge=%3$s --default-address-pool=base=%4$s,size=28 --iptables=false --ip6tables=false \
      --host=unix:///var/run/docker.sock --host=unix://%1$s/docker.sock &
    %5$s -D -e -f %1$s/sshd_config &
    wait
    """
        .formatted(folder, Programs.find("dockerd"), bridge, pool, Programs.find("sshd"));
  }

  /** The engine's socket as processes outside of the machine reach it. */
  Path socket() {
    return folder.resolve("docker.sock");
  }

  public EngineCalls engine() {
    return new EngineCalls(socket());
  }

  public int sshPort() {
    return port;
  }

  /** Lets root in. */
  public Path key() {
    return folder.resolve("user");
  }

  /** {@code SHA256:} fingerprint of its host key. */
  public String fingerprint() {
    return Programs.run("ssh-keygen", "-lf", folder.resolve("host.pub").toString())
        .split(" ", -1)[1];
  }

  /** The address under which containers see the machine. */
  public String gateway() {
    return gateway;
  }

  /** A command that runs on the machine, with its files as the machine sees them. */
  public List<String> inside(List<String> command) {
    ProcessHandle first = process.children().findFirst().orElseThrow();
    List<String> whole =
        new ArrayList<>(
            List.of(Programs.find("nsenter"), "-m", "-p", "-t", "" + first.pid(), "--"));
    whole.addAll(command);
    return whole;
  }

  /** Networks are interfaces of this machine, so they do not end with the namespaces. */
  @Override
  public void close() {
    if (process.isAlive()) {
      for (JsonNode container : engine().get("containers/json?all=true")) {
        engine().delete("containers/" + container.path("Id").asString("") + "?force=true");
      }
      for (JsonNode network : engine().get("networks")) {
        if (!List.of("bridge", "host", "none").contains(network.path("Name").asString(""))) {
          engine().delete("networks/" + network.path("Id").asString(""));
        }
      }
    }
    Programs.stop(process);
    Programs.run("ip", "link", "del", bridge);
  }
}
