package dev.phoenix.resource;

/**
 * What changing one attribute of a type means.
 *
 * @param attribute its path, such as {@code disks.*.size}, where {@code *} is any one member;
 *     covers what lies in it too, so that {@code *} alone covers those without a rule of their own
 * @param onChange what has to be done
 * @param disruption what the change does to what runs
 */
public record Rule(String attribute, OnChange onChange, Disruption disruption) {

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

  public static Rule record(String attribute) {
    return new Rule(attribute, OnChange.RECORD, Disruption.NONE);
  }
}
