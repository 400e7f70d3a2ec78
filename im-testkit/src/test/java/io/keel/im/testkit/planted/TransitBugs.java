package io.keel.im.testkit.planted;

import com.nimbusds.jwt.SignedJWT;
import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.testkit.tck.AuthenticatorTck;
import io.keel.im.testkit.tck.BusTck;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Registries, buses and an authenticator that are wrong. */
final class TransitBugs {
    private TransitBugs() {}

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** Of two sessions the one that comes last wins. */
    static final class StaleSessionWins extends WrongSessionsTck {
        @Override
        ForwardingSessions newSessions() {
            return new ForwardingSessions() {
                @Override
                public CompletionStage<List<Session>> online(Session session) {
                    return right.online(session).thenCompose(others -> {
                        Optional<Session> newer = others.stream()
                                .filter(other -> other.device().equals(session.device())
                                        && other.connection() > session.connection())
                                .findAny();
                        return newer.isEmpty()
                                ? CompletableFuture.completedFuture(others)
                                : right.offline(newer.get())
                                        .thenCompose(gone -> right.online(session))
                                        .thenApply(now -> others);
                    });
                }
            };
        }
    }

    /** The end of a connection ends whatever session its device has. */
    static final class LateOfflineErasesNewer extends WrongSessionsTck {
        @Override
        ForwardingSessions newSessions() {
            return new ForwardingSessions() {
                @Override
                public CompletionStage<Void> offline(Session session) {
                    return right.sessionsOf(List.of(session.user())).thenCompose(found -> {
                        CompletionStage<Void> end = done();
                        for (Session each : found.getOrDefault(session.user(), List.of())) {
                            if (each.device().equals(session.device())) {
                                end = end.thenCompose(done -> right.offline(each));
                            }
                        }
                        return end;
                    });
                }
            };
        }
    }

    /** Sessions outlive the lease of their gateway. */
    static final class DeadGatewayIsFound extends WrongSessionsTck {
        @Override
        ForwardingSessions newSessions() {
            Map<UserId, List<Session>> known = new ConcurrentHashMap<>();
            return new ForwardingSessions() {
                @Override
                public CompletionStage<List<Session>> online(Session session) {
                    known.put(session.user(), List.of(session));
                    return right.online(session);
                }

                @Override
                public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
                    return right.sessionsOf(users).thenApply(found -> {
                        Map<UserId, List<Session>> all = new HashMap<>(found);
                        for (UserId user : users) {
                            all.putIfAbsent(user, known.getOrDefault(user, List.of()));
                        }
                        return all;
                    });
                }
            };
        }
    }

    /** A flush is not noticed once a new session has come. */
    static final class FlushGoesUnnoticed extends WrongSessionsTck {
        @Override
        ForwardingSessions newSessions() {
            return new ForwardingSessions() {
                @Override
                public CompletionStage<List<Session>> online(Session session) {
                    return right.renew(session.gateway(), java.time.Duration.ofSeconds(10))
                            .thenCompose(known -> right.online(session));
                }
            };
        }
    }

    /** The last of many users at a gateway is forgotten. */
    static final class LocateSkipsOne extends WrongSessionsTck {
        @Override
        ForwardingSessions newSessions() {
            return new ForwardingSessions() {
                @Override
                public CompletionStage<Located> locate(List<UserId> users) {
                    return right.locate(users).thenApply(located -> new Located() {
                        @Override
                        public Collection<GatewayId> gateways() {
                            return located.gateways();
                        }

                        @Override
                        public int[] at(GatewayId gateway) {
                            int[] all = located.at(gateway);
                            return all.length > 100 ? Arrays.copyOf(all, all.length - 1) : all;
                        }
                    });
                }
            };
        }
    }

    /** Commands that were published together come in reverse. */
    static final class BusReorders extends BusTck {
        @Override
        protected Bus newBus() {
            return new ForwardingBus() {
                @Override
                public boolean[] publish(List<Submission> submissions) {
                    List<Submission> reversed = new ArrayList<>(submissions);
                    Collections.reverse(reversed);
                    return right.publish(reversed);
                }
            };
        }
    }

    /** A batch that failed is taken for done. */
    static final class BusForgetsWhatFailed extends BusTck {
        @Override
        protected java.time.Duration patience() {
            return java.time.Duration.ofSeconds(1);
        }

        @Override
        protected Bus newBus() {
            return new ForwardingBus() {
                @Override
                public Subscription consume(UplinkHandler handler) {
                    return right.consume(batch -> handler.handle(batch).handle((done, failure) -> null));
                }
            };
        }
    }

    /** The next batch is handed over while the one before is in hand. */
    static final class BusDoesNotWait extends BusTck {
        @Override
        protected Bus newBus() {
            return new ForwardingBus() {
                @Override
                public Subscription consume(UplinkHandler handler) {
                    return right.consume(batch -> {
                        CompletionStage<Void> inHand = handler.handle(batch);
                        boolean failed = inHand.toCompletableFuture().isCompletedExceptionally();
                        return failed ? inHand : done();
                    });
                }
            };
        }
    }

    /** Records for one gateway reach another. */
    static final class BusMixesGateways extends BusTck {
        @Override
        protected Bus newBus() {
            return new ForwardingBus() {
                @Override
                public void push(GatewayId gateway, List<Downlink> records) {
                    right.push(new GatewayId("gw-1"), records);
                }
            };
        }

        @Override
        protected java.time.Duration patience() {
            return java.time.Duration.ofSeconds(1);
        }
    }

    /** The signature is not looked at. */
    static final class SignatureIgnored extends AuthenticatorTck {
        private final JwtTokens tokens =
                JwtTokens.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        @Override
        protected Authenticator authenticator() {
            return token -> {
                try {
                    String subject = SignedJWT.parse(token).getJWTClaimsSet().getSubject();
                    return CompletableFuture.completedFuture(
                            subject == null ? Optional.empty() : Optional.of(new UserId(subject)));
                } catch (ParseException | IllegalArgumentException e) {
                    return CompletableFuture.completedFuture(Optional.empty());
                }
            };
        }

        @Override
        protected String tokenOf(UserId user) {
            return tokens.issue(user).value();
        }
    }
}
