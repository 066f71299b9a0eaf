package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Waits for tasks, and finds the one whose name was lost with the answer. */
final class Tasks {
  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** The end of a task is heard of at most by this part of its time too late. */
  private static final int PART = 8;

  /** What takes less says nothing worth reading while it goes on. */
  private static final Duration TALKATIVE = Duration.ofSeconds(3);

  /** A task is listed a moment after its name was given out. */
  private static final Duration APPEARING = Duration.ofSeconds(5);

  /** Clocks of two nodes of a cluster may differ by some seconds. */
  private static final int CLOCKS = 5;

  /** One that nobody knows any more has ended. */
  private static final String LOOK = "look at a task";

  private final ProxmoxApi api;

  /** Tasks whose name was heard: one of these is not the one that a lost answer was about. */
  private final Set<String> heard = ConcurrentHashMap.newKeySet();

  /** Tasks whose end was heard. */
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  Tasks(ProxmoxApi api) {
    this.api = api;
  }

  /**
   * Sends what a task does on a guest and waits for its end.
   *
   * @param type of the task, such as {@code qmstart}; a lost answer is settled by looking for it
   */
  void run(ProxmoxRequest request, Guest guest, String type, Duration longest, Work work)
      throws ResourceFailure {
    Optional<Upid> task = dispatch(request, guest, type, work);
    if (task.isPresent()) {
      await(task.get(), request.what(), longest, work);
    }
  }

  /** Sends it; empty if the work was done before the answer came. */
  Optional<Upid> dispatch(ProxmoxRequest request, Guest guest, String type, Work work)
      throws ResourceFailure {
    long since = api.serverTime();
    Reply reply;
    try {
      reply = api.send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      return Optional.of(sought(guest, type, since, work).orElseThrow(() -> failure));
    }
    Fault fault = reply.fault();
    if (!reply.ok() && fault == Fault.UNCERTAIN) {
      return Optional.of(
          sought(guest, type, since, work).orElseThrow(() -> api.refused(request, reply)));
    }
    if (!reply.ok() && fault == Fault.ALREADY) {
      return Optional.empty();
    }
    if (!reply.ok()) {
      throw api.refused(request, reply);
    }
    return heard(reply);
  }

  /** The task that an answer names. */
  Optional<Upid> heard(Reply reply) {
    Optional<Upid> task = Upid.parse(reply.data().asString(""));
    task.ifPresent(upid -> heard.add(upid.text()));
    return task;
  }

  private Optional<Upid> sought(Guest guest, String type, long since, Work work)
      throws ResourceFailure {
    work.progress("the answer was lost; looking for its task");
    Optional<Upid> found = find(guest, type, since);
    found.ifPresent(upid -> heard.add(upid.text()));
    return found;
  }

  /** The newest task of that type on the guest since then that was not heard of before. */
  Optional<Upid> find(Guest guest, String type, long since) throws ResourceFailure {
    ProxmoxRequest request =
        ProxmoxRequest.get("look for a task of " + guest.name(), "nodes", guest.node(), "tasks")
            .with("vmid", guest.vmid())
            .with("source", "all")
            .with("since", Math.toIntExact(Math.max(0, since - CLOCKS)));
    return StreamSupport.stream(api.list(request).spliterator(), false)
        .filter(task -> task.path("type").asString("").equals(type))
        .filter(task -> !heard.contains(task.path("upid").asString("")))
        .max(Comparator.comparingLong(task -> task.path("starttime").asLong(0)))
        .flatMap(task -> Upid.parse(task.path("upid").asString("")));
  }

  /** Waits until the task has ended well; its log is shown as it grows. */
  void await(Upid task, String what, Duration longest, Work work) throws ResourceFailure {
    work.begun(task.text());
    long begun = work.time().nanos();
    Waiting waiting = new Waiting(work, longest);
    int read = 0;
    int unexpected = 0;
    while (true) {
      long age = work.time().nanos() - begun;
      Optional<JsonNode> status = status(task, what, age);
      if (status.isPresent() && status.get().path("status").asString("").equals("stopped")) {
        String exit = status.get().path("exitstatus").asString("");
        if (!exit.equals("unexpected status") || ++unexpected > 3) {
          ended.add(task.text());
          end(task, what, exit, work);
          return;
        }
      } else if (status.isPresent() && age >= TALKATIVE.toNanos()) {
        read = log(task, read, work);
      }
      if (waiting.over()) {
        throw api.failure(
            Kind.PERMANENT,
            what,
            "its task still runs after %d min; look at it in the task list (%s), and apply again when it has ended"
                .formatted(longest.toMinutes(), task.text()));
      }
      waiting.pause(
          Duration.ofNanos(Math.clamp(age / PART, SHORTEST.toNanos(), LONGEST.toNanos())));
    }
  }

  /** Whether this run has heard how it ended. */
  boolean hasEnded(Upid task) {
    return ended.contains(task.text());
  }

  /** What the server says of it now; empty if nobody knows it any more. */
  Optional<JsonNode> status(Upid task) throws ResourceFailure {
    return status(task, LOOK, APPEARING.toNanos() + 1);
  }

  private Optional<JsonNode> status(Upid task, String what, long age) throws ResourceFailure {
    ProxmoxRequest request =
        ProxmoxRequest.get(what, "nodes", task.node(), "tasks", task.text(), "status");
    Reply reply;
    try {
      reply = api.send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.PERMANENT) {
        throw failure;
      }
      throw new ResourceFailure(Kind.AMBIGUOUS, failure.getMessage() + "; its task may go on");
    }
    if (reply.ok()) {
      return Optional.of(api.shown(request, reply.data()));
    }
    if (reply.code() == 400 && reply.errors().containsKey("upid")) {
      if (age <= APPEARING.toNanos()) {
        return Optional.empty();
      }
      if (what.equals(LOOK)) {
        return Optional.empty();
      }
      throw api.failure(Kind.AMBIGUOUS, what, "nobody knows its task " + task.text());
    }
    if (reply.fault() == Fault.UNCERTAIN || reply.fault() == Fault.NODE_DOWN) {
      throw api.failure(Kind.AMBIGUOUS, what, reply.message() + "; its task may go on");
    }
    throw api.refused(request, reply);
  }

  private int log(Upid task, int from, Work work) {
    JsonNode lines;
    try {
      lines =
          api.call(
              ProxmoxRequest.get("read a log", "nodes", task.node(), "tasks", task.text(), "log")
                  .with("start", from)
                  .with("limit", 50));
    } catch (ResourceFailure _) {
      // It only tells how far the task is, which goes on without being told.
      return from;
    }
    String last = "";
    int count = 0;
    for (JsonNode line : lines) {
      String text = line.path("t").asString("").strip();
      count += line.path("n").asInt(0) > 0 ? 1 : 0;
      last = text.isEmpty() || text.equals("no content") ? last : text;
    }
    if (!last.isEmpty()) {
      work.progress(last);
    }
    return last.isEmpty() ? from : from + count;
  }

  /** Warnings are success. */
  private void end(Upid task, String what, String exit, Work work) throws ResourceFailure {
    if (exit.equals("OK")) {
      return;
    }
    if (exit.startsWith("WARNINGS")) {
      work.progress(
          "done with warnings (" + exit.toLowerCase(Locale.ROOT) + ", " + task.text() + ")");
      return;
    }
    Fault fault = Fault.of(exit);
    if (fault == Fault.ALREADY) {
      return;
    }
    Kind kind = exit.equals("unexpected status") || exit.isEmpty() ? Kind.AMBIGUOUS : fault.kind();
    throw api.failure(kind, what, Refusal.text(fault, exit, api.user()));
  }
}
