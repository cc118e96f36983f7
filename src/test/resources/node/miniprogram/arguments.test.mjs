// A program's own mistakes: nothing is sent, and the error says which argument it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BASE, failure, newPhone, program, started } from "./service.mjs";

const TICKET = "abcdefghijklmnopqrstuv";

/** What comes of each call with these arguments, by the argument that is at fault. */
const MISTAKES = {
  url: ["request", "uploadFile", "downloadFile"].flatMap((api) => [[api], [api, null], [api, {}], [api, { url: "" }], [api, { url: 7 }]]),
  auth: [["request", { url: "/a", auth: "optinal" }], ["request", { url: "/a", auth: true }]],
  id: [undefined, null, "", "..", ".", "a/b", "a?b", "%2e%2e", 7, {}].map((id) => ["endSession", id]),
  profile: [undefined, null, {}, "name", { nickname: "x" }, { nickName: 7 }].map((profile) => ["updateProfile", profile]),
  code: [undefined, null, "", 7, { code: "x" }].map((code) => ["phone", code]),
  function: [undefined, null, "", {}, Promise.resolve({})].map((get) => ["decrypt", get]),
  ticket: ["approve", "deny"].flatMap((call) => [[call], [call, null], [call, {}], [call, { userCode: "X" }], [call, { ticket: 7, userCode: "X" }]]),
  userCode: [["approve", { ticket: TICKET }], ["deny", { ticket: TICKET, userCode: null }]],
};

for (const [argument, calls] of Object.entries(MISTAKES)) {
  test(`a call with a bad ${argument} rejects, says so, and sends nothing`, async () => {
    const phone = newPhone();
    const runtime = program(phone);
    const { WxauthError } = runtime.library();
    for (const [name, ...given] of calls) {
      const said = `${name}(${JSON.stringify(given)})`;
      const error = await failure(runtime.auth[name](...given));
      assert.ok(error instanceof WxauthError, said + error);
      assert.equal(error.code, "invalid_request", said);
      assert.match(error.message, new RegExp(`\\b${argument}\\b`), said);
    }
    assert.deepEqual([phone.requests.length, phone.logins], [0, 0]);
  });
}

test("a request with a mistake fails as wx's requests fail, and can be aborted", async () => {
  const { auth } = program(newPhone());
  const told = [];
  auth.request({ fail: ({ errMsg, code }) => told.push(errMsg, code), complete: () => told.push("complete") });
  const aborted = auth.request();
  aborted.abort();
  assert.equal((await failure(aborted)).code, "abort");
  assert.deepEqual(told, ["request:fail bad url", "invalid_request", "complete"]);
});

test("encrypted data that are none are not sent", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const before = phone.requests.length;
  for (const data of [undefined, null, {}, { encryptedData: "AA==" }, { iv: "AA==" }, { encryptedData: 7, iv: "AA==" }]) {
    const error = await failure(auth.decrypt(() => data));
    assert.equal(error.code, "invalid_request");
    assert.match(error.message, /encryptedData|iv/);
  }
  assert.equal(phone.requests.length, before);
});

test("what the app's own function fails with comes through as it is", async () => {
  const { auth } = await started(newPhone());
  const own = new Error("the user has declined");
  assert.equal(await failure(auth.decrypt(() => Promise.reject(own))), own);
});

test("a subscription to nothing, or by nobody, throws at once", () => {
  const { auth } = program(newPhone());
  for (const [given, argument] of [[["nothing", () => {}], "event"], [[undefined, () => {}], "event"], [["change"], "listener"], [["change", {}], "listener"]]) {
    assert.throws(() => auth.on(...given), { code: "invalid_request", message: "bad " + argument });
  }
});

test("bad options throw at once, and those that are not given are the usual ones", async () => {
  const phone = newPhone();
  const runtime = phone.open();
  const { createAuth, WxauthError } = runtime.library();
  const bad = {
    baseUrl: [undefined, null, "", 7, {}, "auth.example.com", "//auth.example.com", "https://", "ftp://a", "https://a b", "https://u@a", "https://a?b", "https://a#b"],
    hosts: [null, 7, "https://a", [""], [undefined], [{}], ["https://a"], ["a/b"], ["a?b"], ["a", "u@b"]],
    timeout: ["8000", null, {}],
    refreshAhead: ["300", null],
    now: [7, "now", null],
    random: [16, null, {}],
    storageKey: [7, null, {}],
  };
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      const create = () => createAuth({ baseUrl: BASE, [name]: value });
      assert.throws(create, (error) => error instanceof WxauthError && error.code === "invalid_request" && error.message === "bad " + name, `${name} ${value}`);
    }
  }
  for (const none of [undefined, null, {}]) {
    assert.throws(() => createAuth(none), { code: "invalid_request", message: "bad baseUrl" });
  }
  const names = ["appid", "device", "hosts", "adapter", "storage", "storageKey", "timeout", "refreshAhead", "random", "now", "logger"];
  const auth = createAuth({ baseUrl: BASE, ...Object.fromEntries(names.map((name) => [name, undefined])) });
  await auth.login();
  assert.deepEqual([...phone.storage.keys()], ["wxauth"]);
});

test("a logout is never refused for its argument: a tap's event, or nothing", async () => {
  const phone = newPhone();
  for (const given of [undefined, null, "everywhere", { type: "tap", detail: {} }]) {
    const { auth } = program(phone);
    await auth.login();
    assert.equal((await auth.logout(given)).told, true);
  }
});
