package dev.wxauth.admin;

import dev.wxauth.audit.AuditEvent;
import dev.wxauth.audit.AuditLog;
import dev.wxauth.error.Fault;
import dev.wxauth.identity.UserId;
import dev.wxauth.user.UserStore;
import dev.wxauth.web.Answer;
import dev.wxauth.web.Caller;
import dev.wxauth.web.Endpoint;
import dev.wxauth.web.JsonBody;
import dev.wxauth.web.RequestReader;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** {@code PUT /auth/users/:appid/:openid/roles}. */
public final class RolesHandler implements Endpoint {
    private static final int MOST_ROLES = 32;
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final UserAccess access;
    private final UserStore users;
    private final AuditLog audit;

    /** Takes who may ask, and where roles are. */
    public RolesHandler(UserAccess access, UserStore users, AuditLog audit) {
        this.access = access;
        this.users = users;
        this.audit = audit;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        return access.require(request.request(), "users:write")
                .compose(user -> RequestReader.json(request, RolesHandler::read)
                        .compose(roles -> users.setRoles(user.id(), roles))
                        .map(user.id()))
                .map(user -> changed(user, Caller.of(request)));
    }

    private static List<String> read(JsonBody body) {
        List<String> roles = body.strings("roles");
        boolean fit = roles.size() <= MOST_ROLES
                && roles.stream().allMatch(role -> ROLE.matcher(role).matches());
        if (!fit) {
            throw new Fault.InvalidRequest(
                    "The member roles must be at most 32 of 1 to 64 characters of A-Z, a-z, 0-9, dot, _, : and -.");
        }
        return roles.stream().distinct().toList();
    }

    private Answer changed(UserId user, Caller caller) {
        audit.record(AuditEvent.ROLES_CHANGED, user, caller);
        return Answer.noContent();
    }
}
