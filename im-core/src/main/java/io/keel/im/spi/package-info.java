/**
 * The ports: everything that an adapter or a host may implement, and nothing else.
 *
 * <p>Engines stand behind {@link io.keel.im.spi.ConversationStore}, {@link io.keel.im.spi.InboxStore},
 * {@link io.keel.im.spi.MembershipStore}, {@link io.keel.im.spi.UserConversationStore},
 * {@link io.keel.im.spi.AccountStore}, {@link io.keel.im.spi.Sequencer},
 * {@link io.keel.im.spi.SessionRegistry}, {@link io.keel.im.spi.Bus} and
 * {@link io.keel.im.spi.Tasks}, whose tasks a host does by {@link io.keel.im.spi.TaskHandler}s; jobs count into a
 * {@link io.keel.im.spi.StatisticsStore} and archive by {@link io.keel.im.spi.MessageArchive} and
 * {@link io.keel.im.spi.ArchiveFiles}. Processes
 * of a cluster find and spare each other by {@link io.keel.im.spi.ServiceRegistry}, {@link io.keel.im.spi.WorkerIds},
 * {@link io.keel.im.spi.Locks} and {@link io.keel.im.spi.ConfigSource}. Hosts shape the chat through {@link io.keel.im.spi.Authenticator}, {@link io.keel.im.spi.UserDirectory},
 * {@link io.keel.im.spi.ChatPolicy}, {@link io.keel.im.spi.Fanout}, {@link io.keel.im.spi.MessageInterceptor},
 * {@link io.keel.im.spi.MessageListener} and {@link io.keel.im.spi.ContentAudit}. Transports implement {@link io.keel.im.spi.ClientChannel} and
 * {@link io.keel.im.spi.Lane}.
 *
 * <p>Where a network may be waited for, a port answers with a {@link java.util.concurrent.CompletionStage}; elsewhere it
 * answers plainly. A failed stage bears an {@link io.keel.im.ImException} whose code tells whether trying again helps.
 */
@NullMarked
package io.keel.im.spi;

import org.jspecify.annotations.NullMarked;
