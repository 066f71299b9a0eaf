package dev.phoenix.resource;

/**
 * How far an operation on an object had come when it was heard of last. What is there is said by
 * the world alone: this tells a person where a run goes on, and a run what may still be going on.
 *
 * @param reached the last part of it that was done, such as {@code cloned}; empty for none
 * @param task by which name the server knows what it was doing then, such as a UPID; empty for
 *     nothing
 */
public record Stage(String reached, String task) {
  /** Nothing is known of it. */
  public static final Stage NONE = new Stage("", "");

  public boolean isKnown() {
    return !reached.isEmpty() || !task.isEmpty();
  }

  /** For a person, behind an address: {@code cloned, then task UPID:...}. */
  public String words() {
    if (task.isEmpty()) {
      return reached;
    }
    return (reached.isEmpty() ? "" : reached + ", then ") + "task " + task;
  }
}
