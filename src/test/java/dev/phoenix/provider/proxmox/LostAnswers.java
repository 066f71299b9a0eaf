package dev.phoenix.provider.proxmox;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loses requests that change guests, or the answers to them: the same ones for the same seed. */
final class LostAnswers implements Service {
  private static final Pattern CALL =
      Pattern.compile("/api2/json/nodes/pve/(qemu|lxc)(?:/\\d+)?(?:/(?:status/)?(\\w+))?");

  private final Service behind;
  private final int ofAThousand;
  private final Random random;
  private final SortedMap<String, Map<Loss, Integer>> hits = new TreeMap<>();

  /** What becomes of a request. */
  enum Loss {
    /** It is done, but a proxy between the nodes gives up before: 596. */
    DONE_596,
    /** It is done, and the connection is cut before the answer. */
    DONE_CUT,
    /** A proxy gives up, and it was never done. */
    LOST_596,
    /** The connection is cut before anything is done. */
    LOST_CUT,
    /** The node is not reached: 595, nothing done. */
    REFUSED_595
  }

  LostAnswers(Service behind, int ofAThousand, long seed) {
    this.behind = behind;
    this.ofAThousand = ofAThousand;
    this.random = new Random(seed * 31);
  }

  /** How often what became of which call. */
  SortedMap<String, Map<Loss, Integer>> hits() {
    return hits;
  }

  @Override
  public Reply answer(Request request) {
    String call = call(request);
    if (call.isEmpty()) {
      return behind.answer(request);
    }
    synchronized (this) {
      // What a life asks for only once is lost the more often.
      int often = call.matches(".* (create|clone|template)") ? 2 * ofAThousand : ofAThousand;
      if (random.nextInt(1000) >= often) {
        return behind.answer(request);
      }
      Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
      hits.computeIfAbsent(call, _ -> new EnumMap<>(Loss.class)).merge(loss, 1, Integer::sum);
      return switch (loss) {
        case DONE_596 -> {
          Reply _ = behind.answer(request);
          yield gatewayTimeout();
        }
        case DONE_CUT -> {
          Reply _ = behind.answer(request);
          yield Reply.empty(Reply.HANG_UP);
        }
        case LOST_596 -> gatewayTimeout();
        case LOST_CUT -> Reply.empty(Reply.HANG_UP);
        case REFUSED_595 -> Reply.text(595, "text/plain", "").withReason("Connection refused");
      };
    }
  }

  private static Reply gatewayTimeout() {
    return Reply.text(596, "text/plain", "").withReason("Connection timed out");
  }

  /** Such as {@code qemu resize}; empty where nothing of a guest is changed. */
  static String call(Request request) {
    Matcher path = CALL.matcher(request.path());
    if (request.method().equals("GET") || !path.matches()) {
      return "";
    }
    String what = path.group(2) == null ? "" : path.group(2);
    if (what.isEmpty()) {
      what = request.method().equals("DELETE") ? "destroy" : "create";
    }
    return path.group(1) + " " + what;
  }
}
