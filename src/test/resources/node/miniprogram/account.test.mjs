// The service's routes on behalf of the user, and what errors say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { answer, endSession, failure, newPhone, paths, program, rotate, started, stored } from "./service.mjs";

const openData = (phone) => async () =>
  (await fetch(`${phone.wechat}/simulator/open-data?user=${phone.user}&appid=${phone.appid}`, { method: "POST" })).json();

const phoneCode = async (phone, number) => {
  const query = new URLSearchParams({ user: phone.user, appid: phone.appid, phone: number });
  return (await fetch(`${phone.wechat}/simulator/phone-code?${query}`, { method: "POST" })).text();
};

test("the profile is kept as the user fills it in", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  assert.equal(await auth.updateProfile({ nickName: "阿丽 👩‍👩‍👧" }), undefined);
  await auth.updateProfile({ avatarUrl: "https://example.com/a.png" });
  assert.deepEqual(plain(await auth.profile()), { nickName: "阿丽 👩‍👩‍👧", avatarUrl: "https://example.com/a.png" });
  const error = await failure(auth.updateProfile({ nickName: "x".repeat(200) }));
  assert.equal(error.code, "invalid_request");
  assert.equal(error.statusCode, 400);
  assert.ok(error.requestId);
});

test("the user's devices are listed and ended", async () => {
  const phone = newPhone();
  const { auth } = await started(phone, { device: "phone" });
  const other = await started(newPhone({ user: phone.user }), { device: "tablet" });
  const sessions = plain(await auth.sessions());
  assert.deepEqual(sessions.map(({ device }) => device).sort(), ["phone", "tablet"]);
  const { session_id: id } = sessions.find(({ current }) => !current);
  assert.equal(await auth.endSession(id), undefined);
  assert.equal((await auth.sessions()).length, 1);
  assert.equal((await failure(auth.endSession(id))).code, "not_found");
  assert.ok(other);
});

test("a phone code that is sent twice at once has one key", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const code = await phoneCode(phone, "13800000001");
  const both = await Promise.all([auth.phone(code), auth.phone(code)]);
  assert.deepEqual(both.map(({ purePhoneNumber }) => purePhoneNumber), ["13800000001", "13800000001"]);
});

test("a phone code is sent with one key, however often it is asked for", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const code = await phoneCode(phone, "13800000000");
  let lost = 3;
  phone.fate = ({ url }) => (url.endsWith("/phone") && lost-- > 0 ? "lost" : "ok");
  assert.equal((await failure(auth.phone(code))).code, "network");
  assert.equal((await auth.phone(code)).purePhoneNumber, "13800000000");
  const sent = phone.requests.filter(({ url }) => url.endsWith("/phone"));
  assert.equal(sent.length, 4);
  assert.equal(new Set(sent.map(({ header }) => header["Idempotency-Key"])).size, 1);
});

test("a phone code that is used or made up wants another tap, and not a login", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const error = await failure(auth.phone("made-up"));
  assert.equal(error.code, "invalid_grant");
  assert.doesNotMatch(auth.text(error, "zh"), /登录/);
  assert.match(auth.text(error, "zh"), /重试/);
  assert.doesNotMatch(auth.text(error, "en"), /log in/i);
  assert.ok((await auth.phone(await phoneCode(phone, "13800000002"))).phoneNumber);
  assert.equal(phone.logins, 1);
});

test("a login is asked for only where the user has logged out", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  await auth.logout();
  const error = await failure(auth.profile());
  assert.match(auth.text(error, "zh"), /登录/);
  assert.match(auth.text(error, "en"), /log in/);
});

test("encrypted data are fetched after the login that they need, and never before it", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const fetched = [];
  const get = async () => {
    fetched.push(phone.logins);
    return openData(phone)();
  };
  assert.equal((await auth.decrypt(get)).nickName, phone.user);
  assert.deepEqual([phone.checks, fetched], [1, [1]]);
  phone.keyIsAlive = false;
  assert.equal((await auth.decrypt(get)).nickName, phone.user);
  assert.deepEqual([phone.checks, fetched], [2, [1, 2]]);
});

test("data are fetched after the first login, too", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  const fetched = [];
  await auth.decrypt(async () => {
    fetched.push(phone.logins);
    return openData(phone)();
  });
  assert.deepEqual(fetched, [1]);
});

test("data that do not decrypt are fetched once more, after a login", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const fetched = [];
  const get = (good) => async () => {
    fetched.push(phone.logins);
    return good() ? openData(phone)() : { encryptedData: "AAAAAAAAAAAAAAAAAAAAAA==", iv: "AAAAAAAAAAAAAAAAAAAAAA==" };
  };
  assert.equal((await auth.decrypt(get(() => phone.logins > 1))).nickName, phone.user);
  assert.deepEqual(fetched, [1, 2]);
  assert.equal((await failure(auth.decrypt(get(() => false)))).code, "session_key_stale");
  assert.deepEqual(fetched, [1, 2, 2, 3]);
});

test("WeChat's yes may be wrong: its key is not the one that the service has", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  await rotate(phone);
  assert.equal((await auth.decrypt(openData(phone))).nickName, phone.user);
  assert.equal(phone.logins, 2);
});

test("a session that ends while data are fetched is mended by a login and fresh data", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const fetched = [];
  const data = await auth.decrypt(async () => {
    fetched.push(phone.logins);
    const fresh = await openData(phone)();
    if (fetched.length === 1) {
      await endSession(stored(phone).token);
    }
    return fresh;
  });
  assert.equal(data.nickName, phone.user);
  assert.deepEqual(fetched, [1, 2]);
});

test("an error has the service's code, or its status's where the body is not the service's", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const html = "<html>nginx</html>";
  for (const [status, data, code] of [
    [409, { error: "conflict" }, "conflict"],
    [400, html, "invalid_request"],
    [403, html, "access_denied"],
    [404, html, "not_found"],
    [413, html, "payload_too_large"],
    [418, html, "invalid_request"],
    [500, html, "server_error"],
    [502, html, "upstream_error"],
    [504, html, "upstream_timeout"],
    [200, html, "network"],
    [302, html, "network"],
  ]) {
    phone.fate = () => ({ statusCode: status, data, header: { "x-request-ID": "r1" } });
    const error = await failure(auth.profile());
    assert.deepEqual([error.code, error.statusCode, error.requestId], [code, status, "r1"]);
  }
  phone.fate = () => ({ statusCode: 200, data: "<html>portal</html>", header: {} });
  assert.equal((await failure(auth.refresh())).code, "network");
});

test("our own calls wait as they are told, too", async () => {
  const phone = newPhone({ haste: 100 });
  const { auth } = await started(phone);
  let busy = 2;
  phone.fate = () => (busy-- > 0 ? answer(503, "temporarily_unavailable", { "Retry-After": "1" }) : "ok");
  const before = phone.requests.length;
  await auth.sessions();
  assert.equal(phone.requests.length - before, 3);
});

test("there is a sentence for every error, in both languages", async () => {
  const { auth, library } = Object.assign(program(newPhone()));
  const codes = "network timeout interrupted abort storage wx_login invalid_request invalid_grant session_key_stale invalid_token";
  const more = "access_denied insufficient_scope not_found conflict rate_limited server_error upstream_error temporarily_unavailable upstream_timeout";
  for (const code of (codes + " " + more).split(" ")) {
    assert.match(auth.text({ code }, "zh"), /^[\u4e00-\u9fff，。]+$/);
    assert.match(auth.text({ code }, "en"), /^[A-Z][A-Za-z ,.]+\.$/);
  }
  assert.equal(auth.text(new Error("x")), auth.text(undefined, "zh"));
  assert.ok(library);
});

test("what fails is a WxauthError", async () => {
  const phone = newPhone({ fate: () => "unsent" });
  const runtime = program(phone);
  const error = await failure(runtime.auth.login());
  assert.ok(error instanceof runtime.library().WxauthError);
  assert.equal(error.name, "WxauthError");
  assert.equal(paths(phone).length, 2);
});
