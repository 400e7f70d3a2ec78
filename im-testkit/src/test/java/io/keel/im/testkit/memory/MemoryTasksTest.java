package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryTasks;
import io.keel.im.spi.Tasks;
import io.keel.im.testkit.tck.TasksTck;

class MemoryTasksTest extends TasksTck {
    @Override
    protected Tasks newTasks() {
        return MemoryTasks.create();
    }
}
