package dev.phoenix.plan;

import dev.phoenix.resource.Rule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attribute that differs.
 *
 * @param path dotted from the attribute's name down to the member of an object that differs, such
 *     as {@code services.web.state}
 * @param before as observed (as recorded where it cannot be observed); null if it was not there or
 *     is sensitive
 * @param after as wanted; null if it is to go or is sensitive
 * @param sensitive whether it is a secret: both values are null
 * @param disruption what the change does to what runs
 * @param restless whether it changes by itself, so that what it is just now is no part of what the
 *     plan means
 */
public record AttributeChange(
    String path,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    Cause cause,
    boolean sensitive,
    Rule.OnChange onChange,
    Rule.Disruption disruption,
    boolean restless) {

  /** Of one that changes only when somebody changes it. */
  public AttributeChange(
      String path,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      Cause cause,
      boolean sensitive,
      Rule.OnChange onChange,
      Rule.Disruption disruption) {
    this(path, before, after, cause, sensitive, onChange, disruption, false);
  }
}
