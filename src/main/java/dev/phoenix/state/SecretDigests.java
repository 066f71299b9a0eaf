package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What stands in the state for a secret: a digest that shows a change and not the value, slow to
 * guess, and salted with its place so that equal secrets do not look equal. Safe for threads.
 */
public final class SecretDigests {
  private static final String SCHEME = "pbkdf2-sha256";
  private static final int ITERATIONS = 10_000;
  private static final int BITS = 256;
  // Counts read from a file: above this a state could be made to keep phoenix busy for hours.
  private static final int MOST_ITERATIONS = 10_000_000;

  private final String lineage;
  private final ConcurrentMap<Entry, String> known = new ConcurrentHashMap<>();

  private record Entry(Address address, String path, int iterations, Secret secret) {}

  public SecretDigests(String lineage) {
    this.lineage = lineage;
  }

  /** The digest of each secret of a resource, by path. */
  public SortedMap<String, String> of(Resource resource) {
    SortedMap<String, String> digests = new TreeMap<>();
    resource
        .secrets()
        .forEach((path, secret) -> digests.put(path, of(resource.address(), path, secret)));
    return digests;
  }

  public String of(Address address, String path, Secret secret) {
    return digest(new Entry(address, path, ITERATIONS, secret));
  }

  /** Whether the digest is that of this secret in this place; a text that is none matches none. */
  public boolean matches(String digest, Address address, String path, Secret secret) {
    String[] parts = digest.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(SCHEME) || !parts[1].matches("[1-9][0-9]{0,7}")) {
      return false;
    }
    int iterations = Integer.parseInt(parts[1]);
    return iterations <= MOST_ITERATIONS
        && MessageDigest.isEqual(
            digest.getBytes(StandardCharsets.UTF_8),
            digest(new Entry(address, path, iterations, secret)).getBytes(StandardCharsets.UTF_8));
  }

  private String digest(Entry entry) {
    return known.computeIfAbsent(entry, this::compute);
  }

  private String compute(Entry entry) {
    String salt = lineage + "\n" + entry.address() + "\n" + entry.path();
    PBEKeySpec key =
        new PBEKeySpec(
            entry.secret().reveal().toCharArray(),
            salt.getBytes(StandardCharsets.UTF_8),
            entry.iterations(),
            BITS);
    try {
      byte[] digest =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
      return SCHEME + ":" + entry.iterations() + ":" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      key.clearPassword();
    }
  }
}
