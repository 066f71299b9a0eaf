package dev.phoenix.git;

/**
 * Where a branch is pushed to.
 *
 * @param remote its name or address
 * @param branch as the remote calls it, in full
 * @param tracking what was last seen of it, in full
 */
record Upstream(String remote, String branch, String tracking) {
  private static final String BRANCHES = "refs/heads/";

  static Upstream of(Git git) throws InterruptedException {
    String local = git.ask("symbolic-ref", "-q", "--short", "HEAD");
    return new Upstream(
        git.ask("config", "branch." + local + ".remote"),
        git.ask("config", "branch." + local + ".merge"),
        git.ask("rev-parse", "--symbolic-full-name", "@{upstream}"));
  }

  /** For a person. */
  String name() {
    String branch =
        this.branch.startsWith(BRANCHES) ? this.branch.substring(BRANCHES.length()) : this.branch;
    return remote + "/" + branch;
  }
}
