package dev.phoenix.provider.connection;

import java.io.IOException;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads what servers answer, however much that is, without holding more than they have to say. */
public final class Answers {
  /** Ten times the longest list of ten thousand objects that was seen. */
  static final long MOST = 64L << 20;

  /** Longer than any event of a stream. */
  private static final long LINE = 1L << 20;

  private Answers() {}

  /**
   * The whole text.
   *
   * @throws OverlongException if it is longer than what any API answers
   */
  public static String text(ResponseBody body) throws IOException {
    if (body.source().request(MOST + 1)) {
      throw new OverlongException("the answer is longer than " + (MOST >> 20) + " MiB");
    }
    return body.string();
  }

  /**
   * The next line of a stream; null at its end.
   *
   * @throws OverlongException if it has none for too long
   */
  public static @Nullable String line(BufferedSource source) throws IOException {
    if (source.indexOf((byte) '\n', 0, LINE) < 0 && source.request(LINE)) {
      throw new OverlongException("a line of the answer is longer than " + (LINE >> 20) + " MiB");
    }
    return source.readUtf8Line();
  }
}
