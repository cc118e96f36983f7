package dev.wxauth.login;

import dev.wxauth.error.Fault;
import dev.wxauth.observe.LoginMeters.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a login's end means to who watches: whether the user, we, or nobody is to blame. */
final class LoginResult {
    private LoginResult() {}

    /** Empty for 503: nothing was begun, or nothing is known of it. */
    static Optional<Result> of(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.of(Result.OK);
        }
        int status = failure instanceof Fault fault ? fault.status() : 500;
        return switch (status) {
            case 429 -> Optional.of(Result.LIMITED);
            case 503 -> Optional.empty();
            default -> Optional.of(status < 500 ? Result.REFUSED : Result.FAILED);
        };
    }
}
