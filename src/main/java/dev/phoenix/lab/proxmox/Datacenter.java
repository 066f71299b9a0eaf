package dev.phoenix.lab.proxmox;

import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Proxmox VE installation before anybody uses it.
 *
 * @param address host and port of its API as the others call it
 * @param files volumes that are there already, by id, with their size in bytes
 * @param downloads what can be fetched from the internet, by URL
 * @param withSsh numbers of the containers in which an SSH server will let us in
 */
public record Datacenter(
    String name,
    String address,
    int port,
    List<Node> nodes,
    List<Store> stores,
    List<Account> accounts,
    List<Token> tokens,
    Map<String, Long> files,
    Map<String, Download> downloads,
    Set<Integer> withSsh) {

  public Datacenter {
    nodes = List.copyOf(nodes);
    stores = List.copyOf(stores);
    accounts = List.copyOf(accounts);
    tokens = List.copyOf(tokens);
    files = Map.copyOf(files);
    downloads = Map.copyOf(downloads);
    withSsh = Set.copyOf(withSsh);
  }

  /** One whose containers are only entered from their node. */
  public Datacenter(
      String name,
      String address,
      int port,
      List<Node> nodes,
      List<Store> stores,
      List<Account> accounts,
      List<Token> tokens,
      Map<String, Long> files,
      Map<String, Download> downloads) {
    this(name, address, port, nodes, stores, accounts, tokens, files, downloads, Set.of());
  }

  /** A server of the cluster. */
  public record Node(String name, String address, int cores, long memoryGib, List<String> bridges) {
    public Node {
      bridges = List.copyOf(bridges);
    }
  }

  /**
   * A storage.
   *
   * @param type {@code dir}, {@code nfs}, {@code zfspool}, {@code lvmthin} or {@code lvm}
   * @param content what it may hold: images, rootdir, iso, vztmpl, snippets, import, backup
   * @param shared whether all nodes see the same
   */
  public record Store(String name, String type, Set<String> content, long sizeGib, boolean shared) {
    public Store {
      content = Set.copyOf(content);
    }

    /** Whether volumes are files in a folder. */
    boolean hasFiles() {
      return type.equals("dir") || type.equals("nfs");
    }

    /** Whether a volume can be the base of linked clones. */
    boolean canClone() {
      return !type.equals("lvm");
    }
  }

  /**
   * A user.
   *
   * @param user with realm, as {@code root@pam}
   * @param grants privileges by path; {@code *} stands for all
   */
  public record Account(String user, Secret password, Map<String, Set<String>> grants) {
    public Account {
      grants = Map.copyOf(grants);
    }
  }

  /**
   * A key of a user.
   *
   * @param separated whether it has only the rights that {@code grants} and its user both give
   * @param expires second from which on it is refused; 0 for never
   */
  public record Token(
      String user,
      String id,
      Secret secret,
      boolean separated,
      long expires,
      Map<String, Set<String>> grants) {
    public Token {
      grants = Map.copyOf(grants);
    }
  }

  /**
   * A file of the internet.
   *
   * @param sha256 its checksum; empty where any is taken for right
   */
  public record Download(long bytes, String sha256) {}

  Optional<Store> store(String wanted) {
    return stores.stream().filter(store -> store.name().equals(wanted)).findFirst();
  }

  Optional<Node> node(String wanted) {
    return nodes.stream().filter(node -> node.name().equals(wanted)).findFirst();
  }
}
