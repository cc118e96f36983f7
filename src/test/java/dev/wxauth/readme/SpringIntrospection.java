package dev.wxauth.readme;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.client.RestTemplate;

/** Has a backend of Spring Boot ask by introspection, by the lines that the README shows. */
@Configuration(proxyBeanMethods = false)
class SpringIntrospection {
    @Bean
    OpaqueTokenIntrospector introspector(Environment settings) {
        String group = "spring.security.oauth2.resourceserver.opaquetoken.";
        SimpleClientHttpRequestFactory patience = new SimpleClientHttpRequestFactory();
        patience.setConnectTimeout(Duration.ofSeconds(1));
        patience.setReadTimeout(Duration.ofSeconds(3));
        RestTemplate wxauth = new RestTemplate(patience);
        wxauth.getInterceptors()
                .add(new BasicAuthenticationInterceptor(
                        settings.getRequiredProperty(group + "client-id"),
                        settings.getRequiredProperty(group + "client-secret")));
        String address = settings.getRequiredProperty(group + "introspection-uri");
        OpaqueTokenIntrospector introspector = new SpringOpaqueTokenIntrospector(address, wxauth);
        return token -> accessTokensOnly(introspector.introspect(token));
    }

    private static OAuth2AuthenticatedPrincipal accessTokensOnly(OAuth2AuthenticatedPrincipal user) {
        if (!"Bearer".equals(user.getAttribute("token_type"))) {
            throw new BadOpaqueTokenException("This is no access token");
        }
        return user;
    }

    @Bean
    OpaqueTokenAuthenticationConverter rolesAsAuthorities() {
        return (token, user) -> new BearerTokenAuthentication(
                user,
                new OAuth2AccessToken(TokenType.BEARER, token, user.getAttribute("iat"), user.getAttribute("exp")),
                user.<List<String>>getAttribute("roles").stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList());
    }
}
