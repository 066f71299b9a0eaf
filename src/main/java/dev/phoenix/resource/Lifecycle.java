package dev.phoenix.resource;

import dev.phoenix.diagnostic.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files say about how some objects may change, whatever their type.
 *
 * @param of which objects
 * @param protect whether they may neither be deleted nor made anew; null leaves it as it is
 * @param ignoreChanges attributes that somebody else looks after, by path; what an object has of
 *     them once it is made is left alone
 * @param dependsOn what has to be there first beside what they need anyway
 * @param replaceTriggeredBy what they are made anew with when it is changed
 */
public record Lifecycle(
    AddressPattern of,
    @Nullable Boolean protect,
    List<String> ignoreChanges,
    List<AddressPattern> dependsOn,
    List<AddressPattern> replaceTriggeredBy,
    Position position) {
  public Lifecycle {
    ignoreChanges = List.copyOf(ignoreChanges);
    dependsOn = List.copyOf(dependsOn);
    replaceTriggeredBy = List.copyOf(replaceTriggeredBy);
  }
}
