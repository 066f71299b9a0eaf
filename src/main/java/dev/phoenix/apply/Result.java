package dev.phoenix.apply;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;

/** What came of one operation on the world. */
sealed interface Result {
  /** The object is as wanted, under this identity; a deleted one has none. */
  record Success(Identity identity) implements Result {}

  /**
   * It is not as wanted.
   *
   * @param touched whether the world may have been changed
   * @param identity under which the object is known to exist
   */
  record Failure(ResourceFailure failure, boolean touched, Identity identity) implements Result {}

  /** A mistake in phoenix itself. */
  record Bug(Throwable thrown) implements Result {}
}
