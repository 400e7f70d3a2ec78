package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryStatistics;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.testkit.tck.StatisticsStoreTck;

class MemoryStatisticsTest extends StatisticsStoreTck {

    @Override
    protected StatisticsStore newStatistics() {
        return new MemoryStatistics();
    }
}
