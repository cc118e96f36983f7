package dev.wxauth.readme;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The shop of the example, with Spring Boot: {@link SpringBackend} and what only a shop does. */
@RestController
class SpringShop {
    private static final String CLIENT = "spring.security.oauth2.resourceserver.opaquetoken.";

    /** In memory; yours go to an object store, by way of WeChat's check of pictures. */
    private final Map<String, ResponseEntity<byte[]>> pictures = new ConcurrentHashMap<>();

    private final RestTemplate wxauth = new RestTemplate(patience());
    private final Environment settings;

    SpringShop(Environment settings) {
        this.settings = settings;
        wxauth.getInterceptors()
                .add(new BasicAuthenticationInterceptor(
                        settings.getRequiredProperty(CLIENT + "client-id"),
                        settings.getRequiredProperty(CLIENT + "client-secret")));
    }

    /** Runs on port 3000, and asks the service that the README's first command starts. */
    public static void main(String[] arguments) throws InterruptedException {
        application().run(arguments);
        Thread.currentThread().join();
    }

    /** What the command line and the environment do not say otherwise is said here. */
    static SpringApplication application() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SpringApplication application =
                new SpringApplication(SpringBackend.class, SpringIntrospection.class, SpringShop.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "3000",
                "shop",
                "http://localhost:3000",
                "wxauth",
                "http://localhost:8080",
                CLIENT + "introspection-uri",
                "${wxauth}/auth/introspect",
                CLIENT + "client-id",
                "shop",
                CLIENT + "client-secret",
                "${WXAUTH_CLIENT_SECRET}"));
        return application;
    }

    /** Pictures are shown by elements that send no token. */
    @Bean
    static WebSecurityCustomizer picturesAreOpen() {
        return security -> security.ignoring().requestMatchers("/avatars/*");
    }

    private static SimpleClientHttpRequestFactory patience() {
        SimpleClientHttpRequestFactory patience = new SimpleClientHttpRequestFactory();
        patience.setConnectTimeout(Duration.ofSeconds(1));
        patience.setReadTimeout(Duration.ofSeconds(3));
        return patience;
    }

    /** Who leaves is erased at wxauth, too; the client wants the scope users:write for it. */
    @DeleteMapping("/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(AbstractOAuth2TokenAuthenticationToken<?> user) {
        wxauth.delete(
                settings.getRequiredProperty("wxauth") + "/auth/users/{appid}/{openid}",
                user.getTokenAttributes().get("appid"),
                user.getName());
    }

    @PostMapping("/avatar")
    Map<String, String> keep(@RequestParam("avatar") MultipartFile avatar) throws IOException {
        MediaType type = MediaType.parseMediaType(String.valueOf(avatar.getContentType()));
        if (!type.equals(MediaType.IMAGE_JPEG) && !type.equals(MediaType.IMAGE_PNG)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        String id = UUID.randomUUID().toString();
        pictures.put(id, ResponseEntity.ok().contentType(type).body(avatar.getBytes()));
        return Map.of("url", settings.getRequiredProperty("shop") + "/avatars/" + id);
    }

    @GetMapping("/avatars/{id}")
    ResponseEntity<byte[]> picture(@PathVariable("id") String id) {
        return pictures.getOrDefault(id, ResponseEntity.notFound().build());
    }
}
