package dev.phoenix.provider.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which certificates of a server are believed. */
public sealed interface Trust {
  /** Only certificates whose sha256 is one of these; the name in it does not matter. */
  record Fingerprints(Set<String> known) implements Trust {}

  /** The one that the first contact showed, from then on. */
  record Pin(@Nullable String known) implements Trust {}

  /**
   * Those of a network that is not the real one: asked at each contact, for servers come and go.
   */
  record Sandboxed(Network network) implements Trust {
    Set<String> fingerprints() {
      Network.Sandbox sandbox = network.sandbox();
      return sandbox == null ? Set.of() : sandbox.fingerprints();
    }
  }

  /** Those that one of these certificates, in PEM form, has signed for this name. */
  record Authority(String certificates) implements Trust {}

  /** Those that this machine believes. */
  record Machine() implements Trust {}

  /** Any: no protection against somebody in between. */
  record Insecure() implements Trust {}

  /** Reads the {@code tls} attribute; the network's own trust goes before it. */
  static Trust of(JsonNode tls, String pinned, Network network) {
    if (network.sandbox() != null) {
      return new Sandboxed(network);
    }
    String mode = tls.path("mode").asString("pin");
    return switch (mode) {
      case "pin" -> new Pin(pinned.isEmpty() ? null : pinned);
      case "fingerprint" -> new Fingerprints(Set.of(normal(tls.path("fingerprint").asString(""))));
      case "ca" -> new Authority(tls.path("ca").asString(""));
      case "system" -> new Machine();
      case "insecure" -> new Insecure();
      case String other -> throw new IllegalArgumentException("not a TLS mode: " + other);
    };
  }

  /** {@code sha256:} and lower-case hex without colons, whatever it was written like. */
  static String normal(String fingerprint) {
    String hex = fingerprint.strip().toLowerCase(Locale.ROOT);
    hex = hex.startsWith("sha256:") ? hex.substring("sha256:".length()) : hex;
    return "sha256:" + hex.replace(":", "").replace(" ", "");
  }

  /** Whether the name in the certificate must be the one that was asked for. */
  default boolean checksName() {
    return switch (this) {
      case Authority _, Machine _ -> true;
      case Fingerprints _, Sandboxed _, Pin _, Insecure _ -> false;
    };
  }

  /**
   * The JDK's own checks against given authorities or against those of this machine.
   *
   * @param certificates PEM; null for those of this machine
   */
  static X509TrustManager authorities(@Nullable String certificates) throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(certificates == null ? null : store(certificates));
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException broken) {
      throw new IOException(
          "the certificates of tls ca cannot be used: " + broken.getMessage(), broken);
    }
  }

  private static KeyStore store(String certificates) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    InputStream pem = new ByteArrayInputStream(certificates.getBytes(StandardCharsets.UTF_8));
    int count = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
      store.setCertificateEntry("ca" + count++, certificate);
    }
    return store;
  }
}
