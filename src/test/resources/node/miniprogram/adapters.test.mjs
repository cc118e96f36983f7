// Platforms of wx's shape: uni's, Taro's, and one that has next to nothing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { LIBRARY, plain } from "./phone.mjs";
import { BASE, endSession, failure, newPhone, program } from "./service.mjs";

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

for (const readme of ["README.md", "README.zh-CN.md"]) {
  test(`the lines of ${readme} run as they are pasted`, async () => {
    const text = fs.readFileSync(path.join(LIBRARY, readme), "utf8");
    const [authJs, appJs, pageJs] = [...text.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
    const phone = newPhone();
    let sent;
    phone.fate = ({ url, header }) => {
      sent = url.startsWith("https://shop.example.com") ? header.Authorization : sent;
      return sent ? { statusCode: 200, data: ["order"], header: {} } : "ok";
    };
    const runtime = phone.open();
    const run = (code, require, globals) => {
      const module = { exports: {} };
      const names = ["module", "require", ...Object.keys(globals)];
      const made = vm.runInContext(`(async function (${names}) {${code.replace("https://auth.example.com", BASE)}\n; return typeof answer === "undefined" || answer.data })`, runtime.context);
      return [module, made(module, require, ...Object.values(globals))];
    };
    const [auth, made] = run(authJs, () => runtime.library(), {});
    await made;
    let app;
    await run(appJs, () => auth.exports, { App: (given) => (app = given) })[1];
    assert.deepEqual(plain(await app.onLaunch()), { state: "logged_in" });
    assert.deepEqual(plain(await run(pageJs, () => auth.exports, {})[1]), ["order"]);
    assert.equal(sent, "Bearer " + (await auth.exports.accessToken()));
  });
}

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
