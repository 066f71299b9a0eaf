package dev.phoenix.plan;

/**
 * How many resources a plan leaves as they are.
 *
 * @param unchanged those that were looked at
 * @param unseen those that nobody could look at: what was recorded of them is taken as it is
 */
public record Still(int unchanged, int unseen) {
  public static final Still NONE = new Still(0, 0);

  public Still plus(Still more) {
    return new Still(unchanged + more.unchanged, unseen + more.unseen);
  }
}
