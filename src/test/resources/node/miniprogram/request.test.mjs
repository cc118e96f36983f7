// Requests with a token: who gets it, what a 401 leads to, and WeChat's ten places.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { BASE, answer, endSession, failure, newPhone, paths, program, serve, started, stored, until } from "./service.mjs";

const REFUSED = answer(401, "invalid_token");

/** Refuses a token as a service does, until it is replaced. */
const refuse = (phone, token) => {
  phone.fate = ({ header = {} }) => (header.Authorization === "Bearer " + token ? REFUSED : "ok");
};

test("twenty requests that meet a 401 at once make one refresh", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  refuse(phone, await auth.accessToken());
  const before = phone.requests.length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => auth.request({ url: "/auth/session" })));
  assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([200]));
  assert.equal(paths(phone, before).filter((path) => path === "refresh").length, 1);
  assert.equal(phone.logins, 1);
});

test("twenty requests of a session that has ended make one refresh and one login", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  await endSession(await auth.accessToken());
  const before = phone.requests.length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => auth.request({ url: "/auth/session" })));
  assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([200]));
  const own = paths(phone, before).filter((path) => path !== "session");
  assert.deepEqual(own, ["refresh", "login"]);
});

test("a 401 that comes after the others' refresh needs none", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const old = await auth.accessToken();
  let late;
  phone.fate = ({ header = {}, data }) => {
    if (header.Authorization !== "Bearer " + old) {
      return "ok";
    }
    return data?.late ? new Promise((resolve) => (late = () => resolve(REFUSED))) : REFUSED;
  };
  const slow = auth.request({ url: "/auth/session", data: { late: true } });
  await until(() => late);
  await auth.request({ url: "/auth/session" });
  late();
  assert.equal((await slow).statusCode, 200);
  assert.equal(paths(phone).filter((path) => path === "refresh").length, 1);
});

test("a token that another runtime had renewed may be as dead as the first: then there is one login", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const old = await auth.accessToken();
  const other = program(phone);
  await other.auth.refresh();
  const newer = await other.auth.accessToken();
  assert.notEqual(newer, old);
  await endSession(newer);
  const before = phone.requests.length;
  assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
  assert.deepEqual(paths(phone, before).filter((path) => path !== "session"), ["refresh", "login"]);
});

test("a second 401 is an error, and nothing loops", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  phone.fate = ({ url }) => (url.endsWith("/orders") ? answer(401, "unauthorized") : "ok");
  const before = phone.requests.length;
  const error = await failure(auth.request({ url: "/orders" }));
  assert.equal(error.code, "invalid_token");
  assert.equal(error.statusCode, 401);
  assert.equal(error.requestId, "made-up");
  assert.equal(phone.requests.length - before, 3);
});

test("every status but 401 is an answer, those that ask to wait, too", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  for (const status of [200, 302, 403, 404, 429, 500, 503]) {
    phone.fate = () => answer(status, "whatever", { "Retry-After": "1" });
    const before = phone.requests.length;
    assert.equal((await auth.request({ url: "/orders" })).statusCode, status);
    assert.equal(phone.requests.length - before, 1);
  }
});

test("callbacks are called as wx calls them, and then a rejection is handled", async () => {
  const phone = newPhone();
  const { auth, warned } = await started(phone);
  const calls = [];
  const callbacks = (name) => ({
    success: ({ statusCode }) => calls.push([name, "success", statusCode]),
    fail: ({ errMsg, errno, code }) => calls.push([name, "fail", errMsg, errno, code]),
    complete: () => calls.push([name, "complete"]),
  });
  auth.request({ url: "/auth/session", ...callbacks("a") });
  await until(() => calls.length === 2);
  phone.fate = () => "unsent";
  auth.request({ url: "/auth/session", ...callbacks("b") });
  await until(() => calls.length === 4);
  assert.deepEqual(calls, [
    ["a", "success", 200],
    ["a", "complete"],
    ["b", "fail", "request:fail net::ERR_CONNECTION_REFUSED", 600001, "network"],
    ["b", "complete"],
  ]);
  phone.fate = () => "ok";
  const thrower = () => {
    throw new Error("the app's own");
  };
  assert.equal((await auth.request({ url: "/auth/session", success: thrower })).statusCode, 200);
  assert.equal(warned.at(-1).message, "the app's own");
});

test("no more than ten requests run at once, and none fails", async (t) => {
  const url = await serve(t, (request, response) => setTimeout(() => response.end("{}"), 20));
  const phone = newPhone();
  const runtime = await started(phone);
  const all = Array.from({ length: 35 }, (_, i) =>
    runtime.auth.request({ url: `${url}/${i}`, auth: i % 2 ? "required" : "none" }),
  );
  const answers = await Promise.all(all);
  assert.equal(answers.length, 35);
  assert.equal(runtime.most, 10);
});

test("places that the app's own requests have taken are waited for", async (t) => {
  const held = [];
  const url = await serve(t, (request, response) => (request.url === "/slow" ? held.push(response) : response.end("{}")));
  const phone = newPhone();
  const runtime = await started(phone);
  Array.from({ length: 10 }, () => runtime.wx.request({ url: url + "/slow" }));
  await until(() => held.length === 10);
  const waiting = runtime.auth.request({ url: url + "/fast" });
  const before = phone.requests.length;
  await until(() => runtime.calls.filter((call) => call === "request").length > before + 2);
  held.forEach((response) => response.end("{}"));
  assert.equal((await waiting).statusCode, 200);
});

test("our own calls go before the app's requests, which wait for them", async (t) => {
  const held = [];
  const url = await serve(t, (request, response) => held.push(response));
  const phone = newPhone();
  const { auth } = await started(phone);
  const all = Array.from({ length: 15 }, () => auth.request({ url: url + "/slow", auth: "none" }));
  await until(() => held.length === 10);
  const own = auth.refresh();
  await until(() => phone.storage.get("wxauth").includes('"key"'));
  held.splice(0, 1).forEach((response) => response.end("{}"));
  await own;
  assert.equal(held.length, 9);
  const rest = setInterval(() => held.splice(0).forEach((response) => response.end("{}")), 5);
  await Promise.all(all);
  clearInterval(rest);
});

test("our own calls that wait keep their order", async (t) => {
  const held = [];
  const url = await serve(t, (request, response) => held.push(response));
  const phone = newPhone();
  const { auth } = await started(phone);
  const all = Array.from({ length: 12 }, () => auth.request({ url: url + "/slow", auth: "none" }));
  await until(() => held.length === 10);
  const before = phone.requests.length;
  const own = [auth.profile(), auth.session(), auth.sessions()];
  await new Promise((resolve) => setTimeout(resolve, 20));
  held.splice(0, 1).forEach((response) => response.end("{}"));
  await Promise.all(own);
  assert.deepEqual(paths(phone, before).slice(0, 3), ["profile", "session", "sessions"]);
  const rest = setInterval(() => held.splice(0).forEach((response) => response.end("{}")), 5);
  await Promise.all(all);
  clearInterval(rest);
});

test("what the background cut is repeated once, when that is safe", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const cut = (times) => {
    let left = times;
    phone.fate = () => (left-- > 0 ? "interrupted" : "ok");
  };
  cut(1);
  assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
  cut(2);
  assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "interrupted");
  cut(1);
  const post = auth.request({ url: "/auth/session-key/check", method: "POST" });
  assert.equal((await failure(post)).code, "interrupted");
  cut(1);
  const upload = auth.uploadFile({ url: "/auth/session", filePath: "wxfile://a", name: "a" });
  assert.equal((await failure(upload)).code, "interrupted");
  cut(1);
  assert.equal((await auth.refresh()).openid, stored(phone).who.openid);
});

test("what is aborted while it waits is never sent", async (t) => {
  const held = [];
  const url = await serve(t, (request, response) => held.push([request.url, response]));
  const phone = newPhone();
  const { auth } = await started(phone);
  const all = Array.from({ length: 10 }, () => auth.request({ url: url + "/slow", auth: "none" }));
  await until(() => held.length === 10);
  const queued = auth.request({ url: url + "/queued", auth: "none" });
  queued.abort();
  assert.equal((await failure(queued)).code, "abort");
  held.forEach(([, response]) => response.end("{}"));
  await Promise.all(all);
  assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
  assert.ok(!phone.requests.some((request) => request.url.endsWith("/queued")));
});

test("what is aborted while it waits for a token is never sent, and what runs is stopped", async (t) => {
  let gone = false;
  const url = await serve(t, (request) => request.on("close", () => (gone = true)));
  const phone = newPhone();
  const { auth } = program(phone);
  const early = auth.request({ url: "/orders" });
  early.abort();
  assert.equal((await failure(early)).code, "abort");
  await auth.start();
  assert.ok(!paths(phone).some((path) => path.endsWith("/orders")));
  const running = auth.request({ url, auth: "none" });
  await until(() => phone.requests.some((request) => request.url === url));
  await new Promise((resolve) => setTimeout(resolve, 20));
  running.abort();
  const error = await failure(running);
  assert.equal(error.code, "abort");
  assert.equal(error.errMsg, "request:fail abort");
  await until(() => gone);
});

/** A program, all of whose places are taken, while so many more wait; `release` frees one. */
async function crowded(phone, more = 0) {
  const { auth } = await started(phone);
  const held = [];
  phone.fate = ({ url }) => (url.endsWith("/slow") ? new Promise((resolve) => held.push(() => resolve({ statusCode: 200, data: {} }))) : "ok");
  const slow = Array.from({ length: 10 + more }, () => auth.request({ url: "https://slow.example.com/slow", auth: "none" }));
  await until(() => held.length === 10);
  const rest = async () => {
    held.forEach((end) => end());
    await Promise.all(slow);
  };
  return { auth, release: () => held.pop()(), rest };
}

const sentTo = (phone, path) => phone.requests.filter(({ url }) => url.endsWith(path));

test("what waited for a place is sent with the token of then", async () => {
  const phone = newPhone();
  const { auth, release, rest } = await crowded(phone, 1);
  const old = await auth.accessToken();
  const late = auth.request({ url: "/auth/session" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const refreshed = auth.refresh();
  await new Promise((resolve) => setTimeout(resolve, 20));
  release();
  await refreshed;
  release();
  assert.equal((await late).statusCode, 200);
  const token = await auth.accessToken();
  assert.notEqual(token, old);
  assert.deepEqual(sentTo(phone, "/auth/session").map(({ header }) => header.Authorization), ["Bearer " + token]);
  await rest();
});

test("what waited for a place while the user logged out is not sent, or as a guest's", async () => {
  const phone = newPhone();
  const { auth, release, rest } = await crowded(phone);
  const late = failure(auth.request({ url: "/auth/session" }));
  const guest = auth.request({ url: "/auth/profile", auth: "optional" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const left = auth.logout();
  await new Promise((resolve) => setTimeout(resolve, 20));
  release();
  assert.deepEqual(plain(await left), { told: true });
  assert.equal((await late).code, "invalid_token");
  assert.equal((await guest).statusCode, 401);
  assert.equal(sentTo(phone, "/auth/session").length, 0);
  assert.deepEqual(sentTo(phone, "/auth/profile").map(({ header }) => header.Authorization), [undefined]);
  await rest();
});

test("a request that hangs ends in time", async () => {
  const phone = newPhone({ haste: 1 });
  await started(phone);
  const { auth } = program(phone, { timeout: 300 });
  phone.fate = () => "hang";
  assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "timeout");
  phone.fate = () => "silence";
  assert.equal((await failure(auth.request({ url: "/auth/session" }))).errMsg, "request:fail timeout");
  assert.equal((await failure(auth.request({ url: "/auth/session", timeout: 100 }))).code, "timeout");
});

test("the token goes to baseUrl and hosts only", async () => {
  const phone = newPhone();
  const { auth } = await started(phone, { hosts: ["shop.example.com", "pay.example.com:8443"] });
  const seen = [];
  phone.fate = ({ url, header = {} }) => {
    seen.push([url, Boolean(header.Authorization)]);
    return { statusCode: 401, data: {}, header: {} };
  };
  const port = new URL(BASE).port;
  const expected = {
    "https://shop.example.com/a": true,
    "https://SHOP.example.com:443/a": true,
    "https://pay.example.com:8443/a": true,
    "http://shop.example.com/a": false,
    "https://shop.example.com:8443/a": false,
    "https://pay.example.com/a": false,
    "https://shop.example.com.evil.com/a": false,
    "https://shop.example.com@evil.com/a": false,
    "https://evil.com/https://shop.example.com": false,
    "https://evil.com\\@shop.example.com/": false,
    "https://shop.example.com\\.evil.com/": false,
    "https://x.shop.example.com/": false,
    [`https://127.0.0.1:${port}/a`]: false,
    "http://127.0.0.1/a": false,
    "//shop.example.com/a": false,
    "\\\\shop.example.com/a": false,
    "/\\shop.example.com/a": false,
    "wss://shop.example.com": false,
  };
  for (const [url, goes] of Object.entries(expected)) {
    seen.length = 0;
    const outcome = await auth.request({ url }).then(({ statusCode }) => statusCode, ({ code }) => code);
    assert.equal(seen[0][0], url);
    assert.equal(seen[0][1], goes, url);
    assert.equal(outcome, goes ? "invalid_token" : 401, url);
    assert.ok(!seen.some(([asked]) => asked.includes(stored(phone).token)));
  }
});

test("who gets a 401 because no token went there is told where", async () => {
  const phone = newPhone();
  const runtime = await started(phone, { hosts: ["localhost:3000", "shop.example.com"] });
  const ask = (url, auth) => runtime.auth.request({ url, auth });
  const told = () => runtime.warned.filter((what) => typeof what === "string");
  phone.fate = () => ({ statusCode: 200, data: {}, header: {} });
  await ask("http://localhost:3000/me");
  phone.fate = ({ header }) => ({ statusCode: header.Authorization ? 200 : 401, data: {}, header: {} });
  await ask("https://localhost:3000/me");
  await ask("http://localhost:3000/me", "none");
  await ask("http://localhost:3000/me", "optional");
  assert.deepEqual(told(), []);
  for (const url of ["http://localhost:3000/me?secret=1", "https://forgotten.example.com/secret"]) {
    assert.equal((await ask(url)).statusCode, 401);
  }
  assert.deepEqual(told(), ["no token for http://localhost:3000", "no token for https://forgotten.example.com"]);
});

test("relative addresses are below baseUrl, wherever they try to point", async () => {
  const phone = newPhone();
  const { auth } = await started(phone, { baseUrl: BASE + "/" });
  for (const [url, full] of [
    ["/auth/session", BASE + "/auth/session"],
    ["auth/session?a=b:c", BASE + "/auth/session?a=b:c"],
    ["@evil.com/", BASE + "/@evil.com/"],
    [".evil.com/", BASE + "/.evil.com/"],
    [" //evil.com/", BASE + "/ //evil.com/"],
  ]) {
    phone.fate = (options) => ({ statusCode: 200, data: options.url, header: {} });
    assert.equal((await auth.request({ url })).data, full);
  }
  assert.throws(() => program(phone, { baseUrl: "auth.example.com" }), /baseUrl/);
  assert.throws(() => program(phone, { hosts: ["https://shop.example.com"] }), /hosts/);
  assert.throws(() => program(phone, { hosts: ["shop.example.com/a"] }), /hosts/);
});

test("guests send what there is, and are never logged in", async () => {
  const phone = newPhone();
  const { auth } = program(phone);
  const seen = [];
  phone.fate = ({ url, header = {} }) => {
    seen.push(header.Authorization);
    return url.endsWith("/goods") ? { statusCode: header.Authorization === "Bearer " + dead ? 401 : 200, data: {}, header: {} } : "ok";
  };
  let dead;
  await auth.request({ url: "/goods", auth: "none" });
  await auth.request({ url: "/goods", auth: "optional" });
  assert.deepEqual(seen, [undefined, undefined]);
  assert.equal(phone.logins, 0);
  await auth.start();
  seen.length = 0;
  await auth.request({ url: "/goods", auth: "none" });
  await auth.request({ url: "/goods", auth: "optional" });
  dead = await auth.accessToken();
  assert.deepEqual(seen, [undefined, "Bearer " + dead]);
  await endSession(dead);
  assert.equal((await auth.request({ url: "/goods", auth: "optional" })).statusCode, 200);
  assert.equal(phone.logins, 1);
});

test("the app's own Authorization gives way to the token, in either case", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  let header;
  phone.fate = (options) => {
    header = plain(options.header);
    return { statusCode: 200, data: {}, header: {} };
  };
  await auth.request({ url: "/a", header: { authorization: "Basic x", "X-A": "1" } });
  assert.deepEqual(header, { Authorization: "Bearer " + stored(phone).token, "X-A": "1" });
});

test("files go up and come down with the token", async (t) => {
  const phone = newPhone();
  const seen = [];
  const baseUrl = await serve(t, (request, response) => {
    seen.push([request.method, request.url, Boolean(request.headers.authorization)]);
    response.end("done");
  });
  const { auth } = await started(phone);
  const other = program(phone, { baseUrl });
  const tasks = [];
  const onTask = (task) => tasks.push(typeof task.onProgressUpdate);
  assert.equal((await other.auth.uploadFile({ url: "/avatar", filePath: "wxfile://a", name: "a", onTask })).data, "done");
  assert.equal((await other.auth.downloadFile({ url: "/avatar" })).tempFilePath, "wxfile://tmp");
  assert.deepEqual(seen, [["POST", "/avatar", true], ["GET", "/avatar", true]]);
  assert.deepEqual(tasks, ["function"]);
  assert.ok(auth);
});
