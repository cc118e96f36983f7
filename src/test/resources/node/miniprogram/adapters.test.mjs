// Platforms of wx's shape: uni's, Taro's, and one that has next to nothing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { LIBRARY, plain } from "./phone.mjs";
import { endSession, failure, newPhone, program } from "./service.mjs";

/** uni: callbacks as wx has them, a provider of the login, and no random bytes. */
function uni(wx) {
  const { getRandomValues, ...rest } = wx;
  return { ...rest, login: (options) => wx.login({ provider: "weixin", ...options }) };
}

/** Taro: callbacks, and a promise beside them, which is a task where wx gives one. */
function taro(wx) {
  const promised = (name) => (options) => {
    let task;
    const promise = new Promise((resolve, reject) => {
      task = wx[name]({
        ...options,
        success: (result) => (options.success?.(result), resolve(result)),
        fail: (failed) => (options.fail?.(failed), reject(failed)),
      });
    });
    promise.abort = () => task.abort();
    return promise;
  };
  const names = ["login", "checkSession", "getRandomValues", "request", "uploadFile", "downloadFile"];
  return { ...wx, ...Object.fromEntries(names.map((name) => [name, promised(name)])) };
}

/** Promises alone. */
function modern(wx) {
  const called = taro(wx);
  const silent = (name) => ({ success, fail, complete, ...options }) => called[name](options);
  return { ...wx, ...Object.fromEntries(["login", "checkSession", "request"].map((name) => [name, silent(name)])) };
}

for (const [name, adapt] of Object.entries({ uni, taro, modern })) {
  test(`an adapter of ${name}'s shape serves as wx does`, async () => {
    const phone = newPhone();
    const runtime = phone.open();
    const adapter = adapt(runtime.wx);
    delete runtime.context.wx;
    const { auth } = Object.assign(runtime, program(phone, { adapter }));
    assert.deepEqual(plain(await auth.start()), { state: "logged_in" });
    await endSession(await auth.accessToken());
    const answers = await Promise.all(Array.from({ length: 12 }, () => auth.request({ url: "/auth/session" })));
    assert.ok(answers.every(({ statusCode }) => statusCode === 200));
    phone.fate = () => "unsent";
    assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "network");
    phone.fate = () => "hang";
    const hanging = auth.request({ url: "/auth/session" });
    setTimeout(() => hanging.abort(), 20);
    assert.equal((await failure(hanging)).code, "abort");
    phone.fate = () => "ok";
    assert.deepEqual(plain(await auth.logout()), { told: true });
  });
}

test("nothing is touched when the library is loaded, and the adapter that is given is all it takes", () => {
  const dist = path.join(LIBRARY, "miniprogram_dist");
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const before = vm.runInContext("Object.getOwnPropertyNames(globalThis).join()", context);
  const load = (file) => {
    const module = { exports: {} };
    const text = `(function (module, require) {"use strict";${fs.readFileSync(path.join(dist, file), "utf8")}\n})`;
    vm.runInContext(text, context)(module, (name) => load(name.replace(/(\.js)?$/, ".js")));
    return module.exports;
  };
  fs.readdirSync(dist).forEach(load);
  assert.equal(vm.runInContext("Object.getOwnPropertyNames(globalThis).join()", context), before);
  const { createAuth } = load("index.js");
  assert.throws(() => createAuth({ baseUrl: "https://auth.example.com" }), /wx is not defined/);
  assert.ok(createAuth({ baseUrl: "https://auth.example.com", adapter: {} }).request);
});

test("keys are fresh and hard to guess, wherever the random bytes come from", async () => {
  const phone = newPhone();
  const asked = [];
  const random = (length) => {
    asked.push(length);
    return new Uint8Array(length).fill(255);
  };
  for (const options of [{}, { random }, { random: async () => new ArrayBuffer(16) }, { random: () => Promise.reject(new Error("no")) }]) {
    const { auth } = program(phone, options);
    await auth.login();
    await auth.refresh();
    await auth.refresh();
  }
  const keys = phone.requests.map(({ header }) => header["Idempotency-Key"]);
  assert.equal(new Set(keys).size, 12);
  keys.forEach((key) => assert.match(key, /^[A-Za-z0-9_-]{16,128}$/));
  assert.deepEqual(new Set(asked), new Set([16]));
});
