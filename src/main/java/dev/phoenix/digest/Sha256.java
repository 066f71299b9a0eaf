package dev.phoenix.digest;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4). The JDK has it, but looks for it among its providers first, which takes a
 * short command 30 ms.
 */
public final class Sha256 {
  /** Words of a state. */
  public static final int STATE = 8;

  /** Words of a block. */
  public static final int BLOCK = 16;

  /** Words of a block with the rest of its schedule. */
  public static final int SCHEDULE = 64;

  private static final int BLOCK_BYTES = BLOCK * Integer.BYTES;

  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  private static final int[] CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  /** The digest of a message, 32 bytes. */
  public static byte[] of(byte[] message) {
    int[] state = initial();
    takeAll(state, message, 0);
    ByteBuffer digest = ByteBuffer.allocate(STATE * Integer.BYTES);
    digest.asIntBuffer().put(state);
    return digest.array();
  }

  /** The digest in hexadecimal digits. */
  public static String hex(byte[] message) {
    return HexFormat.of().formatHex(of(message));
  }

  /** The state before anything was taken in. */
  public static int[] initial() {
    return INITIAL.clone();
  }

  /**
   * Takes a message into the state, to its end: one bit, zeros and the length behind it.
   *
   * @param before how many bytes the state has taken in already
   */
  public static void takeAll(int[] state, byte[] message, int before) {
    int[] words = new int[SCHEDULE];
    ByteBuffer whole = ByteBuffer.wrap(message);
    while (whole.remaining() >= BLOCK_BYTES) {
      take(state, whole, words);
    }
    int rest = whole.remaining();
    int blocks = (rest + 1 + Long.BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES;
    ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK_BYTES);
    padded.put(whole).put((byte) 0x80);
    padded.putLong(padded.capacity() - Long.BYTES, (before + (long) message.length) * Byte.SIZE);
    padded.rewind();
    while (padded.hasRemaining()) {
      take(state, padded, words);
    }
  }

  private static void take(int[] state, ByteBuffer block, int[] words) {
    for (int i = 0; i < BLOCK; i++) {
      words[i] = block.getInt();
    }
    take(state, words);
  }

  /**
   * Takes a block into the state: the inner step (6.2.2).
   *
   * @param words the block, with room for the rest of the schedule behind it
   */
  public static void take(int[] state, int[] words) {
    for (int t = BLOCK; t < SCHEDULE; t++) {
      int x = words[t - 15];
      int y = words[t - 2];
      words[t] =
          words[t - 16]
              + words[t - 7]
              + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
              + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int t = 0; t < SCHEDULE; t++) {
      int one =
          h
              + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
              + ((e & f) ^ (~e & g))
              + CONSTANTS[t]
              + words[t];
      int two =
          ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10))
              + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + one;
      d = c;
      c = b;
      b = a;
      a = one + two;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
