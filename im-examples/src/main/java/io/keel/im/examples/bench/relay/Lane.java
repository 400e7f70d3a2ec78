package io.keel.im.examples.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop, and what is to be flushed at the end of its turn. Used on that loop alone. */
final class Lane implements Runnable {

    private final EventLoop loop;
    private final List<RelayConnection> members = new ArrayList<>();
    private final List<RelayConnection> dirty = new ArrayList<>();
    private boolean scheduled;

    Lane(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    void join(RelayConnection connection) {
        connection.position = members.size();
        members.add(connection);
    }

    void leave(RelayConnection connection) {
        RelayConnection last = members.remove(members.size() - 1);
        if (last != connection) {
            last.position = connection.position;
            members.set(connection.position, last);
        }
    }

    /** Writes a frame to all but one; takes over the frame. */
    void broadcast(ByteBuf frame, @Nullable RelayConnection except) {
        for (int i = 0; i < members.size(); i++) {
            RelayConnection member = members.get(i);
            if (member != except) {
                member.write(frame.retainedDuplicate());
            }
        }
        frame.release();
    }

    /** The loop runs its tasks after the reads of a turn, so this merges all that those reads have caused. */
    void flushLater(RelayConnection connection) {
        dirty.add(connection);
        if (!scheduled) {
            scheduled = true;
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }
}
