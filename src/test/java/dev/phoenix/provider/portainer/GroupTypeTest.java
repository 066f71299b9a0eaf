package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupTypeTest {
  private static final String TWIN =
      "["
          + Recording.body("environments", "group")
          + ","
          + Recording.body("environments", "group of the same name")
          + "]";

  private final PortainerServerStub stub = new PortainerServerStub();
  private final ResourceType groups = stub.type("group");

  @BeforeEach
  void world() {
    stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private static Resource group(String description, String tag) {
    return FakeWork.resource(
        "group/lab",
        "{'server':'server/main','name':'lab','description':'%s','tags':['%s']}"
            .formatted(description, tag),
        Map.of());
  }

  @Test
  void isMadeWithTheIdsOfItsTags() throws Exception {
    stub.answer("GET", "/api/endpoint_groups", 200, "[]");
    stub.answer("POST", "/api/endpoint_groups", 200, Recording.body("environments", "group"));
    Resource group = group("lab hosts", "production");
    assertThat(groups.read(FakeWork.wanted(group), stub.work)).isEqualTo(new Observation.Absent());
    assertThat(groups.create(group, stub.work).part("id")).isEqualTo("2");
    assertThat(stub.sent("POST", "/api/endpoint_groups"))
        .isEqualTo("{\"Name\":\"lab\",\"Description\":\"lab hosts\",\"TagIDs\":[1]}");
  }

  @Test
  void readsARecordedGroupWithTheNamesOfItsTags() throws Exception {
    stub.answer(
        "GET", "/api/endpoint_groups", 200, "[" + Recording.body("environments", "group") + "]");
    Resource group = group("lab hosts", "production");
    assertThat(groups.read(FakeWork.wanted(group), stub.work))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            seen -> assertThat(seen.attributes()).isEqualTo(group.attributes()));
  }

  @Test
  void cannotBeReadWithoutTheTags() throws Exception {
    stub.answer("GET", "/api/endpoint_groups", 200, "[]");
    stub.answer("GET", "/api/tags", 403, "{\"message\":\"Access denied\"}");
    assertThat(groups.read(FakeWork.wanted(group("", "production")), stub.work))
        .isInstanceOf(Observation.Unreachable.class);
  }

  /** The server keeps the old text where the new one is empty. */
  @Test
  void aDescriptionIsTakenAwayByABlank() throws Exception {
    stub.answer(
        "GET", "/api/endpoint_groups", 200, "[" + Recording.body("environments", "group") + "]");
    stub.answer("PUT", "/api/endpoint_groups/2", 200, "{}");
    Resource group = group("", "production");
    Observation.Present seen = (Observation.Present) groups.read(FakeWork.wanted(group), stub.work);
    assertThat(groups.update(group, seen, stub.work)).isEqualTo(seen.identity());
    assertThat(stub.sent("PUT", "/api/endpoint_groups/2"))
        .isEqualTo("{\"Name\":\"lab\",\"Description\":\" \",\"TagIDs\":[1]}");
  }

  @Test
  void ofTwoOfOneNameNoneIsGuessed() {
    stub.answer("GET", "/api/endpoint_groups", 200, TWIN);
    assertThatThrownBy(() -> groups.read(FakeWork.wanted(group("", "production")), stub.work))
        .hasMessage(
            "server/main: there are 2 groups named lab (ids 2, 3). Delete or rename all but one in Portainer.");
  }

  /** What the files do not say of a group stays, and it is not ours to delete. */
  @Test
  void oneThatIsOnlyNamedIsUsedAsItIs() throws Exception {
    stub.answer(
        "GET", "/api/endpoint_groups", 200, "[" + Recording.body("environments", "group") + "]");
    stub.answer("PUT", "/api/endpoint_groups/2", 200, "{}");
    Resource named =
        FakeWork.resource("group/lab", "{'server':'server/main','name':'lab'}", Map.of());
    Observation.Present seen = (Observation.Present) groups.read(FakeWork.wanted(named), stub.work);
    assertThat(seen.claim().isBorrowed()).isTrue();
    assertThat(groups.update(named, seen, stub.work)).isEqualTo(seen.identity());
    assertThat(stub.sent("PUT", "/api/endpoint_groups/2")).isEqualTo("{\"Name\":\"lab\"}");

    Recorded recorded = PortainerLab.recorded(named, seen.identity());
    Subject left = new Subject(named.address(), null, recorded);
    assertThat(groups.read(left, stub.work))
        .isInstanceOfSatisfying(
            Observation.Present.class, it -> assertThat(it.claim().isBorrowed()).isTrue());
    groups.delete(recorded, stub.work);
    assertThat(stub.asked()).doesNotContain("DELETE /api/endpoint_groups/2");
  }

  @Test
  void oneThatWasMadeIsDeletedThoughItIsOnlyNamed() throws Exception {
    stub.answer("GET", "/api/endpoint_groups", 200, "[]");
    stub.answer("POST", "/api/endpoint_groups", 200, Recording.body("environments", "group"));
    Resource named =
        FakeWork.resource("group/lab", "{'server':'server/main','name':'lab'}", Map.of());
    Identity made = groups.create(named, stub.work);
    stub.answer(
        "GET", "/api/endpoint_groups", 200, "[" + Recording.body("environments", "group") + "]");
    Subject kept = new Subject(named.address(), named, PortainerLab.recorded(named, made));
    assertThat(groups.read(kept, stub.work))
        .isInstanceOfSatisfying(
            Observation.Present.class, it -> assertThat(it.claim().isBorrowed()).isFalse());
  }

  @Test
  void isDeletedByItsIdWhereOneIsKnown() throws Exception {
    stub.answer("GET", "/api/endpoint_groups", 200, TWIN);
    stub.answer("DELETE", "/api/endpoint_groups/3", 204, "");
    String instance =
        Recording.response("auth", "status, public").at("/body/InstanceID").asString("");
    groups.delete(
        PortainerLab.recorded(
            group("", "production"), Identity.of(Map.of("instance", instance, "id", "3"))),
        stub.work);
    assertThat(stub.asked()).contains("DELETE /api/endpoint_groups/3");
  }
}
