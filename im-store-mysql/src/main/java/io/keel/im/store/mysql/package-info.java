/**
 * All stores of Keel IM on MySQL or MariaDB, with the transactional sequencer: {@link io.keel.im.store.mysql.MysqlStore} is
 * where to start.
 *
 * <p>The tables, and which key each is clustered by:
 *
 * <pre>
 * conversations            (conversation_id)             head, running count, membership version: the sequencer's lock
 *  └ messages              (conversation_id, seq)        content once; unique: message_id, (sender, device, client_msg_id)
 *  └ user_conversations    (conversation_id, user_id)    read positions and settings
 * inbox_heads              (user_id)                     where each inbox ends: the second lock
 *  └ message_user_relations (user_id, inbox_seq)         the inboxes
 *  └ message_removals      (user_id, conversation_id, seq)
 * groups                   (group_id)
 *  └ group_members         (group_id, user_id)
 * users, epoch
 * archived_blocks          (conversation_id, first_seq) ranges of logs whose content lies in files
 * archive_files            (file)
 * statistics_runs          (day, conversation_id, first_seq, last_seq)   of open days, what was said
 * statistics_senders       (day, user_id)              of open days, who said it
 * statistics_days          (day)                       the closed days
 * </pre>
 *
 * <p>Every transaction takes its locks in one order: conversations by id, inbox heads by user, then members and positions.
 */
@NullMarked
package io.keel.im.store.mysql;

import org.jspecify.annotations.NullMarked;
