package dev.wxauth.web;

import static dev.wxauth.web.ErrorShape.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.support.Reply;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormRouteTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "multipart/form-data",
                "multipart/form-data; boundary=xyz",
                "application/x-www-form-urlencodedx",
                "application/x-www-form-urlencoded; charset=gbk",
                "application/x-www-form-urlencoded; charset=nonsense",
                "*/*",
                "/",
                "x"
            })
    void anotherMediaTypeIs415(String type) {
        assertError(send("/auth/introspect", "token=x", type), 415, "unsupported_media_type");
        assertError(send("/auth/revoke", "token=x", type), 415, "unsupported_media_type");
    }

    @Test
    void noMediaTypeIs415() {
        Reply reply = service.http().send("POST", "/auth/introspect", "token=x", "Authorization", client());
        assertError(reply, 415, "unsupported_media_type");
    }

    @Test
    void anEncodedBodyIs415() {
        Reply reply = service.http()
                .postForm("/auth/introspect", "token=x", "Authorization", client(), "Content-Encoding", "gzip");
        assertError(reply, 415, "unsupported_media_type");
    }

    @Test
    void theConnectionSurvivesAFormThatCannotBeDecoded() {
        String head = "POST /auth/introspect HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM + "\r\nAuthorization: "
                + client() + "\r\nContent-Length: ";
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send(head + "9\r\n\r\ntoken=%zz" + head + "7\r\nConnection: close\r\n\r\ntoken=x");
            assertThat(connection.readAll()).startsWith("HTTP/1.1 400 ").endsWith("{\"active\":false}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%zz", "\u001f\u008b\u0000%"})
    void whatIsNoFormInUtf8Is415WhateverItHolds(String body) {
        assertError(send("/auth/introspect", body, FORM + "; charset=utf-16"), 415, "unsupported_media_type");
        Reply encoded = service.http()
                .postForm("/auth/introspect", body, "Authorization", client(), "Content-Encoding", "gzip");
        assertError(encoded, 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded;charset=\"utf-8\"",
                "application/x-www-form-urlencoded; charset=utf8",
                "application/x-www-form-urlencoded; charset=\"UTF8\"",
                "Application/X-WWW-Form-URLEncoded"
            })
    void utf8MayBeSaid(String type) {
        assertThat(send("/auth/introspect", "token=x", type).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aBodyAbove64KibIs413() {
        String form = "token=" + "x".repeat(64 * 1024);
        assertError(send("/auth/introspect", form, FORM), 413, "payload_too_large");
        assertError(send("/auth/revoke", form, FORM), 413, "payload_too_large");
        assertError(service.http().postForm("/auth/login", form), 413, "payload_too_large");
    }

    @Test
    void aBodyAbove64KibInChunksIs413() {
        try (RawHttp connection = new RawHttp(service.url(0))) {
            connection.send("POST /auth/introspect HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM + "\r\nAuthorization: "
                    + client() + "\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ntoken=\r\n");
            connection.send(("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5) + "0\r\n\r\n");
            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 413 ").contains("payload_too_large");
        }
    }

    @Test
    void aBodyOfExactly64KibIsRead() {
        String form = "token=" + "x".repeat(64 * 1024 - 6);
        assertThat(send("/auth/introspect", form, FORM).body()).isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%zz", "token=%", "%=x", "token=%e4%b", "token=x&%%%", "%ff=x&token=x"})
    void aFormThatCannotBeDecodedIs400(String form) {
        assertError(send("/auth/introspect", form, FORM), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&z%ff=1", "&z=%zz", "&%"})
    void whoseFormCannotBeDecodedIsNotTakenForSomebodyWhoGuessesSecrets(String more) {
        String form =
                "client_id=" + TestSettings.CLIENT_ID + "&client_secret=" + TestSettings.CLIENT_SECRET + "&token=x";
        assertThat(service.http().postForm("/auth/introspect", form).status()).isEqualTo(200);
        for (String path : List.of("/auth/introspect", "/auth/revoke")) {
            assertError(service.http().postForm(path, form + more), 400, "invalid_request");
        }
    }

    @Test
    void aValueThatIsNotUtf8Is400AndNamesTheParameter() {
        Reply token = send("/auth/introspect", "token=%ff%fe", FORM);
        assertError(token, 400, "invalid_request");
        assertThat(token.json().getString("error_description")).contains(" token ");
        Reply secret = service.http().postForm("/auth/introspect", "client_id=shop&client_secret=%ff&token=x");
        assertError(secret, 400, "invalid_request");
        assertThat(secret.json().getString("error_description")).contains(" client_secret ");
    }

    @Test
    void aFormOfTooManyFieldsIs400() {
        assertError(send("/auth/introspect", "a=b&".repeat(2000) + "token=x", FORM), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&&token=x&&", "token=x&&a", "a&token=x", "token=x&a=b=c", "token=x&a=%ff", "token=%00"})
    void anOddFormIsReadAllTheSame(String form) {
        assertThat(send("/auth/introspect", form, FORM).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aNumberSignAndAQuestionMarkAreCharactersLikeOthers() {
        String token = service.login("alice").getString("access_token");
        assertThat(send("/auth/introspect", "token=" + token + "#", FORM).body())
                .isEqualTo("{\"active\":false}");
        assertError(send("/auth/introspect", "token=x#&token=y", FORM), 400, "invalid_request");
        assertError(send("/auth/introspect", "?token=" + token, FORM), 400, "invalid_request");
        assertThat(send("/auth/introspect", "?token=x&token=" + token, FORM).body())
                .contains("\"active\":true");
    }

    @Test
    void capitalsTellNamesApart() {
        assertError(send("/auth/introspect", "Token=x", FORM), 400, "invalid_request");
        assertThat(send("/auth/introspect", "token=x&TOKEN=y", FORM).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void whoIsUnknownIsToldThatFirst() {
        Reply reply = service.http().postForm("/auth/introspect", "token=%zz");
        assertError(reply, 401, "invalid_client");
        assertError(service.http().postForm("/auth/login", "code=%zz"), 415, "unsupported_media_type");
    }

    @Test
    void everyHeaderLineCounts() {
        for (String type : new String[] {FORM + "; charset =gbk", FORM + ";charset= iso-8859-1"}) {
            assertError(send("/auth/introspect", "token=x", type), 415, "unsupported_media_type");
        }
        String[] twice = {"Authorization", client(), "Content-Encoding", "identity", "Content-Encoding", "gzip"};
        assertError(service.http().postForm("/auth/introspect", "token=x", twice), 415, "unsupported_media_type");
    }

    private static Reply send(String path, String form, String type) {
        return service.http().send("POST", path, form, "Content-Type", type, "Authorization", client());
    }

    private static String client() {
        return ServiceExtension.client();
    }
}
