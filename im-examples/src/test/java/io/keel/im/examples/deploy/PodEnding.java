package io.keel.im.examples.deploy;

import java.util.List;

/**
 * How a pod is ended.
 *
 * @param grace after how many seconds it is killed
 * @param preStop for how many seconds of these it is not told yet
 */
record PodEnding(int grace, int preStop) {

    /** What Kubernetes gives a pod that says nothing. */
    private static final int DEFAULT_GRACE = 30;

    static PodEnding of(Node pod, Node container) {
        Node grace = pod.at("terminationGracePeriodSeconds");
        return new PodEnding(
                grace.isThere() ? Integer.parseInt(grace.text()) : DEFAULT_GRACE,
                seconds(container.at("lifecycle", "preStop")));
    }

    /** For how long a hook sleeps, which is all that ours do. */
    private static int seconds(Node hook) {
        List<String> command = hook.at("exec", "command").texts();
        String seconds = command.isEmpty() ? hook.at("sleep", "seconds").text() : command.get(command.size() - 1);
        return seconds.isEmpty() ? 0 : Integer.parseInt(seconds);
    }

    /** Whether a process ends by itself that takes so many seconds from when it is told. */
    boolean allows(int seconds) {
        return grace > preStop + seconds;
    }

    @Override
    public String toString() {
        return "is killed after " + grace + " s, of which preStop takes " + preStop;
    }
}
