package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Step step(int number, Integer... after) {
    return new Step(
        number, Address.parse("stack/web1/s" + number), Step.Operation.UPDATE, List.of(after));
  }

  @Test
  void whatFailedBeforeItsTurnNeverHasOne() {
    Step ground = step(1);
    Step bad = step(2, 1);
    Step behind = step(3, 2);
    Schedule schedule = new Schedule(List.of(ground, bad, behind), _ -> List.of());
    assertThat(schedule.failed(bad)).containsExactly(behind);
    assertThat(schedule.next()).isEqualTo(ground);
    schedule.done(ground);
    assertThat(schedule.next()).isNull();
  }
}
