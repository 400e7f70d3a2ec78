package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryWorkerIds;
import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.tck.WorkerIdsTck;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class MemoryWorkerIdsTest extends WorkerIdsTck {
    private @Nullable MemoryWorkerIds ids;

    @Override
    protected List<WorkerIds> newWorkerIds(int count) {
        MemoryWorkerIds fresh = new MemoryWorkerIds(count);
        ids = fresh;
        return List.of(fresh, fresh);
    }

    @Override
    protected void lapse(int worker) {
        Objects.requireNonNull(ids).lapse(worker);
    }
}
