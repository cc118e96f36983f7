// A phone with WeChat on it, as far as the library can tell: wx with its limits (section 7 of the WeChat page), a storage
// that outlives the programs, a clock that may be wrong, and a network that may lose what passes. The library is loaded into a
// context that has what a mini program has, and no more.
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import vm from "node:vm";
import crypto from "node:crypto";

export const LIBRARY = process.env.LIBRARY;

const AT_ONCE = 10;
const MEGABYTE = 1024 * 1024;

export class Phone {
  /** wechat: the simulator's address; user: whose phone it is. */
  constructor({ wechat, appid = "wx0123456789abcdef", user = "user" + crypto.randomUUID() }) {
    Object.assign(this, { wechat, appid, user });
    this.storage = new Map();
    this.storageFails = {};
    this.offset = 0;
    /** How much faster the program's timers run than ours. */
    this.haste = 1;
    /**
     * What befalls a request: "ok", "unsent", "lost" (the answer), "interrupted" (so is the answer), "cut" (unsent), "hang" (until
     * its timeout), "silence" (though it has one), an answer, or what is done between the answer and its arrival.
     */
    this.fate = () => "ok";
    this.keyIsAlive = true;
    this.enter = { path: "pages/home", query: {}, scene: 1001 };
    this.requests = [];
    this.logins = 0;
    this.checks = 0;
  }

  now() {
    return Date.now() + this.offset;
  }

  /** Opens the mini program: a process of its own, which knows what is in storage. */
  open() {
    return new Runtime(this);
  }

  /** WeChat's own code, as wx.login gets it. */
  async code() {
    const answer = await fetch(`${this.wechat}/simulator/code?user=${this.user}&appid=${this.appid}`, { method: "POST" });
    return answer.text();
  }
}

/** One run of the mini program, until it is killed. */
export class Runtime {
  constructor(phone) {
    this.phone = phone;
    this.alive = true;
    this.killed = new Promise((resolve) => (this.died = resolve));
    this.running = 0;
    this.most = 0;
    this.calls = [];
    /** Kills the program at its n-th call of wx, before or after that has its effect. */
    this.killAt = undefined;
    this.killBefore = true;
    this.wx = this.makeWx();
    this.context = vm.createContext(this.globals(), { codeGeneration: { strings: false, wasm: false } });
    vm.runInContext("Date.now = now; delete globalThis.now", this.context);
    this.modules = new Map();
  }

  globals() {
    const { phone } = this;
    const later = (f, ms) => {
      const timer = setTimeout(() => this.alive && f(), (ms || 0) / phone.haste);
      this.killed.then(() => clearTimeout(timer));
      return timer;
    };
    return { setTimeout: later, clearTimeout, now: () => phone.now(), wx: this.wx };
  }

  /** The library's module, loaded inside the context. */
  require(file) {
    const resolved = file.endsWith(".js") ? file : file + ".js";
    if (!this.modules.has(resolved)) {
      const module = { exports: {} };
      this.modules.set(resolved, module);
      const wrapped = `(function (module, exports, require) {${fs.readFileSync(resolved, "utf8")}\n})`;
      const load = vm.runInContext(wrapped, this.context, { filename: resolved });
      load(module, module.exports, (name) => this.require(path.resolve(path.dirname(resolved), name)));
    }
    return this.modules.get(resolved).exports;
  }

  library() {
    return this.require(path.join(LIBRARY, "miniprogram_dist", "index.js"));
  }

  create(options) {
    return this.library().createAuth(options);
  }

  kill() {
    this.alive = false;
    this.died();
  }

  /** Runs the effect of a call, unless the program is dead or dies at this one. */
  step(name, effect) {
    if (!this.alive) {
      throw new Error("killed");
    }
    this.calls.push(name);
    const last = this.calls.length === this.killAt;
    if (last && this.killBefore) {
      this.kill();
      throw new Error("killed");
    }
    const result = effect();
    if (last) {
      this.kill();
      throw new Error("killed");
    }
    return result;
  }

  /** An asynchronous function of wx: its callbacks come later, and only to a program that lives. */
  callback(name, work) {
    return (options = {}) => {
      const end = (outcome, value) => {
        if (this.alive) {
          options[outcome]?.(value);
          options.complete?.(value);
        }
      };
      this.step(name, () => {
        work(options).then(
          (value) => end("success", { errMsg: `${name}:ok`, ...value }),
          (failure) => end("fail", { errMsg: `${name}:fail ${failure.message}`, errno: failure.errno }),
        );
      });
    };
  }

  makeWx() {
    const { phone } = this;
    const wx = {};
    wx.login = this.callback("login", async () => {
      phone.logins++;
      await phone.beforeLogin?.();
      if (phone.loginFails) {
        throw new Error(phone.loginFails);
      }
      return { code: await phone.code() };
    });
    wx.checkSession = this.callback("checkSession", async () => {
      phone.checks++;
      await phone.beforeCheck?.();
      if (!phone.keyIsAlive) {
        throw new Error("session time out, need relogin");
      }
    });
    wx.getRandomValues = this.callback("getRandomValues", async ({ length }) => ({
      randomValues: new Uint8Array(crypto.randomBytes(length)).buffer,
    }));
    wx.getEnterOptionsSync = () => phone.enter;
    wx.getStorageSync = (key) =>
      this.step("getStorageSync", () => {
        fail(phone.storageFails.get);
        return phone.storage.has(key) ? phone.storage.get(key) : "";
      });
    wx.setStorageSync = (key, value) =>
      this.step("setStorageSync", () => {
        fail(phone.storageFails.set);
        if (String(value).length > MEGABYTE) {
          throw new Error("setStorageSync:fail entry size limit reached");
        }
        phone.storage.set(key, value);
      });
    wx.removeStorageSync = (key) =>
      this.step("removeStorageSync", () => {
        fail(phone.storageFails.remove);
        phone.storage.delete(key);
      });
    for (const api of ["request", "uploadFile", "downloadFile"]) {
      wx[api] = (options) => this.task(api, options);
    }
    return wx;
  }

  /** wx.request and its kin: ten at once, any status in `success`, a task with abort. */
  task(api, options) {
    const sent = { aborted: false, abort() {} };
    let over = false;
    const end = (outcome, value) => {
      if (over) {
        return;
      }
      over = true;
      setImmediate(() => {
        if (this.alive) {
          options[outcome]?.(value);
          options.complete?.(value);
        }
      });
    };
    const failed = (errno, said) => end("fail", { errMsg: `${api}:fail ${said}`, errno });
    this.step(api, () => {
      if (this.running >= AT_ONCE) {
        failed(600007, "exceed max task count");
        return;
      }
      this.running++;
      this.most = Math.max(this.most, this.running);
      const place = () => {
        this.running--;
      };
      this.phone.requests.push({ api, at: Date.now(), ...options });
      const timeout = (options.timeout || 60000) / this.phone.haste;
      exchange(this.phone, api, { ...options, timeout }, sent).then(
        (answer) => {
          place();
          end("success", { errMsg: `${api}:ok`, ...answer });
        },
        (failure) => {
          place();
          failed(failure.errno ?? 600001, failure.message);
        },
      );
    });
    return {
      abort() {
        sent.aborted = true;
        sent.abort();
      },
      onProgressUpdate() {},
    };
  }
}

function fail(what) {
  if (what) {
    throw new Error(what);
  }
}

function errno(number, message) {
  return Object.assign(new Error(message), { errno: number });
}

/** One request over the network, or what fate makes of it. */
async function exchange(phone, api, options, sent) {
  const fate = await phone.fate(options, api);
  if (typeof fate === "object") {
    return { header: {}, cookies: [], ...fate };
  }
  if (fate === "unsent") {
    throw errno(600001, "net::ERR_CONNECTION_REFUSED");
  }
  if (fate === "cut") {
    throw errno(600003, "interrupted");
  }
  if (fate === "silence") {
    return new Promise(() => {});
  }
  if (fate === "hang") {
    return hang(options, sent);
  }
  const answer = await overHttp(api, options, sent);
  if (typeof fate === "function") {
    await fate();
  }
  if (fate === "lost") {
    throw errno(600001, "net::ERR_CONNECTION_RESET");
  }
  if (fate === "interrupted") {
    throw errno(600003, "interrupted");
  }
  return answer;
}

function hang(options, sent) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(errno(5, "timeout")), options.timeout);
    sent.abort = () => {
      clearTimeout(timer);
      reject(errno(600001, "abort"));
    };
  });
}

function overHttp(api, options, sent) {
  return new Promise((resolve, reject) => {
    const method = (api === "uploadFile" ? "POST" : options.method || "GET").toUpperCase();
    let url = options.url;
    let body;
    const header = { "content-type": "application/json", ...options.header };
    if (api === "uploadFile") {
      body = String(options.filePath);
      header["content-type"] = "multipart/form-data; boundary=x";
    } else if (options.data !== undefined && options.data !== null) {
      if (method === "GET") {
        const query = new URLSearchParams(options.data).toString();
        url += query && (url.includes("?") ? "&" : "?") + query;
      } else {
        body = typeof options.data === "string" ? options.data : JSON.stringify(options.data);
      }
    }
    if (body !== undefined) {
      header["content-length"] = Buffer.byteLength(body);
    }
    let request;
    try {
      request = (url.startsWith("https:") ? https : http).request(url, { method, headers: header }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ statusCode: response.statusCode, header: upper(response.headers), cookies: [], data: parsed(api, text), tempFilePath: "wxfile://tmp" });
        });
        response.on("error", () => reject(errno(600001, "net::ERR_CONNECTION_RESET")));
      });
    } catch {
      reject(errno(600009, "invalid url"));
      return;
    }
    const timer = setTimeout(() => request.destroy(errno(5, "timeout")), options.timeout);
    request.on("close", () => clearTimeout(timer));
    request.on("error", (e) => reject(e.errno === 5 || e.errno === 600001 ? e : errno(600001, "net::" + e.code)));
    sent.abort = () => request.destroy(errno(600001, "abort"));
    if (sent.aborted) {
      sent.abort();
    }
    request.end(body);
  });
}

/** The case of names differs by platform. */
function upper(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase()), value]),
  );
}

/** dataType json: parsed silently, and left as text where that fails; a file's answer is text. */
function parsed(api, text) {
  if (api !== "request") {
    return text;
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return text;
  }
}

/** As a value of this realm, so that it can be compared. */
export const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
