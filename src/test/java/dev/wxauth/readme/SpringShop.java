package dev.wxauth.readme;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The shop of the example, with Spring Boot: {@link SpringBackend} and what only a shop does. */
@RestController
class SpringShop {
    private static final String CLIENT = "spring.security.oauth2.resourceserver.opaquetoken.";

    private static final Set<String> TYPES = Set.of(MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE);

    /** In memory; yours go to an object store, by way of WeChat's check of pictures. */
    private final Map<String, Picture> pictures = new ConcurrentHashMap<>();

    private final RestClient wxauth;
    private final String address;

    SpringShop(RestClient wxauth, @Value("${shop}") String address) {
        this.wxauth = wxauth;
        this.address = address;
    }

    private record Picture(String owner, ResponseEntity<byte[]> answer) {}

    /** Runs on port 3000, and asks the service that the README's first command starts. */
    public static void main(String[] arguments) throws InterruptedException {
        application().run(arguments);
        Thread.currentThread().join();
    }

    /** What the command line and the environment do not say otherwise is said here. */
    static SpringApplication application() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SpringApplication application = new SpringApplication(
                SpringBackend.class, SpringIntrospection.class, SpringClient.class, SpringShop.class);
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

    /**
     * Who leaves is erased here and then at wxauth, where the client wants the scope users:write for it: as long as that has not
     * succeeded, the user can try again. A session of another device, which began with a scan, may not.
     */
    @DeleteMapping("/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(AbstractOAuth2TokenAuthenticationToken<?> user, HttpServletRequest request) {
        Object appid = user.getTokenAttributes().get("appid");
        if (!Objects.equals(appid, user.getTokenAttributes().get("client_id"))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        forgetPictures(owner(user));
        try {
            wxauth.delete()
                    .uri("/auth/users/{appid}/{openid}", appid, user.getName())
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException e) {
            request.getServletContext().log("erasing failed", e);
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, e);
        }
    }

    private static String owner(AbstractOAuth2TokenAuthenticationToken<?> user) {
        return user.getTokenAttributes().get("appid") + "/" + user.getName();
    }

    private void forgetPictures(String owner) {
        pictures.values().removeIf(picture -> picture.owner().equals(owner));
    }

    @PostMapping(path = "/avatar", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Map<String, String> keep(
            @RequestParam("avatar") MultipartFile avatar, AbstractOAuth2TokenAuthenticationToken<?> user)
            throws IOException {
        String type = String.valueOf(avatar.getContentType());
        if (!TYPES.contains(type)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        String id = UUID.randomUUID().toString();
        ResponseEntity<byte[]> answer = ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_TYPE, type)
                .body(avatar.getBytes());
        forgetPictures(owner(user));
        pictures.put(id, new Picture(owner(user), answer));
        return Map.of("url", address + "/avatars/" + id);
    }

    @GetMapping("/avatars/{id}")
    ResponseEntity<byte[]> picture(@PathVariable("id") String id) {
        Picture found = pictures.get(id);
        return found == null ? ResponseEntity.notFound().build() : found.answer();
    }

    /** Whatever is wrong with a form is its sender's fault; Spring alone would answer 500. */
    @RestControllerAdvice
    static class Forms {
        @ExceptionHandler
        ResponseEntity<Map<String, String>> refuse(MultipartException failure) {
            return failure instanceof MaxUploadSizeExceededException
                    ? ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body(Map.of("error", "File too large"))
                    : ResponseEntity.badRequest().body(Map.of("error", "Malformed form"));
        }
    }
}
