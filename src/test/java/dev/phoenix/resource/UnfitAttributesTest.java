package dev.phoenix.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a state holds may have been edited by hand. */
class UnfitAttributesTest {
  private final Attributes attributes =
      Attributes.builder().put("url", JsonNodeFactory.instance.arrayNode().add(1)).build();

  @Test
  void whatIsMissingOrOfAnotherKindIsToldWithTheWayBack() {
    assertThatThrownBy(() -> attributes.text("name"))
        .isInstanceOfSatisfying(
            UnfitAttributeException.class,
            unfit ->
                assertThat(unfit.advice())
                    .contains("the attribute name is missing among [url]")
                    .contains("phoenix state restore"));
    assertThatThrownBy(() -> attributes.text("url"))
        .isInstanceOf(UnfitAttributeException.class)
        .hasMessage("the attribute url is no text but array");
    assertThatThrownBy(() -> attributes.number("url", 0))
        .isInstanceOf(UnfitAttributeException.class);
    assertThatThrownBy(() -> attributes.flag("url", false))
        .isInstanceOf(UnfitAttributeException.class);
  }
}
