// Logins, the start of a program, and logouts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { BASE, answer, block, endSession, failure, newPhone, paths, program, started, stored, until } from "./service.mjs";

test("a first start logs in, and a later one goes on with the session", async () => {
  const phone = newPhone();
  const first = await started(phone, { device: "iPhone 15" });
  const { sessionId } = stored(phone).who;
  first.kill();
  const second = await started(phone);
  assert.equal(plain(await second.auth.session()).session_id, sessionId);
  assert.equal(plain(await second.auth.session()).device, "iPhone 15");
  assert.equal(phone.logins, 1);
});

test("logins that are wanted at once are one", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  const all = await Promise.all([auth.start(), ...Array.from({ length: 8 }, () => auth.login()), auth.session()]);
  assert.deepEqual(plain(all[1]), plain(all[8]));
  assert.equal(phone.logins, 1);
  assert.deepEqual(paths(phone), ["login", "session"]);
});

test("a login gives who it is, and nothing that has no value", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  const identity = await auth.login();
  assert.deepEqual(Object.keys(identity).sort(), Object.keys(plain(identity)).sort());
  assert.match(identity.openid, /^o/);
  assert.ok(identity.unionid);
  assert.equal(identity.sessionId, plain(await auth.session()).session_id);
});

test("code and key are stored before the login goes out", async () => {
  const phone = newPhone();
  phone.fate = ({ url, header, data }) => {
    if (url.endsWith("/login")) {
      assert.deepEqual(stored(phone).login, { key: header["Idempotency-Key"], body: plain(data) });
    }
    return "ok";
  };
  await started(phone);
  assert.equal(stored(phone).login, undefined);
});

test("a program killed at any step of a login goes on with the same code and key", async () => {
  for (const killBefore of [true, false]) {
    for (let n = 1; ; n++) {
      const phone = newPhone();
      const first = Object.assign(program(phone), { killAt: n, killBefore });
      await Promise.race([first.auth.start(), first.killed]);
      const second = await started(phone);
      const { length } = await second.auth.sessions();
      assert.equal(length, 1, `killed at ${n}`);
      if (first.alive) {
        assert.ok(n > 7, "it took " + n);
        break;
      }
    }
  }
});

test("a login whose answer is lost is asked for once more, and then goes on by the next call", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  let lost = 3;
  phone.fate = () => (lost-- > 0 ? "lost" : "ok");
  assert.equal((await failure(auth.login())).code, "network");
  assert.equal(phone.requests.length, 2);
  await auth.login();
  assert.equal(new Set(phone.requests.slice(0, 4).map(({ data }) => data.code)).size, 1);
  assert.equal(new Set(phone.requests.slice(0, 4).map(({ header }) => header["Idempotency-Key"])).size, 1);
  assert.equal(phone.logins, 1);
  assert.equal((await auth.sessions()).length, 1);
});

test("a new code is got once after a code that was refused or is spent", async () => {
  for (const [status, error] of [[400, "invalid_grant"], [502, "upstream_error"], [504, "upstream_timeout"]]) {
    const phone = newPhone();
    const { auth } = program(phone);
    phone.fate = () => answer(status, error, {}, { wechat_errcode: 40029 });
    const refused = await failure(auth.login());
    assert.equal(refused.code, error);
    assert.equal(refused.wechatErrcode, 40029);
    assert.equal(phone.logins, 2);
    assert.equal(phone.requests.length, 2);
    assert.notEqual(phone.requests[0].header["Idempotency-Key"], phone.requests[1].header["Idempotency-Key"]);
    phone.fate = () => "ok";
    assert.deepEqual(plain(await auth.start()), { state: "logged_in" });
  }
});

test("many who wait for a login that fails try no more than one who does", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  const ten = () => Array.from({ length: 10 }, () => failure(auth.request({ url: "/orders" })));
  let late;
  phone.fate = () => {
    late ??= ten();
    return answer(400, "invalid_grant");
  };
  const all = [...(await Promise.all(ten())), ...(await Promise.all(late))];
  assert.ok(all.every(({ code }) => code === "invalid_grant"));
  assert.equal(phone.logins, 2);
});

test("the same code is sent again after a wait when nothing was spent, and a new one when WeChat had it", async () => {
  for (const [more, logins] of [[{}, 1], [{ wechat_errcode: -1 }, 2]]) {
    const phone = newPhone();
    const { auth } = program(phone);
    let busy = 1;
    phone.fate = () => (busy-- > 0 ? answer(503, "temporarily_unavailable", { "Retry-After": "1" }, more) : "ok");
    await auth.login();
    assert.equal(phone.logins, logins);
  }
});

test("a user whom WeChat blocks is not tried again", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  await block(phone.user);
  await endSession(stored(phone).token);
  const before = phone.requests.length;
  assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "access_denied");
  assert.deepEqual(paths(phone, before), ["session", "refresh", "login"]);
  assert.equal((await failure(program(phone).auth.start())).code, "access_denied");
});

test("a start fails for no fault of the network, and is logged in offline when there is a session", async () => {
  for (const fate of ["unsent", "lost", "interrupted", { statusCode: 503, data: "<html>", header: {} }]) {
    const phone = newPhone({ fate: () => fate, haste: 100 });
    assert.deepEqual(plain(await program(phone).auth.start()), { state: "logged_out" });
    phone.fate = () => "ok";
    await started(phone);
    phone.fate = () => fate;
    await started(phone);
    phone.offset += 8000 * 1000;
    await started(phone);
  }
});

test("a platform that never answers is not waited for", async () => {
  const phone = newPhone({ haste: 1, fate: () => "silence" });
  const { auth } = program(phone, { timeout: 100 });
  assert.deepEqual(plain(await auth.start()), { state: "logged_out" });
  assert.equal((await failure(auth.login())).code, "timeout");
  phone.storage.clear();
  phone.beforeLogin = () => new Promise(() => {});
  assert.equal((await failure(auth.login())).code, "wx_login");
  phone.beforeCheck = phone.beforeLogin;
  phone.beforeLogin = undefined;
  phone.fate = () => "ok";
  const later = program(phone, { timeout: 1000 });
  assert.equal((await failure(later.auth.decrypt(() => Promise.reject(new Error("asked"))))).message, "asked");
});

test("wx.login that fails is no fault of the start", async () => {
  const phone = newPhone({ loginFails: "network is down" });
  const { auth } = program(phone);
  assert.deepEqual(plain(await auth.start()), { state: "logged_out" });
  const error = await failure(auth.login());
  assert.equal(error.code, "wx_login");
  assert.match(error.message, /network is down/);
});

test("WeChat's yes is not taken for the service's word", async () => {
  const phone = newPhone();
  const first = await started(phone);
  await endSession(await first.auth.accessToken());
  const second = await started(phone);
  assert.equal(phone.checks, 1);
  const token = await second.auth.accessToken();
  const asked = await fetch(BASE + "/auth/session", { headers: { Authorization: "Bearer " + token } });
  assert.equal(asked.status, 200);
});

test("a session_key that is stale at the start makes no login before it is needed", async () => {
  const phone = newPhone();
  await started(phone);
  phone.keyIsAlive = false;
  const { auth } = await started(phone);
  await auth.session();
  assert.equal(phone.checks, 1);
  assert.equal(phone.logins, 1);
});

test("a logout forgets, tells, and is remembered until login is called", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const token = await auth.accessToken();
  assert.deepEqual(plain(await auth.logout()), { told: true });
  const asked = await fetch(BASE + "/auth/session", { headers: { Authorization: "Bearer " + token } });
  assert.equal(asked.status, 401);
  assert.deepEqual(stored(phone), { out: true });
  const next = program(phone);
  assert.deepEqual(plain(await next.auth.start()), { state: "logged_out" });
  for (const call of [
    () => next.auth.request({ url: "/auth/session" }),
    () => next.auth.accessToken(),
    () => next.auth.refresh(),
    () => next.auth.decrypt(() => ({})),
    () => {
      phone.keyIsAlive = false;
      return next.auth.decrypt(() => ({}));
    },
    () => auth.session(),
  ]) {
    assert.equal((await failure(call())).code, "invalid_token");
  }
  assert.equal(phone.logins, 1);
  await next.auth.login();
  assert.deepEqual(plain(await program(phone).auth.start()), { state: "logged_in" });
});

test("a logout works offline, and everywhere ends the other devices", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  phone.fate = () => "unsent";
  assert.deepEqual(plain(await auth.logout()), { told: false });
  assert.deepEqual(stored(phone), { out: true });
  phone.fate = () => "ok";
  await auth.login();
  const other = await started(newPhone({ user: phone.user }));
  const token = await other.auth.accessToken();
  assert.deepEqual(plain(await auth.logout({ everywhere: true })), { told: true });
  assert.equal((await fetch(BASE + "/auth/session", { headers: { Authorization: "Bearer " + token } })).status, 401);
});

test("nothing is stored after a logout, by whichever call was under way", async () => {
  for (const call of ["refresh", "login"]) {
    const phone = newPhone();
    const { auth } = await started(phone);
    let out;
    phone.fate = ({ url }) => (url.endsWith("/" + call) && !out ? overtake : "ok");
    const overtake = async () => {
      out = auth.logout();
      await until(() => stored(phone).out);
    };
    assert.equal((await failure(auth[call]())).code, "invalid_token");
    await out;
    assert.deepEqual(stored(phone), { out: true });
    assert.deepEqual(plain(await program(phone).auth.start()), { state: "logged_out" });
  }
});

test("a logout right behind a login is not undone by it", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const token = await auth.accessToken();
  const login = auth.login().catch(() => {});
  assert.deepEqual(plain(await auth.logout()), { told: true });
  await login;
  assert.deepEqual(stored(phone), { out: true });
  assert.equal((await fetch(BASE + "/auth/session", { headers: { Authorization: "Bearer " + token } })).status, 401);
  assert.deepEqual(plain(await program(phone).auth.start()), { state: "logged_out" });
});

test("a logout that comes while wx.login is asked is not undone by the login", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  let out;
  phone.beforeLogin = async () => {
    out ??= auth.logout();
    await until(() => stored(phone).out);
  };
  assert.equal((await failure(auth.login())).code, "invalid_token");
  await out;
  assert.deepEqual(stored(phone), { out: true });
});

test("a session that a login made after the logout is ended, too", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  let out;
  phone.fate = async ({ url }) => {
    if (url.endsWith("/login") && !out) {
      out = auth.logout();
      await until(() => stored(phone).out);
    }
    return "ok";
  };
  assert.equal((await failure(auth.login())).code, "invalid_token");
  await out;
  await until(() => paths(phone).includes("logout"));
  await auth.login();
  await until(async () => (await auth.sessions()).length === 1);
});

test("a login called after a logout is not the one that was under way", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  let again;
  phone.fate = async ({ url }) => {
    if (url.endsWith("/login") && !again) {
      auth.logout();
      again = auth.login();
      await until(() => stored(phone).out);
    }
    return "ok";
  };
  assert.equal((await failure(auth.login())).code, "invalid_token");
  const { sessionId } = plain(await again);
  assert.equal(stored(phone).who.sessionId, sessionId);
  assert.equal(phone.logins, 2);
});

test("another runtime's logout holds here, too", async () => {
  const phone = newPhone();
  const [one, two] = [await started(phone), await started(phone)];
  await one.auth.logout();
  assert.equal((await failure(two.auth.request({ url: "/auth/session" }))).code, "invalid_token");
  assert.equal(phone.logins, 1);
});

test("a login of another runtime is gone on with, not repeated", async () => {
  const phone = newPhone();
  const [one, two] = [program(phone), program(phone)];
  const ids = new Set((await Promise.all([one.auth.start(), two.auth.start()])).map(() => stored(phone).who.sessionId));
  assert.equal(ids.size, 1);
  assert.equal(plain(await one.auth.session()).session_id, plain(await two.auth.session()).session_id);
});

test("listeners hear of login, refresh and logout, and one that throws disturbs nobody", async () => {
  const phone = newPhone();
  const { auth, warned } = program(phone);
  const heard = [];
  auth.on("change", () => {
    throw new Error("a listener's");
  });
  const end = auth.on("change", ({ state }) => heard.push(state));
  auth.on("logged_out", ({ state }) => heard.push("left " + state));
  await auth.start();
  await auth.refresh();
  await auth.logout();
  await auth.logout();
  assert.deepEqual(heard, ["logged_in", "logged_in", "logged_out", "left logged_out", "logged_out"]);
  assert.equal(warned.length, 4);
  end();
  await auth.login();
  assert.equal(heard.length, 5);
});

test("logged_out is told where the silent login fails, too", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const heard = [];
  auth.on("logged_out", ({ state }) => heard.push(state));
  const token = await auth.accessToken();
  await fetch(BASE + "/auth/logout", { method: "POST", headers: { Authorization: "Bearer " + token } });
  phone.fate = ({ url }) => (url.endsWith("/login") ? "unsent" : "ok");
  assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "network");
  assert.deepEqual(heard, ["logged_out"]);
});

test("logged_out is told once when a session has gone, and not when a silent login follows", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  let left = 0;
  auth.on("logged_out", () => left++);
  await endSession(await auth.accessToken());
  await auth.request({ url: "/auth/session" });
  assert.equal(left, 0);
  await endSession(await auth.accessToken());
  phone.loginFails = "not now";
  await Promise.allSettled(Array.from({ length: 5 }, () => auth.request({ url: "/auth/session" })));
  await until(() => left === 1);
  await failure(auth.request({ url: "/auth/session" }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(left, 1);
});
