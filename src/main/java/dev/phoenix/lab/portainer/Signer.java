package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs what a server sends to its agents: ECDSA over the MD5 of a fixed text or of the shared
 * secret, so one signature serves for all requests.
 */
final class Signer {
  static final String KEY = "x-portaineragent-publickey";
  static final String SIGNATURE = "x-portaineragent-signature";

  private static final String ALGORITHM = "NONEwithECDSAinP1363Format";

  private final PrivateKey key;
  private final String publicKey;

  private Signer(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  static String make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      HexFormat hex = HexFormat.of();
      return hex.formatHex(pair.getPrivate().getEncoded())
          + " "
          + hex.formatHex(pair.getPublic().getEncoded());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static Signer from(String text) {
    try {
      String[] parts = text.split(" ", 2);
      byte[] encoded = HexFormat.of().parseHex(parts[0]);
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new Signer(key, parts[1]);
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException("not the key of a lab server", broken);
    }
  }

  /** The signature for agents with this secret; empty if they have none. */
  String signature(String secret) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(digest(secret));
      return Base64.getEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  Request sign(Request request, String signature) {
    return request.withHeader(KEY, publicKey).withHeader(SIGNATURE, signature);
  }

  static boolean isValid(String publicKey, String signed, String secret) {
    try {
      byte[] encoded = HexFormat.of().parseHex(publicKey);
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(digest(secret));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException invalid) {
      return false;
    }
  }

  private static byte[] digest(String secret) throws GeneralSecurityException {
    String text = secret.isEmpty() ? "Portainer-App" : secret;
    return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
