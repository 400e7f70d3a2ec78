package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Dockerfile, taken apart.
 *
 * @param stages in their order
 */
record Dockerfile(List<Stage> stages) {

    /**
     * One stage.
     *
     * @param name what it is called
     * @param base what it begins with
     * @param instructions those after {@code FROM}
     */
    record Stage(String name, String base, List<Instruction> instructions) {

        /** What the last instruction of a kind says. */
        Optional<String> last(String kind) {
            return instructions.stream()
                    .filter(each -> each.kind().equals(kind))
                    .map(Instruction::text)
                    .reduce((earlier, later) -> later);
        }

        Set<String> ports() {
            return Set.of(last("EXPOSE").orElse("").split(" "));
        }
    }

    /**
     * One instruction.
     *
     * @param kind its first word, in capital letters
     * @param text the rest, in one line
     */
    record Instruction(String kind, String text) {

        /** The words, options left out. */
        List<String> words() {
            return Arrays.stream(text.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        Optional<String> option(String name) {
            return Arrays.stream(text.split("\\s+"))
                    .filter(word -> word.startsWith("--" + name + "="))
                    .map(word -> word.substring(name.length() + 3))
                    .findFirst();
        }
    }

    static Dockerfile parse(String text) {
        String joined =
                text.lines().filter(line -> !line.strip().startsWith("#")).collect(Collectors.joining("\n"));
        List<Stage> stages = new ArrayList<>();
        for (String line : joined.replaceAll("\\\\\n\\s*", " ").split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", 2);
            Instruction instruction =
                    new Instruction(parts[0].toUpperCase(Locale.ROOT), parts.length == 1 ? "" : parts[1]);
            if (instruction.kind().equals("FROM")) {
                List<String> words = instruction.words();
                stages.add(new Stage(words.size() == 3 ? words.get(2) : "", words.get(0), new ArrayList<>()));
            } else {
                stages.get(stages.size() - 1).instructions().add(instruction);
            }
        }
        return new Dockerfile(stages);
    }

    Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** What an instruction in exec form says; empty if it has another form. */
    static List<String> exec(String text) {
        String array = text.strip();
        if (!array.startsWith("[") || !array.endsWith("]")) {
            return List.of();
        }
        return Node.documents(array).get(0).texts();
    }
}
