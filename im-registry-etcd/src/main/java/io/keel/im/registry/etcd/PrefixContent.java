package io.keel.im.registry.etcd;

import java.util.Map;

/**
 * What stands under a prefix at a revision.
 *
 * @param revision etcd's
 * @param values by key, the prefix taken off
 */
record PrefixContent(long revision, Map<String, String> values) {

    PrefixContent {
        values = Map.copyOf(values);
    }
}
