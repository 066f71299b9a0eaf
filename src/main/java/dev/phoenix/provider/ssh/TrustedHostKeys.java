package dev.phoenix.provider.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides on host keys by fingerprint or by files of known hosts, and remembers what was shown. */
final class TrustedHostKeys implements HostKeyRepository {
  private static final String VOUCHED = "what is known of the machine that phoenix made there";

  private final @Nullable Set<String> fingerprints;
  private final @Nullable HostKeyRepository known;
  private final String source;
  private volatile String shown = "";

  private TrustedHostKeys(
      @Nullable Set<String> fingerprints, @Nullable HostKeyRepository known, String source) {
    this.fingerprints = fingerprints;
    this.known = known;
    this.source = source;
  }

  static TrustedHostKeys pinned(Set<String> fingerprints) {
    return new TrustedHostKeys(fingerprints, null, "host_key");
  }

  /** Keys that somebody answers for who sees the machine from outside. */
  static TrustedHostKeys vouched(Set<String> fingerprints) {
    return new TrustedHostKeys(fingerprints, null, VOUCHED);
  }

  boolean isVouched() {
    return source.equals(VOUCHED);
  }

  static TrustedHostKeys of(List<Path> files) throws IOException, JSchException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      if (Files.exists(file)) {
        lines.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    JSch reader = new JSch();
    reader.setKnownHosts(
        new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.ISO_8859_1)));
    return new TrustedHostKeys(null, reader.getHostKeyRepository(), files.getFirst().toString());
  }

  /** {@code SHA256:} fingerprint of the key that was shown last; empty if none was. */
  String shown() {
    return shown;
  }

  /** Where the trusted keys stand. */
  String source() {
    return source;
  }

  boolean isPinned() {
    return fingerprints != null;
  }

  @Override
  public int check(String host, byte[] key) {
    shown = fingerprint(key);
    if (fingerprints != null) {
      return fingerprints.contains(shown) ? OK : CHANGED;
    }
    return known == null ? NOT_INCLUDED : known.check(host, key);
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public HostKey[] getHostKey() {
    return known == null ? new HostKey[0] : known.getHostKey();
  }

  /** The client asks for the kinds of key that it may expect. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    HostKey[] keys = known == null ? null : known.getHostKey(host, type);
    return keys == null ? new HostKey[0] : keys;
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return source;
  }

  /** Nothing is ever learned by connecting. */
  @Override
  public void add(HostKey key, UserInfo user) {}

  @Override
  public void remove(String host, String type) {}

  @Override
  public void remove(String host, String type, byte[] key) {}
}
