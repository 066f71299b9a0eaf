package dev.phoenix.lab.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The private key and self-signed certificate with which a server of the lab shows itself. */
public final class Identity {
  private final PrivateKey key;
  private final byte[] certificate;

  private Identity(PrivateKey key, byte[] certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** A new one, valid for loopback. */
  public static Identity make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new Identity(pair.getPrivate(), SelfSigned.certificate(pair));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** As {@link #toText} wrote it. */
  public static Identity from(String text) {
    try {
      String[] parts = text.split(" ", 2);
      byte[] encoded = Base64.getDecoder().decode(parts[0]);
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new Identity(key, Base64.getDecoder().decode(parts[1]));
    } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException broken) {
      throw new IllegalArgumentException("not the identity of a lab server", broken);
    }
  }

  public String toText() {
    Base64.Encoder encoder = Base64.getEncoder();
    return encoder.encodeToString(key.getEncoded()) + " " + encoder.encodeToString(certificate);
  }

  /** {@code sha256:} and the lower-case hex digest of the certificate. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  SSLContext context() {
    try {
      char[] none = new char[0];
      // In memory only; PKCS12 would spend much of a start on encrypting the key.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, none);
      Certificate parsed =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate));
      store.setKeyEntry("lab", key, none, new Certificate[] {parsed});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
