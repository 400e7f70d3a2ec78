package io.keel.im.examples.role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends things so that one that fails keeps none of the others open. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
        }
    }
}
