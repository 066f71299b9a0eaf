package dev.phoenix.lab.host;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Release;
import dev.phoenix.lab.engine.Storage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * What is installed on a machine: files, packages, the Docker service and who is in its group. A
 * Debian 12 that was just set up. Safe for threads; all that is changed is kept.
 */
public final class Guest {
  private static final String OS_RELEASE =
      """
      PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
      NAME="Debian GNU/Linux"
      VERSION_ID="12"
      VERSION="12 (bookworm)"
      VERSION_CODENAME=bookworm
      ID=debian
      HOME_URL="https://www.debian.org/"
      SUPPORT_URL="https://www.debian.org/support"
      BUG_REPORT_URL="https://bugs.debian.org/"
      """;

  private final String name;
  private final Engine engine;
  private final Storage storage;
  private final Duration installing;
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> packages = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>();
  private volatile Map<String, Program> programs = Map.of();
  private volatile Folder mounted = Folder.NONE;
  private volatile Supplier<@Nullable InetSocketAddress> socket = () -> null;

  /**
   * A machine.
   *
   * @param installing how long a package takes to install
   */
  public Guest(String name, Engine engine, Storage storage, Duration installing) {
    this.name = name;
    this.engine = engine;
    this.storage = storage;
    this.installing = installing;
    Map<String, Map<String, String>> kinds =
        Map.of("file/", files, "package/", packages, "fact/", facts);
    storage
        .all()
        .forEach((key, value) ->
            kinds.forEach((kind, kept) -> {
              if (key.startsWith(kind)) {
                kept.put(key.substring(kind.length()), value.asString(""));
              }
            }));
    files.putIfAbsent("/etc/os-release", encode(OS_RELEASE.getBytes(StandardCharsets.UTF_8)));
    files.putIfAbsent("/etc/hostname", encode((name + "\n").getBytes(StandardCharsets.UTF_8)));
    files.putIfAbsent("/etc/ssl/certs/ca-certificates.crt", encode(new byte[] {'\n'}));
    packages.putIfAbsent("curl", "7.88.1-10+deb12u12");
    packages.putIfAbsent("ca-certificates", "20230311");
    packages.putIfAbsent("systemd", "252.36-1~deb12u1");
    tell();
  }

  public String name() {
    return name;
  }

  public Engine engine() {
    return engine;
  }

  /** Gives it programs of its own, and files that are kept elsewhere. */
  public void equip(Map<String, Program> own, Folder folder) {
    programs = Map.copyOf(own);
    mounted = folder;
  }

  /** Tells where the engine's socket really is while it answers. */
  public void serve(Supplier<@Nullable InetSocketAddress> where) {
    socket = where;
  }

  /** Where the engine's socket really is; null while it does not answer. */
  @Nullable InetSocketAddress engineSocket() {
    return socket.get();
  }

  @Nullable Program program(String wanted) {
    return programs.get(wanted);
  }

  /** Whether the engine's socket answers. */
  public boolean engineAnswers() {
    return dockerPackage() != null && fact("docker.active", "inactive").equals("active");
  }

  byte @Nullable [] read(String path) {
    return mounted.holds(plain(path)) ? mounted.read(plain(path)) : stored(path);
  }

  private synchronized byte @Nullable [] stored(String path) {
    String content = files.get(plain(path));
    return content == null ? null : Base64.getDecoder().decode(content);
  }

  void write(String path, byte[] content) {
    mounted.write(plain(path), content);
    if (!mounted.holds(plain(path))) {
      store(path, content);
    }
  }

  private synchronized void store(String path, byte[] content) {
    files.put(plain(path), encode(content));
    storage.put("file/" + plain(path), StringNode.valueOf(encode(content)));
  }

  boolean remove(String path) {
    mounted.remove(plain(path));
    return discard(path);
  }

  private synchronized boolean discard(String path) {
    storage.remove("file/" + plain(path));
    return files.remove(plain(path)) != null;
  }

  synchronized boolean isFolder(String path) {
    String below = plain(path).endsWith("/") ? plain(path) : plain(path) + "/";
    return files.keySet().stream().anyMatch(file -> file.startsWith(below));
  }

  synchronized @Nullable String version(String wanted) {
    return packages.get(wanted);
  }

  /** The installed package that brings the engine; null if there is none. */
  synchronized @Nullable String dockerPackage() {
    return packages.containsKey("docker-ce")
        ? "docker-ce"
        : packages.containsKey("docker.io") ? "docker.io" : null;
  }

  /** The version of a package that the package sources offer; null if none does. */
  @Nullable String offered(String wanted) {
    return switch (wanted) {
      case "docker.io" -> "20.10.24+dfsg1-1+deb12u1";
      case "docker-ce", "docker-ce-cli" ->
          hasDockerSource() ? "5:28.3.3-1~debian.12~bookworm" : null;
      // Until Debian 13 it is part of docker.io.
      case "docker-cli" -> null;
      case "containerd.io" -> hasDockerSource() ? "1.7.27-1" : null;
      case "docker-compose-plugin", "docker-buildx-plugin" ->
          hasDockerSource() ? "2.39.1-1~debian.12~bookworm" : null;
      case String other -> other.matches("[a-z0-9][a-z0-9.+-]+") ? "1.0-1" : null;
    };
  }

  private synchronized boolean hasDockerSource() {
    return files.keySet().stream()
        .anyMatch(path -> path.matches("/etc/apt/sources.list.d/docker.*"));
  }

  void install(String wanted, String version) {
    try {
      Thread.sleep(installing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      packages.put(wanted, version);
      storage.put("package/" + wanted, StringNode.valueOf(version));
      if (wanted.equals("docker-ce") || wanted.equals("docker.io")) {
        packages.remove(wanted.equals("docker-ce") ? "docker.io" : "docker-ce");
        remember("docker.enabled", "enabled");
        remember("docker.active", "active");
        tell();
      }
    }
  }

  synchronized void uninstall(String wanted) {
    packages.remove(wanted);
    storage.remove("package/" + wanted);
  }

  /** Puts the engine there as if somebody had installed it before. */
  public void haveDocker() {
    if (dockerPackage() == null) {
      packages.put("docker.io", "20.10.24+dfsg1-1+deb12u1");
      storage.put("package/docker.io", StringNode.valueOf("20.10.24+dfsg1-1+deb12u1"));
      remember("docker.enabled", "enabled");
      remember("docker.active", "active");
      tell();
    }
  }

  private void tell() {
    engine.release(packages.containsKey("docker-ce") ? Release.DOCKER_CE : Release.DISTRIBUTION);
  }

  synchronized String fact(String key, String otherwise) {
    return facts.getOrDefault(key, otherwise);
  }

  synchronized void remember(String key, String value) {
    facts.put(key, value);
    storage.put("fact/" + key, StringNode.valueOf(value));
  }

  /** Who is in a group; nobody if the group is not there. */
  synchronized Set<String> members(String group) {
    String kept = fact("group." + group, "");
    return kept.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(kept.split(",", -1)));
  }

  synchronized void members(String group, Set<String> members) {
    remember("group." + group, String.join(",", new TreeSet<>(members)));
  }

  /** The group of Docker comes with its package. */
  boolean hasGroup(String group) {
    return !group.equals("docker") || dockerPackage() != null || !members(group).isEmpty();
  }

  private static String plain(String path) {
    String absolute = path.startsWith("/") ? path : "/root/" + path;
    return absolute.replaceAll("/+", "/").replaceFirst("^/run/", "/var/run/");
  }

  private static String encode(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
