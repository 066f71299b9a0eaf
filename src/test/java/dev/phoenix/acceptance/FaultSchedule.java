package dev.phoenix.acceptance;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Way;
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
 * What goes wrong on the way to a world, the same for the same seed: whether a request meets a
 * fault and which is decided by who is asked for what for the how many-th time, so that the order
 * in which threads run has no say in it.
 */
final class FaultSchedule implements Function<String, Way> {
  /** What a request meets. */
  enum Fault {
    /** The connection is cut before anything is done. */
    RESET_BEFORE,
    /** It is done, and the connection is cut before the answer. */
    RESET_AFTER,
    /** It is done a while after whoever asked was cut off. */
    DONE_LATE,
    /** An error of the service, nothing done. */
    FAILED,
    /** Busy, nothing done. */
    BUSY,
    /** Somebody else has it locked or changes it just now, nothing done. */
    CONFLICT,
    /** Not allowed, nothing done. */
    FORBIDDEN,
    /** Whoever asks is no longer known, nothing done. */
    FORGOTTEN,
    /** Answered in the end. */
    SLOW,
    /** Something in between gives up, and it is done all the same. */
    GATEWAY,
    /** It is done, and something in between answers in its own words. */
    GARBLED,
    /** This and all that follows for a while is cut. */
    OUTAGE,
    /** Nobody answers for longer than anybody waits; then it is done. */
    STALL
  }

  private static final int OF = 1000;
  private static final long LONG = 62_000;

  private final long seed;
  private final int faults;
  private final List<Fault> kinds;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Map<String, Long> down = new ConcurrentHashMap<>();
  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private final Map<Fault, Integer> happened = Collections.synchronizedMap(new TreeMap<>());
  private volatile boolean over;

  private FaultSchedule(long seed, int faults, List<Fault> kinds) {
    this.seed = seed;
    this.faults = faults;
    this.kinds = kinds;
  }

  /** Of some kinds or of all, few or many; nobody waits out his patience in most of them. */
  static FaultSchedule any(Random random) {
    List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
    Collections.shuffle(kinds, random);
    List<Fault> some = new ArrayList<>(kinds.subList(0, 1 + random.nextInt(kinds.size())));
    if (random.nextInt(20) > 0 && some.size() > 1) {
      some.remove(Fault.STALL);
    }
    return new FaultSchedule(random.nextLong(), 5 + random.nextInt(100), some);
  }

  /** From here on all goes well. */
  void end() {
    over = true;
  }

  Map<Fault, Integer> happened() {
    synchronized (happened) {
      return new TreeMap<>(happened);
    }
  }

  @Override
  public String toString() {
    synchronized (story) {
      return String.join("\n", story);
    }
  }

  @Override
  public Way apply(String place) {
    return (request, service) -> over ? service.answer(request) : go(place, request, service);
  }

  private Reply go(String place, Request request, Service service) {
    Long until = down.get(place);
    if (until != null && System.nanoTime() < until) {
      return Reply.empty(Reply.HANG_UP);
    }
    boolean command = request.method().equals("RUN");
    String what =
        place + " " + request.method() + " " + (command ? request.text() : request.path());
    int times = asked.merge(what, 1, Integer::sum);
    Random random = new Random((long) Objects.hash(seed, what, times) * 0x9E3779B97F4A7C15L);
    int rate = changes(request) ? 3 * faults : faults;
    if (random.nextInt(OF) >= rate) {
      return service.answer(request);
    }
    Fault fault = kinds.get(random.nextInt(kinds.size()));
    long millis = 50L + random.nextInt(400);
    int _ = happened.merge(fault, 1, Integer::sum);
    boolean _ = story.add(fault + " " + what.lines().findFirst().orElse(""));
    return meet(fault, place, request, service, millis);
  }

  private static boolean changes(Request request) {
    return !request.method().equals("GET") && !request.method().equals("HEAD");
  }

  private Reply meet(Fault fault, String place, Request request, Service service, long millis) {
    return switch (fault) {
      case RESET_BEFORE -> Reply.empty(Reply.HANG_UP);
      case RESET_AFTER -> {
        Reply _ = service.answer(request);
        yield Reply.empty(Reply.HANG_UP);
      }
      case DONE_LATE -> {
        Thread _ =
            Thread.ofVirtual()
                .start(() -> {
                  pause(millis);
                  Reply _ = service.answer(request);
                });
        yield Reply.empty(Reply.HANG_UP);
      }
      case SLOW -> {
        pause(millis);
        yield service.answer(request);
      }
      case FAILED -> Refusals.of(place, 500, "the service failed on purpose");
      case BUSY -> Refusals.of(place, 503, "busy");
      case CONFLICT ->
          changes(request)
              ? Refusals.of(place, 409, "somebody else changes it")
              : service.answer(request);
      case FORBIDDEN -> Refusals.of(place, 403, "Permission check failed");
      case FORGOTTEN -> Refusals.of(place, 401, "unauthorized");
      case GATEWAY -> {
        Reply _ = service.answer(request);
        yield Refusals.of(place, 504, "nobody answered in time");
      }
      case GARBLED -> {
        Reply _ = service.answer(request);
        // Nobody answers a command in its place.
        yield request.method().equals("RUN")
            ? Reply.empty(Reply.HANG_UP)
            : Reply.text(200, "text/html", "<html><body>The guest network</body></html>");
      }
      case OUTAGE -> {
        down.put(place, System.nanoTime() + millis * 5_000_000);
        yield Reply.empty(Reply.HANG_UP);
      }
      case STALL -> {
        pause(LONG);
        yield service.answer(request);
      }
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As each of the services words it; for a command what it complains of. */
  private static final class Refusals {
    static Reply of(String place, int status, String words) {
      if (!place.equals("proxmox")) {
        return Reply.json(status, "{\"message\":\"" + words + "\"}");
      }
      return switch (status) {
        case 409 ->
            Reply.json(500, "{\"data\":null}")
                .withReason("can't lock file '/var/lock/qemu-server/lock-1001.conf' - got timeout");
        case 503 -> Reply.text(595, "text/plain", "").withReason("Connection refused");
        case 504 -> Reply.text(596, "text/plain", "").withReason("Connection timed out");
        default -> Reply.json(status, "{\"data\":null}").withReason(words);
      };
    }
  }
}
