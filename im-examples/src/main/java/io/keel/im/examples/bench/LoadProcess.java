package io.keel.im.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The load client of one server. It answers each instruction by one line. */
public final class LoadProcess implements AutoCloseable {

    private final Child child;
    private final BufferedReader answers;

    public LoadProcess(String name, List<String> command, Map<String, String> environment, Path logs)
            throws IOException {
        child = Child.talking(name, command, environment, logs);
        answers = child.output();
    }

    public long pid() {
        return child.pid();
    }

    /** Has an instruction obeyed. */
    public Figures obey(String instruction) throws IOException, RoundFailedException {
        child.tell(instruction);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load client has ended: " + child.lastWords());
        }
        if (!answer.startsWith("ok")) {
            throw new RoundFailedException(answer);
        }
        return Figures.parse(answer);
    }

    @Override
    public void close() {
        child.close();
    }
}
