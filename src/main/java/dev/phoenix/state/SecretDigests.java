package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the state for a secret: a digest that shows a change and not the value, slow to
 * guess, and salted with its place so that equal secrets do not look equal. Safe for threads.
 */
public final class SecretDigests {
  /** The value stretched with the lineage, once for all its places; then a code of each place. */
  private static final String SCHEME = "pbkdf2-hmac-sha256";

  /** The value stretched for each place anew, as states have it that were written before. */
  private static final String FORMER_SCHEME = "pbkdf2-sha256";

  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,7}");
  private static final int ITERATIONS = 10_000;
  // Counts read from a file: above this a state could be made to keep phoenix busy for hours.
  private static final int MOST_ITERATIONS = 10_000_000;

  private final String lineage;
  private final ConcurrentMap<Stretching, byte[]> known = new ConcurrentHashMap<>();
  private final Set<Stretching> begun = ConcurrentHashMap.newKeySet();

  private record Stretching(Secret secret, String salt, int iterations) {
    // Written out, as Java's own take longer to link than one digest to compute.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Stretching that
          && iterations == that.iterations
          && salt.equals(that.salt)
          && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
      return 31 * salt.hashCode() + secret.hashCode();
    }
  }

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
    return text(SCHEME, ITERATIONS, inItsPlace(address, path, ITERATIONS, secret));
  }

  /** Whether the digest is that of this secret in this place; a text that is none matches none. */
  public boolean matches(String digest, Address address, String path, Secret secret) {
    String[] parts = digest.split(":", -1);
    if (parts.length != 3 || !COUNT.matcher(parts[1]).matches()) {
      return false;
    }
    int iterations = Integer.parseInt(parts[1]);
    if (iterations > MOST_ITERATIONS) {
      return false;
    }
    return switch (parts[0]) {
      case SCHEME ->
          equal(digest, text(SCHEME, iterations, inItsPlace(address, path, iterations, secret)));
      case FORMER_SCHEME -> {
        String salt = lineage + "\n" + address + "\n" + path;
        byte[] stretched = stretched(new Stretching(secret, salt, iterations));
        yield equal(digest, text(FORMER_SCHEME, iterations, stretched));
      }
      default -> false;
    };
  }

  private byte[] inItsPlace(Address address, String path, int iterations, Secret secret) {
    byte[] stretched = stretched(new Stretching(secret, lineage, iterations));
    return new Hmac(stretched).of(address + "\n" + path);
  }

  /** Begins with what a digest of this secret will need; it is ready when it is asked for. */
  public void ahead(Secret secret) {
    Stretching wanted = new Stretching(secret, lineage, ITERATIONS);
    if (begun.add(wanted)) {
      Thread _ = Thread.startVirtualThread(() -> stretched(wanted));
    }
  }

  private byte[] stretched(Stretching wanted) {
    return known.computeIfAbsent(
        wanted,
        it ->
            new Hmac(it.secret().reveal().getBytes(StandardCharsets.UTF_8))
                .stretched(it.salt(), it.iterations()));
  }

  private static String text(String scheme, int iterations, byte[] digest) {
    return scheme + ":" + iterations + ":" + HexFormat.of().formatHex(digest);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
