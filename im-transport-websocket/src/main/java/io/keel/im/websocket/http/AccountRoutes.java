package io.keel.im.websocket.http;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.AuthService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/register} and {@code POST /api/login}, for hosts that have no users of their own. Tries are bounded by address,
 * before anything is looked at.
 */
public final class AccountRoutes implements HttpRoute {

    private static final String REGISTER = "/api/register";
    private static final String LOGIN = "/api/login";

    private final AuthService accounts;
    private final AttemptLimit attempts;

    /** Makes the routes. */
    public AccountRoutes(AuthService accounts, AttemptLimit attempts) {
        this.accounts = accounts;
        this.attempts = attempts;
    }

    @Override
    public Set<String> methods(String path) {
        return path.equals(REGISTER) || path.equals(LOGIN) ? Set.of("POST") : Set.of();
    }

    /** Passwords are hashed on the accounts' own threads. */
    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        long wait = attempts.take(request.remoteAddress());
        if (wait > 0) {
            return CompletableFuture.completedStage(HttpResponse.rateLimited("too many tries from this address", wait));
        }
        Optional<Map<String, Optional<String>>> members = Json.strings(request.body());
        if (members.isEmpty()) {
            return malformed("the body is not a JSON object");
        }
        String user = text(members.get(), "user");
        String password = text(members.get(), "password");
        if (user == null || password == null) {
            return malformed((user == null ? "user" : "password") + ": missing or not a string");
        }
        if (request.path().equals(LOGIN)) {
            return accounts.login(user, password).thenApply(AccountRoutes::told);
        }
        String name = members.get().containsKey("name") ? text(members.get(), "name") : "";
        return name == null
                ? malformed("name: not a string")
                : accounts.register(user, password, name).thenApply(AccountRoutes::told);
    }

    private static @Nullable String text(Map<String, Optional<String>> members, String name) {
        return members.getOrDefault(name, Optional.empty()).orElse(null);
    }

    private static HttpResponse told(Outcome outcome) {
        if (outcome instanceof Outcome.Registered registered) {
            return HttpResponse.json(
                    201, "{\"user\":" + Json.quoted(registered.user().value()) + "}");
        }
        if (outcome instanceof Outcome.LoggedIn in) {
            return HttpResponse.json(
                            200,
                            "{\"user\":" + Json.quoted(in.user().value()) + ",\"token\":"
                                    + Json.quoted(in.token().value()) + ",\"expiresAt\":"
                                    + in.token().expiresAt() + "}")
                    .with("Cache-Control", "no-store");
        }
        Refusal refusal = ((Outcome.Refused) outcome).refusal();
        return HttpResponse.error(refusal.code(), refusal.message());
    }

    private static CompletionStage<HttpResponse> malformed(String message) {
        return CompletableFuture.completedStage(HttpResponse.error(400, ErrorCode.INVALID_ARGUMENT, message));
    }
}
