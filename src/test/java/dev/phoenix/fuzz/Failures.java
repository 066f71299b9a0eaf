package dev.phoenix.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The cases that failed, each with the command that plays it again. */
public final class Failures {
  private final String again;
  private final List<String> all = Collections.synchronizedList(new ArrayList<>());

  /**
   * None yet.
   *
   * @param again arguments of Maven, with a place for the seed
   */
  public Failures(String again) {
    this.again = again;
  }

  /** A case that may fail. */
  public interface Case {
    void go() throws Exception;
  }

  /** Goes through it, and on if it fails. */
  public void of(long seed, Case one) {
    try {
      one.go();
    } catch (Exception | AssertionError failure) {
      String text = "%nagain: ./mvnw %s%n%s".formatted(again.formatted(seed), failure);
      System.out.println(text);
      all.add(text);
    }
  }

  public List<String> all() {
    return List.copyOf(all);
  }
}
