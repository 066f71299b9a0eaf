package dev.phoenix.provider.ssh;

import com.jcraft.jsch.Session;
import dev.phoenix.provider.connection.RouteFailure;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Sessions for streams that the far end counts as commands, of which OpenSSH takes ten a session:
 * as many sessions as the streams need.
 */
final class StreamSessions {
  /** Two fewer than OpenSSH takes, for those that are closed here and still end there. */
  private static final int PLACES = 8;

  private final Opening opening;
  private final IdentityHashMap<Session, Integer> taken = new IdentityHashMap<>();

  StreamSessions(Opening opening) {
    this.opening = opening;
  }

  /** Logs in. */
  interface Opening {
    Session open() throws RouteFailure;
  }

  /** A session with a place for one more stream, until that leaves. */
  synchronized Session enter() throws RouteFailure {
    taken.keySet().removeIf(session -> !session.isConnected());
    for (Map.Entry<Session, Integer> entry : taken.entrySet()) {
      if (entry.getValue() < PLACES) {
        entry.setValue(entry.getValue() + 1);
        return entry.getKey();
      }
    }
    Session fresh = opening.open();
    taken.put(fresh, 1);
    return fresh;
  }

  synchronized void leave(Session session) {
    taken.computeIfPresent(session, (_, count) -> count - 1);
  }

  synchronized void close() {
    taken.keySet().forEach(Session::disconnect);
    taken.clear();
  }
}
