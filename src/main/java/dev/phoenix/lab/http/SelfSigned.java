package dev.phoenix.lab.http;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;

/** Writes a self-signed X.509 certificate in DER; the JDK reads them only. */
final class SelfSigned {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** 1.2.840.10045.4.3.2, ECDSA with SHA-256. */
  private static final byte[] ALGORITHM =
      der(SEQUENCE, der(0x06, bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));

  private SelfSigned() {}

  static byte[] certificate(KeyPair pair) throws GeneralSecurityException {
    byte[] name = name("lab");
    byte[] serial = new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray();
    byte[] content =
        der(
            SEQUENCE,
            der(0xa0, der(0x02, bytes(2))),
            der(0x02, serial),
            ALGORITHM,
            name,
            der(SEQUENCE, time("20200101000000Z"), time("20990101000000Z")),
            name,
            pair.getPublic().getEncoded(),
            der(0xa3, der(SEQUENCE, alternativeNames())));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    byte[] signed = der(0x03, bytes(0), signature.sign());
    return der(SEQUENCE, content, ALGORITHM, signed);
  }

  /** 2.5.29.17: localhost and 127.0.0.1. */
  private static byte[] alternativeNames() {
    byte[] names =
        der(
            SEQUENCE,
            der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            der(0x87, bytes(127, 0, 0, 1)));
    return der(SEQUENCE, der(0x06, bytes(0x55, 0x1d, 0x11)), der(0x04, names));
  }

  private static byte[] name(String common) {
    byte[] text = der(0x0c, common.getBytes(StandardCharsets.UTF_8));
    return der(SEQUENCE, der(SET, der(SEQUENCE, der(0x06, bytes(0x55, 0x04, 0x03)), text)));
  }

  private static byte[] time(String text) {
    return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.writeBytes(bytes(0x81, length));
    } else {
      out.writeBytes(bytes(0x82, length >> 8, length & 0xff));
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
