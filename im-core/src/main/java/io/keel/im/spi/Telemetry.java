package io.keel.im.spi;

import io.keel.im.spi.telemetry.BusTelemetry;
import io.keel.im.spi.telemetry.CallTelemetry;
import io.keel.im.spi.telemetry.ConnectionTelemetry;
import io.keel.im.spi.telemetry.DeliveryTelemetry;
import io.keel.im.spi.telemetry.GaugeTelemetry;
import io.keel.im.spi.telemetry.JobTelemetry;
import io.keel.im.spi.telemetry.LogicTelemetry;
import io.keel.im.spi.telemetry.ProcessTelemetry;
import io.keel.im.spi.telemetry.RequestTelemetry;
import io.keel.im.spi.telemetry.StoreTelemetry;

/**
 * Hears what happens, for metrics: one port for each subject, together. Every method does nothing by default, must answer at
 * once, must not fail, and may be called from any thread.
 */
public interface Telemetry
        extends ConnectionTelemetry,
                RequestTelemetry,
                DeliveryTelemetry,
                LogicTelemetry,
                StoreTelemetry,
                BusTelemetry,
                CallTelemetry,
                JobTelemetry,
                ProcessTelemetry,
                GaugeTelemetry {

    /** Hears nothing. */
    Telemetry NONE = new Telemetry() {};
}
