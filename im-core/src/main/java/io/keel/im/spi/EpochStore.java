package io.keel.im.spi;

import java.util.concurrent.CompletionStage;

/** Names the life of a store: when the name changes, all positions that clients remember are void. */
public interface EpochStore {

    /** Returns the present epoch. May be called from any thread. */
    CompletionStage<String> epoch();
}
