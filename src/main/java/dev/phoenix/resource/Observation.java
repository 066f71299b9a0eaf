package dev.phoenix.resource;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the world answered about one object: there, not there, or no answer. */
public sealed interface Observation {

  /**
   * The object is there.
   *
   * @param attributes those that could be read, in the canonical spelling of the type; one that is
   *     missing here is not observable and counts as recorded
   * @param secrets those that the world shows in clear, by path; one that is missing counts as
   *     recorded
   * @param claim whether we may take it without being asked to
   * @param disruptions what changing an attribute does just now, by path, where that is other than
   *     the rules of the type say: to one that does not run nothing is a disruption
   */
  record Present(
      Identity identity,
      Attributes attributes,
      SortedMap<String, Secret> secrets,
      Claim claim,
      SortedMap<String, Rule.Disruption> disruptions)
      implements Observation {
    public Present {
      disruptions = Collections.unmodifiableSortedMap(new TreeMap<>(disruptions));
    }

    public Present(
        Identity identity, Attributes attributes, SortedMap<String, Secret> secrets, Claim claim) {
      this(identity, attributes, secrets, claim, new TreeMap<>());
    }

    public Present(Identity identity, Attributes attributes) {
      this(identity, attributes, new TreeMap<>(), Claim.FREE);
    }
  }

  /** The object is not there: somebody who knows said so. */
  record Absent() implements Observation {}

  /**
   * Nobody could say: no connection, no right, no answer in time. Never counts as absent.
   *
   * @param reason for the person: what was tried and what happened
   */
  record Unreachable(String reason) implements Observation {
    /** The reason with the mark at its end that a sentence needs before another follows. */
    public String sentence() {
      return reason.matches("(?s).*[.?!]") ? reason : reason + ".";
    }
  }

  /** Whose an object is that exists. */
  record Claim(Kind kind, @Nullable String reason) {
    /** Carries our mark, or its kind bears none: adopting it is an ordinary change. */
    public static final Claim FREE = new Claim(Kind.FREE, null);

    /** Somebody else's by all we can see: it is taken only when the user names it. */
    public static Claim foreign(String reason) {
      return new Claim(Kind.FOREIGN, reason);
    }

    /** It was there before us and is used as it is: taken without being asked to, never deleted. */
    public static Claim borrowed(String reason) {
      return new Claim(Kind.BORROWED, reason);
    }

    public boolean isBorrowed() {
      return kind == Kind.BORROWED;
    }

    public boolean isForeign() {
      return kind == Kind.FOREIGN;
    }

    /** Free to adopt, free to use, or only when asked. */
    public enum Kind {
      FREE,
      BORROWED,
      FOREIGN
    }
  }
}
