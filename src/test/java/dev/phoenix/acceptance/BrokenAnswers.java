package dev.phoenix.acceptance;

import dev.phoenix.fuzz.Damage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Way;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Does what is asked of a world, and breaks some of its answers; which and how is decided by who is
 * asked for what for the how many-th time.
 */
final class BrokenAnswers implements Function<String, Way> {
  /** What becomes of an answer. */
  enum Break {
    STATUS,
    EMPTY,
    PAGE,
    CUT,
    LENGTH,
    MEMBER,
    VAST,
    /** Whatever was asked comes back as an error. */
    ECHO,
    NONSENSE_OF_A_COMMAND,
    /** Any change of bytes, words or values, which may well look right. */
    ANY
  }

  private static final int OF = 1000;
  private static final int VAST = 3_000_000;
  private static final int TOO_LONG = 70 << 20;
  private static final List<Integer> STATUSES =
      List.of(
          201, 204, 206, 301, 304, 307, 400, 401, 403, 404, 405, 408, 409, 418, 429, 500, 501, 502,
          503, 504, 595, 599, 600, 999);

  private final long seed;
  private final int rate;
  private final boolean misleading;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private final Map<Break, Integer> happened = Collections.synchronizedMap(new TreeMap<>());
  private volatile boolean over;

  /**
   * Breaks answers.
   *
   * @param misleading whether also so that they still look right
   */
  BrokenAnswers(Random random, boolean misleading) {
    this.seed = random.nextLong();
    this.rate = 3 << random.nextInt(7);
    this.misleading = misleading;
  }

  /** From here on all answers are whole. */
  void end() {
    over = true;
  }

  Map<Break, Integer> happened() {
    synchronized (happened) {
      return new TreeMap<>(happened);
    }
  }

  int count() {
    return happened().values().stream().mapToInt(it -> it).sum();
  }

  @Override
  public String toString() {
    synchronized (story) {
      return String.join("\n", story);
    }
  }

  @Override
  public Way apply(String place) {
    return new Way() {
      @Override
      public Reply go(Request request, Service service) {
        return request.method().equals("RUN")
            ? ran(place, request, service)
            : answered(place, request, service);
      }

      @Override
      public OutputStream said(Request command, OutputStream caller) {
        Random random = chance(place + " says", command.text());
        return misleading && random.nextInt(OF) < rate && !over
            ? new Nonsense(
                caller, new Damage(random), () -> note(Break.NONSENSE_OF_A_COMMAND, place, command))
            : caller;
      }
    };
  }

  private Random chance(String place, String what) {
    String key = place + " " + what;
    int times = asked.merge(key, 1, Integer::sum);
    return new Random((long) Objects.hash(seed, key, times) * 0x9E3779B97F4A7C15L);
  }

  private void note(Break kind, String place, Request request) {
    int _ = happened.merge(kind, 1, Integer::sum);
    boolean _ =
        story.add(
            kind
                + " "
                + place
                + " "
                + request.method()
                + " "
                + request.path()
                + " "
                + (request.method().equals("RUN")
                    ? request.text().lines().findFirst().orElse("")
                    : ""));
  }

  private Reply ran(String place, Request command, Service service) {
    Random random = chance(place, command.text());
    Reply reply = service.answer(command);
    if (over || random.nextInt(OF) >= rate) {
      return reply;
    }
    note(Break.STATUS, place, command);
    return switch (random.nextInt(3)) {
      case 0 -> Reply.empty(Reply.HANG_UP);
      case 1 -> Reply.text(500, "text/plain", "sh: " + Damage.PAGE);
      default ->
          misleading ? reply.withBody(Integer.toString(random.nextInt(256))) : Reply.empty(500);
    };
  }

  private Reply answered(String place, Request request, Service service) {
    Random random = chance(place, request.method() + " " + request.path());
    Reply reply = service.answer(request);
    if (over || random.nextInt(OF) >= rate) {
      return reply;
    }
    List<Break> kinds = new ArrayList<>(List.of(Break.values()));
    kinds.remove(Break.NONSENSE_OF_A_COMMAND);
    if (!misleading) {
      kinds.remove(Break.ANY);
    }
    Break kind = kinds.get(random.nextInt(kinds.size()));
    note(kind, place, request);
    return broken(kind, random, request, reply);
  }

  private Reply broken(Break kind, Random random, Request request, Reply good) {
    Damage damage = new Damage(random);
    return switch (kind) {
      case STATUS -> good.withStatus(STATUSES.get(random.nextInt(STATUSES.size())));
      case EMPTY -> good.withBody("");
      case PAGE -> Reply.text(200, "text/html", Damage.PAGE);
      case CUT -> with(good, damage.cut(good.text()));
      case LENGTH ->
          good.withHeader(
              Reply.LENGTH,
              Integer.toString(
                  Math.max(
                      1,
                      random.nextBoolean()
                          ? good.body().length + 1 + random.nextInt(9000)
                          : good.body().length / 2)));
      case MEMBER -> with(good, damage.retyped(good.body()));
      case VAST -> with(good, random.nextInt(20) == 0 ? new byte[TOO_LONG] : damage.vast(VAST));
      case ECHO ->
          Reply.text(
              random.nextBoolean() ? 400 : 500,
              "application/json",
              "{\"message\":\"cannot " + echo(request) + "\"}");
      case ANY, NONSENSE_OF_A_COMMAND -> with(good, damage.of(good.body()));
    };
  }

  private static String echo(Request request) {
    return (request.headers() + " " + request.text())
        .replace("\\", "")
        .replace("\"", "'")
        .replaceAll("\\p{Cntrl}", " ");
  }

  private static Reply with(Reply reply, byte[] body) {
    return new Reply(reply.status(), reply.headers(), body, false, reply.reason());
  }

  /** Breaks what a command says. */
  private static final class Nonsense extends OutputStream {
    private final OutputStream caller;
    private final Damage damage;
    private final Runnable note;

    Nonsense(OutputStream caller, Damage damage, Runnable note) {
      this.caller = caller;
      this.damage = damage;
      this.note = note;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      note.run();
      caller.write(
          damage.of(
              new String(bytes, from, length, StandardCharsets.ISO_8859_1)
                  .getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void flush() throws IOException {
      caller.flush();
    }
  }
}
