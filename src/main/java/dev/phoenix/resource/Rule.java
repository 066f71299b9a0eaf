package dev.phoenix.resource;

/**
 * What changing one attribute of a type means.
 *
 * @param attribute its path, such as {@code disks.*.size}, where {@code *} is any one member;
 *     covers what lies in it too, so that {@code *} alone covers those without a rule of their own
 * @param onChange what has to be done
 * @param disruption what the change does to what runs
 * @param instead what a person can do in place of a change that is refused, as sentences
 */
public record Rule(String attribute, OnChange onChange, Disruption disruption, String instead) {
  private static final String USUAL =
      "Put the old value back, or take it out of the files, apply, and add it again once what it"
          + " holds is safe.";

  public Rule(String attribute, OnChange onChange, Disruption disruption) {
    this(attribute, onChange, disruption, USUAL);
  }

  /** What a difference in an attribute leads to. */
  public enum OnChange {
    /** The object is changed in place. */
    UPDATE,
    /** The object is deleted and made anew. */
    REPLACE,
    /** A number that may become larger in place; smaller is refused. */
    GROW,
    /** Cannot be changed without losing something: the plan says so and does not go on. */
    REFUSE,
    /** Only says how we reach or handle the object: it is recorded, nothing is done. */
    RECORD
  }

  /** What a change does to what runs, mildest first. */
  public enum Disruption {
    NONE,
    RESTART,
    REBOOT,
    RECREATE
  }

  public static Rule update(String attribute) {
    return new Rule(attribute, OnChange.UPDATE, Disruption.NONE);
  }

  public static Rule restart(String attribute) {
    return new Rule(attribute, OnChange.UPDATE, Disruption.RESTART);
  }

  public static Rule reboot(String attribute) {
    return new Rule(attribute, OnChange.UPDATE, Disruption.REBOOT);
  }

  public static Rule grow(String attribute) {
    return new Rule(attribute, OnChange.GROW, Disruption.NONE);
  }

  public static Rule replace(String attribute) {
    return new Rule(attribute, OnChange.REPLACE, Disruption.RECREATE);
  }

  public static Rule refuse(String attribute) {
    return new Rule(attribute, OnChange.REFUSE, Disruption.NONE);
  }

  /** Where there is another way out than usual. */
  public static Rule refuse(String attribute, String instead) {
    return new Rule(attribute, OnChange.REFUSE, Disruption.NONE, instead);
  }

  public static Rule record(String attribute) {
    return new Rule(attribute, OnChange.RECORD, Disruption.NONE);
  }
}
