package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.UnfitAttributeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks at every object at once, each on a virtual thread of its own. A read may wait for that of a
 * neighbour; one that would wait for itself in the end is told so.
 */
final class Refresh {
  private final ResourceTypes types;
  private final Subjects subjects;
  private final Lost lost;
  private final Diagnostics diagnostics;
  private final Map<Address, CompletableFuture<Observation>> answers = new LinkedHashMap<>();
  // Guarded by itself: whom each read is waiting for just now.
  private final Map<Address, Address> waiting = new HashMap<>();

  Refresh(ResourceTypes types, Subjects subjects, Diagnostics diagnostics) {
    this(types, subjects, new Lost(types, subjects, Set.of()), diagnostics);
  }

  /** One that asks nothing of what is lost. */
  Refresh(ResourceTypes types, Subjects subjects, Lost lost, Diagnostics diagnostics) {
    this.types = types;
    this.subjects = subjects;
    this.lost = lost;
    this.diagnostics = diagnostics;
  }

  /** What was observed of each of these. */
  SortedMap<Address, Observation> read(Collection<Address> addresses) {
    addresses.forEach(address -> answers.put(address, new CompletableFuture<>()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers.forEach((address, answer) -> threads.execute(() -> answer(address, answer)));
    }
    SortedMap<Address, Observation> observed = new TreeMap<>();
    answers.forEach((address, answer) -> observed.put(address, join(answer)));
    return observed;
  }

  /** Takes an observation that somebody has made already. */
  void knows(Address address, Observation observation) {
    answers.put(address, CompletableFuture.completedFuture(observation));
  }

  /** What one object may ask about others. */
  Neighbours neighbours(Address asking) {
    return new Reading(asking);
  }

  private void answer(Address address, CompletableFuture<Observation> answer) {
    try {
      answer.complete(look(address));
    } catch (RuntimeException | Error e) {
      // A bug: whoever waits for this answer, and read() above, throws it on.
      answer.completeExceptionally(e);
    }
  }

  private Observation look(Address address) {
    Subject subject = subject(address);
    if (lost.has(address) && !lost.isNamed(address)) {
      return new Observation.Absent();
    }
    try {
      Observation observed = types.of(address).read(subject, neighbours(address));
      if (lost.isNamed(address)) {
        // It is asked for one thing only: whether it is gone.
        Diagnostic refutation = lost.refutation(subject, observed, neighbours(address));
        if (refutation == null) {
          return new Observation.Absent();
        }
        diagnostics.add(refutation);
        return observed;
      }
      if (isInDoubt(subject, observed)) {
        throw new ResourceFailure(
            ResourceFailure.Kind.UNCLEAR,
            "an apply that was cut short had begun to make it, and what is there in its place does"
                + " not look like ours: "
                + ((Present) observed).claim().reason());
      }
      return observed;
    } catch (UnfitAttributeException e) {
      return unusable(subject, "cannot read " + address, e.advice(), "");
    } catch (ResourceFailure e) {
      String message = e.getMessage() == null ? "no reason given" : e.getMessage();
      return switch (e.kind()) {
        case PERMANENT, STALE -> unusable(subject, "cannot read " + address, message, "");
        case UNCLEAR ->
            unusable(subject, "nobody can say what " + address + " is", message, wayOut(subject));
        case RETRYABLE, AMBIGUOUS, UNREACHABLE -> new Observation.Unreachable(message);
      };
    }
  }

  private Observation unusable(Subject subject, String summary, String reason, String wayOut) {
    Resource desired = subject.desired();
    diagnostics.add(
        Diagnostic.error(summary, reason + wayOut)
            .at(desired == null ? null : desired.origin())
            .about(subject.address().toString()));
    return new Observation.Unreachable(reason);
  }

  /** What bears somebody else's mark is not what we were making, nor surely another. */
  private static boolean isInDoubt(Subject subject, Observation observed) {
    Recorded recorded = subject.recorded();
    return recorded != null
        && recorded.status() == Recorded.Status.INCOMPLETE
        && !recorded.identity().isKnown()
        && observed instanceof Present present
        && present.identity().isKnown()
        && present.claim().isForeign();
  }

  private static String wayOut(Subject subject) {
    String forget =
        subject.recorded() == null ? "" : "phoenix state forget " + subject.address() + " and ";
    return "\nphoenix takes none by itself. If one is the one that is meant: "
        + forget
        + "phoenix import "
        + subject.address()
        + " ID. If none is, give it another name in the files"
        + (forget.isEmpty() ? "." : ", and phoenix state forget " + subject.address() + ".");
  }

  private Subject subject(Address address) {
    Subject subject = subjects.find(address);
    if (subject == null) {
      throw new IllegalArgumentException("nobody knows " + address);
    }
    return subject;
  }

  private Observation await(Address asking, Address asked) {
    CompletableFuture<Observation> answer = answers.get(asked);
    if (answer == null) {
      throw new IllegalArgumentException(asking + " asks for " + asked + ", no dependency of it");
    }
    if (answer.isDone()) {
      return join(answer);
    }
    enter(asking, asked);
    try {
      return join(answer);
    } finally {
      synchronized (waiting) {
        waiting.remove(asking);
      }
    }
  }

  private void enter(Address asking, Address asked) {
    synchronized (waiting) {
      for (Address next = asked; next != null; next = waiting.get(next)) {
        if (next.equals(asking)) {
          throw new IllegalStateException(
              "the reads of " + asking + " and " + asked + " wait for each other");
        }
      }
      waiting.put(asking, asked);
    }
  }

  private static Observation join(CompletableFuture<Observation> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /** What one read may ask about others. */
  private final class Reading implements Neighbours {
    private final Address asking;

    Reading(Address asking) {
      this.asking = asking;
    }

    @Override
    public Subject subject(Address address) {
      return Refresh.this.subject(address);
    }

    @Override
    public SortedMap<String, Secret> secrets(Address address) {
      Resource desired = subject(address).desired();
      return desired == null ? new TreeMap<>() : desired.secrets();
    }

    @Override
    public Observation observation(Address address) {
      return await(asking, subjects.now(address));
    }
  }
}
