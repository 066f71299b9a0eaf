package dev.phoenix.resource;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** What a resource type is given while it changes the world. */
public interface Work extends Neighbours {
  /**
   * Journals that the object now exists under this identity, before the operation ends: after a
   * crash it is found again by it.
   *
   * @throws ResourceFailure if that could not be written: nothing more may be made then
   */
  void exists(Identity identity) throws ResourceFailure;

  /**
   * Journals that a part of the operation is done, such as {@code cloned}. Nobody waits for the
   * disk: what is done is seen in the world, and this only says where the next run goes on.
   */
  default void reached(String part) {}

  /**
   * Journals what the server has begun to do by itself, such as the UPID of a task, and returns
   * when that is on disk: without its name nobody could tell later what became of it.
   *
   * @throws ResourceFailure if that could not be written
   */
  default void begun(String task) throws ResourceFailure {}

  /** What was journaled of this operation last, also by a run that did not end. */
  default Stage stage() {
    return Stage.NONE;
  }

  /** Says what is being done or waited for, such as {@code pulling nginx:1.27 (3 of 7 layers)}. */
  void progress(String what);

  Time time();

  /**
   * Ends waiting early when the user has interrupted the run.
   *
   * @throws ResourceFailure if so, as {@link #interrupted()} says it
   */
  void checkInterrupted() throws ResourceFailure;

  /** The neighbours whose own steps come before this one, which waits for them. */
  default Set<Address> before() {
    return Set.of();
  }

  /**
   * The gravest that the plan has said of what runs: nothing graver may be done to it. What is made
   * in this operation has nothing yet that could be disturbed.
   */
  Rule.Disruption announced();

  /** Whether this run deletes the neighbour, be it to make it anew. */
  default boolean goes(Address neighbour) {
    return false;
  }

  /**
   * Waits a moment.
   *
   * @throws ResourceFailure if the user has interrupted the run, or does so meanwhile
   */
  default void pause(Duration moment) throws ResourceFailure {
    checkInterrupted();
    try {
      time().sleep(moment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /**
   * Waits until there is room for one more; whoever is in leaves by {@link Semaphore#release()}.
   *
   * @throws ResourceFailure if the user has interrupted the run, or does so meanwhile
   */
  default void enter(Semaphore room) throws ResourceFailure {
    checkInterrupted();
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /**
   * What was begun may come to its end without us, so it is no failure that anything is undone for:
   * the next run looks what became of it.
   */
  static ResourceFailure interrupted() {
    return new ResourceFailure(
        ResourceFailure.Kind.AMBIGUOUS,
        "interrupted before it was seen to end; the next run looks what became of it and goes on"
            + " from there");
  }
}
