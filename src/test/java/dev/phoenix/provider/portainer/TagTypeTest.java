package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TagTypeTest {
  private static final Resource TAG =
      FakeWork.resource("tag/production", "{'server':'server/main','name':'production'}", Map.of());

  private final PortainerServerStub stub = new PortainerServerStub();
  private final ResourceType tags = stub.type("tag");

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void isMadeUnderTheIdThatTheServerGives() throws Exception {
    stub.answer("GET", "/api/tags", 200, "[]");
    stub.answer("POST", "/api/tags", 200, Recording.body("environments", "tag"));
    assertThat(tags.read(FakeWork.wanted(TAG), stub.work)).isEqualTo(new Observation.Absent());
    Identity made = tags.create(TAG, stub.work);
    assertThat(made.part("id")).isEqualTo("1");
    assertThat(stub.work.journal).containsExactly(made);
    assertThat(stub.sent("POST", "/api/tags")).isEqualTo("{\"Name\":\"production\"}");
  }

  @Test
  void oneThatIsThereByNowIsTaken() throws Exception {
    stub.answers("GET", "/api/tags", 200, "[]", Recording.body("environments", "list tags"));
    stub.answer("POST", "/api/tags", 409, Recording.body("environments", "tag again"));
    assertThat(tags.create(TAG, stub.work).part("id")).isEqualTo("1");
  }

  @Test
  void isNeverChanged() throws Exception {
    stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
    Observation.Present seen = (Observation.Present) tags.read(FakeWork.wanted(TAG), stub.work);
    assertThat(seen.attributes()).isEqualTo(TAG.attributes());
    assertThat(tags.update(TAG, seen, stub.work)).isEqualTo(seen.identity());
    assertThat(stub.asked()).allMatch(asked -> asked.startsWith("GET "));
  }

  @Test
  void isDeletedOnceAndForAll() throws Exception {
    stub.answers("GET", "/api/tags", 200, Recording.body("environments", "list tags"), "[]");
    stub.answer("DELETE", "/api/tags/1", 204, "");
    tags.delete(PortainerLab.recorded(TAG, Identity.UNKNOWN), stub.work);
    tags.delete(PortainerLab.recorded(TAG, Identity.UNKNOWN), stub.work);
    assertThat(stub.asked()).filteredOn(asked -> asked.equals("DELETE /api/tags/1")).hasSize(1);
  }

  @Test
  void oneThatWasThereBeforeIsUsedAndStays() throws Exception {
    stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
    Observation.Present seen = (Observation.Present) tags.read(FakeWork.wanted(TAG), stub.work);
    assertThat(seen.claim().isBorrowed()).isTrue();

    Recorded recorded = PortainerLab.recorded(TAG, seen.identity());
    Subject left = new Subject(TAG.address(), null, recorded);
    assertThat(tags.read(left, stub.work))
        .isInstanceOfSatisfying(
            Observation.Present.class, it -> assertThat(it.claim().isBorrowed()).isTrue());
    tags.delete(recorded, stub.work);

    assertThat(stub.asked()).allMatch(asked -> asked.startsWith("GET "));
  }

  @Test
  void goneBetweenLookAndDeleteIsDeleted() throws Exception {
    stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
    stub.answer("DELETE", "/api/tags/1", 404, "{\"message\":\"Unable to find a tag\"}");
    tags.delete(PortainerLab.recorded(TAG, Identity.UNKNOWN), stub.work);
    assertThat(stub.asked()).contains("DELETE /api/tags/1");
  }
}
