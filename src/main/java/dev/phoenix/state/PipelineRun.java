package dev.phoenix.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of the run of a pipeline, from the variables that its server sets. */
final class PipelineRun {
  private PipelineRun() {}

  /** Null outside of a pipeline. */
  static @Nullable String url(Map<String, String> environment) {
    String repository = environment.get("GITHUB_REPOSITORY");
    String server = environment.get("GITHUB_SERVER_URL");
    // Gitea sets GitHub's variables too, but its pages have the number that counts up.
    String run =
        environment.get(
            environment.containsKey("GITEA_ACTIONS") ? "GITHUB_RUN_NUMBER" : "GITHUB_RUN_ID");
    if (repository != null && server != null && run != null) {
      return server + "/" + repository + "/actions/runs/" + run;
    }
    String gitlab = environment.get("CI_JOB_URL");
    return gitlab == null ? environment.get("BUILD_URL") : gitlab;
  }
}
