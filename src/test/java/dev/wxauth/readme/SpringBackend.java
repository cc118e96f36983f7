package dev.wxauth.readme;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A backend of Spring Boot with two routes, secured by the lines that the README shows. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
class SpringBackend {
    @Bean
    FilterRegistrationBean<Filter> unavailable() {
        FilterRegistrationBean<Filter> outermost = new FilterRegistrationBean<>((request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (AuthenticationServiceException e) {
                request.getServletContext().log("introspection failed", e);
                ((HttpServletResponse) response).setStatus(503);
            }
        });
        outermost.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return outermost;
    }

    /** For everybody who is logged in, and for those with a role. */
    @RestController
    static class Routes {
        @GetMapping("/me")
        Map<String, Object> me(AbstractOAuth2TokenAuthenticationToken<?> user) {
            return Map.of(
                    "openid", user.getName(), "roles", user.getTokenAttributes().getOrDefault("roles", List.of()));
        }

        @GetMapping("/vip")
        @PreAuthorize("hasRole('vip')")
        String vip(Principal user) {
            return user.getName();
        }
    }
}
