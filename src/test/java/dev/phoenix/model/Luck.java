package dev.phoenix.model;

import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import dev.phoenix.world.World.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the operations of one apply meet, the same for the same seed in whatever order they come;
 * and what they were.
 */
final class Luck implements World.Faults {
  private static final Fault[] BAD = {
    Fault.PERMANENT,
    Fault.RETRYABLE,
    Fault.AMBIGUOUS_BEFORE,
    Fault.AMBIGUOUS_AFTER,
    Fault.UNREACHABLE,
    Fault.HALF,
  };

  private final Site site;
  private final long seed;
  private final int oneIn;
  private final int interruptAt;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /**
   * Luck of an apply.
   *
   * @param oneIn of so many operations one fails; 0 for none
   * @param interruptAt the operation during which the user interrupts; 0 for none
   */
  Luck(Site site, long seed, int oneIn, int interruptAt) {
    this.site = site;
    this.seed = seed;
    this.oneIn = oneIn;
    this.interruptAt = interruptAt;
  }

  /** {@code create key} and the like, in the order in which they were begun. */
  List<String> done() {
    return List.copyOf(done);
  }

  @Override
  public Fault of(String operation, String key) {
    String name = operation + " " + key;
    done.add(name);
    int attempt = attempts.merge(name, 1, Integer::sum);
    if (count.incrementAndGet() == interruptAt) {
      site.interrupt();
    }
    Random random = new Random(seed ^ ((long) name.hashCode() << 8) ^ attempt);
    random.nextInt();
    return oneIn == 0 || random.nextInt(oneIn) > 0 ? Fault.NONE : BAD[random.nextInt(BAD.length)];
  }
}
