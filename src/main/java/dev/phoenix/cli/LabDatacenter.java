package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.LxcContainer;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.lab.proxmox.Datacenter.Account;
import dev.phoenix.lab.proxmox.Datacenter.Download;
import dev.phoenix.lab.proxmox.Datacenter.Node;
import dev.phoenix.lab.proxmox.Datacenter.Store;
import dev.phoenix.lab.proxmox.Datacenter.Token;
import dev.phoenix.resource.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Proxmox VE that the files of a workspace take for granted, empty. */
final class LabDatacenter {
  private static final int PORT = 8006;
  private static final int CORES = 64;
  private static final long MEMORY_GIB = 1024;
  private static final long STORAGE_GIB = 16_384;
  private static final long IMAGE_BYTES = 600L << 20;
  private static final String ANY_SUM = "";
  private static final Set<String> FILES = Set.of("iso", "vztmpl", "import", "snippets", "backup");
  private static final Set<String> DISKS = Set.of("images", "rootdir");

  private final Hypervisor hypervisor;
  private final Configuration configuration;

  private LabDatacenter(Hypervisor hypervisor, Configuration configuration) {
    this.hypervisor = hypervisor;
    this.configuration = configuration;
  }

  static Datacenter of(Hypervisor hypervisor, Configuration configuration) {
    return new LabDatacenter(hypervisor, configuration).build();
  }

  private Datacenter build() {
    URI url = URI.create(hypervisor.url());
    String address = Objects.requireNonNullElse(url.getHost(), "10.0.0.1");
    return new Datacenter(
        hypervisor.name(),
        address,
        url.getPort() < 0 ? PORT : url.getPort(),
        nodes(address),
        stores(),
        accounts(),
        tokens(),
        files(),
        downloads(),
        configuration.containers().stream()
            .filter(LxcContainer::ssh)
            .map(container -> container.guest().vmid())
            .collect(Collectors.toSet()));
  }

  private Stream<Guest> guests() {
    return Stream.concat(
        configuration.virtualMachines().stream().map(VirtualMachine::guest),
        configuration.containers().stream().map(LxcContainer::guest));
  }

  private List<Node> nodes(String address) {
    SortedMap<String, String> byName = new TreeMap<>();
    NavigableSet<String> named = new TreeSet<>();
    if (hypervisor.node() != null) {
      named.add(hypervisor.node());
    }
    guests().map(guest -> guest.placement().node()).filter(Objects::nonNull).forEach(named::add);
    if (hypervisor.ssh() != null) {
      byName.putAll(hypervisor.ssh().nodes());
    }
    if (named.isEmpty() && byName.isEmpty()) {
      named.add("pve");
    }
    named.forEach(name -> byName.putIfAbsent(name, named.size() == 1 ? address : name));
    List<String> bridges =
        guests().map(guest -> guest.network().bridge()).filter(Objects::nonNull).toList();
    NavigableSet<String> all = new TreeSet<>(bridges);
    all.add("vmbr0");
    List<Node> nodes = new ArrayList<>();
    byName.forEach(
        (name, at) -> nodes.add(new Node(name, at, CORES, MEMORY_GIB, List.copyOf(all))));
    return nodes;
  }

  private List<Store> stores() {
    Map<String, Store> stores = new LinkedHashMap<>();
    Stream.of("local", hypervisor.imageStorage())
        .forEach(name -> stores.put(name, new Store(name, "dir", FILES, STORAGE_GIB, false)));
    Stream<String> named =
        Stream.concat(
            guests().map(Guest::storage).filter(Objects::nonNull),
            configuration.containers().stream()
                .flatMap(container -> container.volumes().stream())
                .map(LxcContainer.GuestVolume::pool)
                .filter(pool -> !pool.isEmpty()));
    named.forEach(
        name -> stores.putIfAbsent(name, new Store(name, "zfspool", DISKS, STORAGE_GIB, false)));
    stores.putIfAbsent("local-zfs", new Store("local-zfs", "zfspool", DISKS, STORAGE_GIB, false));
    return List.copyOf(stores.values());
  }

  private List<Account> accounts() {
    Map<String, Set<String>> everything = Map.of("/", Set.of("*"));
    Secret password =
        Objects.requireNonNullElseGet(hypervisor.password(), () -> new Secret("lab-root"));
    return List.of(new Account(hypervisor.user(), password, everything));
  }

  private List<Token> tokens() {
    Secret secret = hypervisor.tokenSecret();
    String token = hypervisor.token();
    return secret == null || token == null
        ? List.of()
        : List.of(new Token(hypervisor.user(), token, secret, false, 0, Map.of("/", Set.of("*"))));
  }

  /** Files that the configuration names as being there. */
  private Map<String, Long> files() {
    Map<String, Long> files = new LinkedHashMap<>();
    for (LxcContainer container : configuration.containers()) {
      String template = container.template();
      if (template != null && isVolume(template)) {
        files.put(template, IMAGE_BYTES);
      } else if (template != null && !template.startsWith("http")) {
        // A path of a node: the file is in the folder of one of its storages.
        files.put("local:vztmpl/" + template.substring(template.lastIndexOf('/') + 1), IMAGE_BYTES);
      }
    }
    for (VirtualMachine machine : configuration.virtualMachines()) {
      String image = machine.image();
      if (image != null && !image.startsWith("/") && isVolume(image)) {
        files.put(image, IMAGE_BYTES);
      }
    }
    return files;
  }

  private static boolean isVolume(String image) {
    return image.indexOf(':') > 0 && !image.startsWith("http");
  }

  private Map<String, Download> downloads() {
    Map<String, Download> downloads = new LinkedHashMap<>();
    for (VirtualMachine machine : configuration.virtualMachines()) {
      String image = machine.image();
      if (image != null && !image.startsWith("/") && !isVolume(image)) {
        String url =
            image.startsWith("http")
                ? image
                : "https://cloud-images.ubuntu.com/" + hypervisor.release() + "/current/" + image;
        downloads.put(url, download(machine.imageChecksum()));
      }
    }
    for (LxcContainer container : configuration.containers()) {
      String template = container.template();
      if (template != null && template.startsWith("http")) {
        downloads.put(template, download(null));
      }
    }
    return downloads;
  }

  private static Download download(@Nullable String checksum) {
    String sum = checksum == null ? ANY_SUM : checksum.substring(checksum.indexOf(':') + 1);
    return new Download(IMAGE_BYTES, sum);
  }
}
