package dev.phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes the same fleet for phoenix ({@code fleet.json}) and for Terraform ({@code main.tf}). */
final class FleetGenerator {
  private record Thing(int number, List<Integer> dependencies) {}

  private FleetGenerator() {}

  /**
   * Hosts of one chain and six stacks each, as on a real fleet: docker, agent, endpoint, stacks.
   *
   * @param size how many resources
   */
  static void write(Path folder, int size, long seed) throws IOException {
    List<Thing> things = things(size, new Random(seed));
    StringBuilder json = new StringBuilder("{\"things\": [\n");
    StringBuilder terraform = new StringBuilder();
    for (Thing thing : things) {
      json.append(thing.number() == 0 ? "" : ",\n")
          .append(
              "{\"name\": \"t%d\", \"input\": \"value %d\", "
                  .formatted(thing.number(), thing.number()))
          .append("\"dependencies\": [");
      terraform
          .append("resource \"terraform_data\" \"t%d\" {\n".formatted(thing.number()))
          .append("  input = \"value %d\"\n".formatted(thing.number()))
          .append("  depends_on = [");
      String comma = "";
      for (int dependency : thing.dependencies()) {
        json.append(comma).append("\"t").append(dependency).append('"');
        terraform.append(comma).append("terraform_data.t").append(dependency);
        comma = ", ";
      }
      json.append("]}");
      terraform.append("]\n}\n");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("fleet.json"), json.append("\n]}\n"));
    Files.writeString(folder.resolve("main.tf"), terraform);
  }

  private static List<Thing> things(int size, Random random) {
    List<Thing> things = new ArrayList<>();
    int endpoint = 0;
    for (int number = 0; number < size; number++) {
      int place = number % 10;
      List<Integer> dependencies =
          switch (place) {
            case 0 -> List.of();
            case 1, 2, 3 -> List.of(number - 1);
            default -> {
              int other = endpoint < 10 ? endpoint : random.nextInt(endpoint / 10) * 10 + 3;
              yield other == endpoint ? List.of(endpoint) : List.of(endpoint, other);
            }
          };
      endpoint = place == 3 ? number : endpoint;
      things.add(new Thing(number, dependencies));
    }
    return things;
  }
}
