package dev.phoenix.lab;

import dev.phoenix.lab.engine.Storage;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The SSH host key of all machines of a world; made once, so that it can be pinned. */
record HostKey(KeyPair pair) {

  static HostKey of(Storage storage) {
    try {
      JsonNode kept = storage.all().get("host-key");
      if (kept != null) {
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new HostKey(
            new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(bytes(kept, "public"))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(kept, "private")))));
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Base64.Encoder encoder = Base64.getEncoder();
      storage.put(
          "host-key",
          JsonNodeFactory.instance
              .objectNode()
              .put("public", encoder.encodeToString(pair.getPublic().getEncoded()))
              .put("private", encoder.encodeToString(pair.getPrivate().getEncoded())));
      return new HostKey(pair);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot make the lab's host key", broken);
    }
  }

  private static byte[] bytes(JsonNode kept, String part) {
    return Base64.getDecoder().decode(kept.path(part).asString(""));
  }

  String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
  }
}
