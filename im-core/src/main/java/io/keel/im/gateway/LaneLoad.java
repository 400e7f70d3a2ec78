package io.keel.im.gateway;

/** How many requests of a lane's connections wait for their answers, and how many may. Used on the lane. */
final class LaneLoad {

    private int waiting;
    private int most = Integer.MAX_VALUE;

    void opened() {
        waiting++;
    }

    void closed(int requests) {
        waiting -= requests;
    }

    /** Sets this lane's share of what the gateway allows. */
    void share(int inAll, int lanes) {
        most = Math.max(1, inAll / Math.max(1, lanes));
    }

    boolean full() {
        return waiting >= most;
    }
}
