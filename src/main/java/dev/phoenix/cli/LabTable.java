package dev.phoenix.cli;

import dev.phoenix.configuration.SecretSource;
import dev.phoenix.lab.Lab;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import dev.phoenix.view.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the world that runs in the foreground listens, and how one gets in. */
final class LabTable {
  private static final String ROW = "%-16s %-16s %-28s %s%n";
  private static final int HTTPS = 9443;
  private static final int API = 8006;

  private final Lab lab;
  private final Terminal terminal;

  /**
   * A table.
   *
   * @param terminal that hides nothing: of all secrets only those are shown that the lab made up
   */
  LabTable(Lab lab, Terminal terminal) {
    this.lab = lab;
    this.terminal = terminal;
  }

  void print(List<Resource> resources) throws IOException {
    StringBuilder text = new StringBuilder(ROW.formatted("MACHINE", "ADDRESS", "SSH", "DOCKER"));
    for (Lab.Place place : lab.describe()) {
      InetSocketAddress door = place.ssh();
      String ssh =
          door == null
              ? "pct enter, at its node"
              : "ssh -p %d root@127.0.0.1".formatted(door.getPort());
      String docker = "http://127.0.0.1:" + place.docker().getPort();
      text.append(ROW.formatted(place.name(), place.address(), ssh, docker));
    }
    text.append("%nSSH password of every user: %s%n".formatted(lab.sandbox().password().reveal()));
    for (Resource resource : resources) {
      if (resource.address().type().equals("server")) {
        text.append(portainer(resource));
      }
      if (resource.address().type().equals("hypervisor")) {
        text.append(proxmox(resource));
      }
    }
    terminal.print(text.toString());
  }

  private InetSocketAddress door(Resource server, int usual) throws IOException {
    URI url = URI.create(server.attributes().text("url"));
    String host = url.getHost() == null ? "" : url.getHost();
    return lab.door(host, url.getPort() < 0 ? usual : url.getPort());
  }

  private String proxmox(Resource hypervisor) throws IOException {
    String user = hypervisor.attributes().text("user");
    Secret token = hypervisor.secrets().get("token_secret");
    return "Proxmox VE %s: https://127.0.0.1:%d %s%n"
        .formatted(
            hypervisor.address().name(),
            door(hypervisor, API).getPort(),
            token == null
                ? "user %s, password %s"
                    .formatted(user, shown(hypervisor.secrets().get("password")))
                : "token %s!%s, secret %s"
                    .formatted(user, hypervisor.attributes().text("token"), shown(token)));
  }

  private String portainer(Resource server) throws IOException {
    InetSocketAddress door = door(server, HTTPS);
    return "Portainer %s: https://127.0.0.1:%d user %s, password %s%n"
        .formatted(
            server.address().name(),
            door.getPort(),
            server.attributes().text("admin_user"),
            shown(server.secrets().get("admin_password")));
  }

  private static String shown(@Nullable Secret password) {
    return password != null && SecretSource.isMadeUp(password)
        ? password.reveal()
        : "as in your files";
  }
}
