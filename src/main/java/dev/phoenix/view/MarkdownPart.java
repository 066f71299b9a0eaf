package dev.phoenix.view;

/** The parts of a plan in Markdown, as they follow each other. */
enum MarkdownPart {
  DENIED("Denied", "Nothing of this plan is done while this stands in it."),
  LOST(
      "Blocked, and goes all the same",
      "What it lives in takes it along; it cannot be made anew now."),
  BLOCKED("Blocked", "Stays as it is, with what waits for it."),
  DEFERRED("Deferred", "Nobody can look at it now; an apply plans it when that is possible."),
  DESTROYS("Deletes, makes anew, reboots or loses data", ""),
  RESTARTS("Restarts what runs", ""),
  CHANGES("Changes", ""),
  CREATES("Creates", "");

  private final String title;
  private final String explanation;

  MarkdownPart(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  String title() {
    return title;
  }

  /** Empty if the title says it all. */
  String explanation() {
    return explanation;
  }

  /** Whether nobody may agree to a plan without having seen it. */
  boolean isGrave() {
    return this == DENIED || this == LOST || this == DESTROYS;
  }
}
