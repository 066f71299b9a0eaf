package dev.phoenix.resource;

/** What a resource type is given while it changes the world. */
public interface Work extends Neighbours {
  /**
   * Journals that the object now exists under this identity, before the operation ends: after a
   * crash it is found again by it.
   */
  void exists(Identity identity);

  /** Says what is being done or waited for, such as {@code pulling nginx:1.27 (3 of 7 layers)}. */
  void progress(String what);

  Time time();

  /**
   * Ends waiting early when the user has interrupted the run.
   *
   * @throws ResourceFailure if so
   */
  void checkInterrupted() throws ResourceFailure;
}
