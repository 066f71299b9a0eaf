package dev.phoenix.view;

import dev.phoenix.resource.Redaction;
import java.io.PrintStream;
import java.util.function.UnaryOperator;

/**
 * Where words go: results to one stream, everything else to the other. Every text is redacted on
 * its way out, and control characters that a server put into it are made harmless.
 */
public final class Terminal {
  private static final char ESCAPE = '\u001b';

  private final PrintStream out;
  private final PrintStream err;
  private final Redaction redaction;
  private final Look look;
  private String status = "";

  /**
   * What the streams can do.
   *
   * @param live whether diagnostics and progress go to a person who watches
   * @param outWidth columns that results are fitted to
   * @param errWidth columns that everything else is fitted to
   */
  public record Look(Style out, Style err, boolean live, int outWidth, int errWidth) {
    /** Columns where no terminal says how many it has. */
    public static final int WIDTH = 120;

    public static final Look PLAIN = new Look(Style.PLAIN, Style.PLAIN, false, WIDTH, WIDTH);

    /**
     * The same for a command.
     *
     * @param hints completes the commands that sentences tell people to run
     */
    public Look with(UnaryOperator<String> hints) {
      return new Look(out.with(hints), err.with(hints), live, outWidth, errWidth);
    }

    /** The same without colours. */
    public Look colourless() {
      return new Look(Style.PLAIN, Style.PLAIN, live, outWidth, errWidth);
    }
  }

  public Terminal(PrintStream out, PrintStream err, Redaction redaction, Look look) {
    this.out = out;
    this.err = err;
    this.redaction = redaction;
    this.look = look;
  }

  /** A result: to stdout. */
  public void print(String text) {
    write(out, text, look.out());
  }

  /** What is not the result: to stderr. */
  public void note(String text) {
    write(err, text, look.err());
  }

  /**
   * One line below all others that is written over by the next: what goes on just now. Nothing
   * where nobody watches; empty to take it away.
   */
  public synchronized void status(String text) {
    if (look.live()) {
      String line = Fit.of(harmless(redaction.redact(text), Style.PLAIN), look.errWidth() - 1);
      erase(line);
      err.print(line);
      err.flush();
      status = line;
    }
  }

  private synchronized void write(PrintStream stream, String text, Style style) {
    erase("");
    status = "";
    stream.print(harmless(redaction.redact(text), style));
    stream.flush();
  }

  /** Without escape sequences, which not every terminal knows: blanks over what the next leaves. */
  private void erase(String next) {
    if (!status.isEmpty()) {
      err.print("\r" + " ".repeat(next.length() >= status.length() ? 0 : status.length()) + "\r");
      err.flush();
    }
  }

  /** Only our own colours may leave; any other control character becomes visible. */
  private static String harmless(String text, Style style) {
    StringBuilder safe = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isHarmful(text.charAt(i), style)) {
        safe.append(text, copied, i).append('\uFFFD');
        copied = i + 1;
      }
    }
    return copied == 0 ? text : safe.append(text, copied, text.length()).toString();
  }

  private static boolean isHarmful(char c, Style style) {
    boolean ours = style.coloured() && (c == ESCAPE || c == '\r');
    return Character.isISOControl(c) && c != '\n' && c != '\t' && !ours;
  }

  public Look look() {
    return look;
  }

  public Redaction redaction() {
    return redaction;
  }
}
