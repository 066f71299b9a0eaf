package dev.phoenix.lab.engine;

/**
 * A release of the engine.
 *
 * @param version as it names itself
 * @param api the newest API version it speaks
 * @param oldest the oldest one
 */
public record Release(String version, String api, String oldest) {
  /** Debian's own package, of which the recorded answers are. */
  public static final Release DISTRIBUTION = new Release("20.10.24+dfsg1", "1.41", "1.12");

  /** Docker's package repository. */
  public static final Release DOCKER_CE = new Release("28.3.3", "1.51", "1.24");

  /**
   * Lets a version of the API pass.
   *
   * @throws Refusal if this release does not speak it, in the words of engines since 20.10
   */
  void accept(String asked) {
    if (minor(asked) < minor(oldest)) {
      throw new Refusal(
          400,
          "client version %s is too old. Minimum supported API version is %s, please upgrade your client to a newer version"
              .formatted(asked, oldest));
    }
    if (minor(asked) > minor(api)) {
      throw new Refusal(
          400,
          "client version %s is too new. Maximum supported API version is %s"
              .formatted(asked, api));
    }
  }

  /** All versions there have been begin with 1. */
  private static int minor(String version) {
    return Integer.parseInt(version.substring(version.indexOf('.') + 1));
  }
}
