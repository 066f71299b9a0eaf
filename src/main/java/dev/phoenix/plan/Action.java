package dev.phoenix.plan;

/** What the plan does with one resource, with the sign that users see. */
public enum Action {
  CREATE("+"),
  UPDATE("~"),
  /** Deleted and made anew. */
  REPLACE("±"),
  DELETE("-"),
  /** Exists but was not recorded: recorded, and changed where it differs. */
  ADOPT("&"),
  /** Recorded but gone from the world and from the files: only the record is dropped. */
  FORGET("."),
  /** Same object under another address: only the record changes, and what else differs. */
  MOVE(">"),
  NO_OP(" ");

  private final String sign;

  Action(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }
}
