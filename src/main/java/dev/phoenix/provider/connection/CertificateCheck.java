package dev.phoenix.provider.connection;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Believes a certificate by its sha256, and remembers the one that a first contact pinned. */
final class CertificateCheck extends X509ExtendedTrustManager {
  private final Trust trust;
  private volatile @Nullable String seen;

  CertificateCheck(Trust trust) {
    this.trust = trust;
  }

  /** The fingerprint that the server showed last; null before the first contact. */
  @Nullable String seen() {
    return seen;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    String shown = fingerprint(chain[0]);
    switch (trust) {
      case Trust.Fingerprints(var known) -> among(known, shown);
      case Trust.Sandboxed sandboxed -> among(sandboxed.fingerprints(), shown);
      case Trust.Pin(String known) -> {
        String pinned = known == null ? seen : known;
        if (pinned != null && !pinned.equals(shown)) {
          throw new CertificateException(
              "the server shows certificate %s, and %s was pinned at the first contact; one that is renewed every few weeks is better believed by who signed it (tls mode system, or ca with a file); if another was put in on purpose, write it as tls fingerprint"
                  .formatted(shown, pinned));
        }
      }
      case Trust.Authority _, Trust.Machine _, Trust.Insecure _ -> {}
    }
    seen = shown;
  }

  private static void among(Set<String> known, String shown) throws CertificateException {
    if (!known.contains(shown)) {
      throw new CertificateException(
          "the server shows certificate %s, and only %s is trusted"
              .formatted(shown, String.join(", ", known)));
    }
  }

  static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(sha.digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("only servers are checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
