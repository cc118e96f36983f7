package dev.wxauth.readme;

import java.security.Principal;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A backend of Spring Boot with two routes, secured by the lines that the README shows. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
class SpringBackend {
    @Bean
    OpaqueTokenAuthenticationConverter rolesAsAuthorities() {
        return (token, user) -> new BearerTokenAuthentication(
                user,
                new OAuth2AccessToken(TokenType.BEARER, token, user.getAttribute("iat"), user.getAttribute("exp")),
                user.<List<String>>getAttribute("roles").stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList());
    }

    /** For everybody who is logged in, and for those with a role. */
    @RestController
    static class Routes {
        @GetMapping("/me")
        String me(Principal user) {
            return user.getName();
        }

        @GetMapping("/vip")
        @PreAuthorize("hasRole('vip')")
        String vip(Principal user) {
            return user.getName();
        }
    }
}
