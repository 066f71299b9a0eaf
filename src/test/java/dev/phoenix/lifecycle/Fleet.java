package dev.phoenix.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes workspaces of one server and some hosts with small stacks each. */
final class Fleet {
  private Fleet() {}

  /**
   * A workspace.
   *
   * @param name begins the names of all that is in it
   * @param network of the addresses, such as {@code 10.1.0}
   * @param stacks on each host beside the server's own
   * @param image of their only service
   */
  static Path write(
      Path workspace, String name, String network, List<Integer> stacks, String image) {
    List<String> hosts = new ArrayList<>();
    hosts.add(host(name + "0", network + ".10", "primary", name, List.of()));
    for (int i = 1; i <= stacks.size(); i++) {
      String prefix = name + i + "s";
      List<String> names =
          IntStream.rangeClosed(1, stacks.get(i - 1)).mapToObj(n -> prefix + n).toList();
      names.forEach(stack ->
          write(
              workspace.resolve("stacks").resolve(stack).resolve("docker-compose.yml"),
              "services:\n  web:\n    image: " + image + "\n"));
      hosts.add(host(name + i, network + "." + (10 + i), "agent", name, names));
    }
    write(
        workspace.resolve("phoenix_hypervisor_config.json"),
        """
        {"portainer_api":{"admin_user":"admin","admin_password":"${env:PORTAINER_ADMIN_PASSWORD}",
          "image":"portainer/portainer-ce:2.33.5",
          "groups":[{"name":"%1$s","description":"One group","tags":["%1$s-home"]}],
          "registries":[{"name":"%1$s","type":"custom","url":"%1$s.example.org","username":"bot",
            "password":"${env:TOKEN}"}]},
         "ssh":{"user":"root"},
         "hosts":[%2$s]}
        """
            .formatted(name, String.join(",\n", hosts)));
    return workspace;
  }

  private static String host(
      String name, String address, String role, String all, List<String> stacks) {
    String list = stacks.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(","));
    String belonging =
        role.equals("agent")
            ? ",\"group\":\"%1$s\",\"tags\":[\"%2$s-tag\"],\"registries\":[\"%1$s\"],\"docker_stacks\":[%3$s]"
                .formatted(all, name, list)
            : "";
    return "{\"name\":\"%s\",\"address\":\"%s\",\"portainer_role\":\"%s\"%s}"
        .formatted(name, address, role, belonging);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
