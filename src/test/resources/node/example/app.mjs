// The example as WeChat runs it, as far as its pages can tell: App, Page and Component, pages that are opened and shown, and what
// a user taps. Beneath it is the phone of the library's own tests; the addresses of config.js are those of this test.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

export const EXAMPLE = process.env.EXAMPLE;
const { Phone, LIBRARY, plain } = await import(process.env.PHONE);
export { plain };

const { WXAUTH, SHOP, WECHAT } = process.env;
const REAL = { "https://auth.example.com": WXAUTH, "https://shop.example.com": SHOP };
const TOURIST = { "http://127.0.0.1:8080": WXAUTH, "http://127.0.0.1:3000": SHOP, "http://127.0.0.1:8070": WECHAT };

export const newPhone = (more = {}) => Object.assign(new Phone({ wechat: WECHAT }), { language: "zh_CN" }, more);

/** Whatever a page or component declares, with setData. */
class Instance {
  constructor(declared) {
    Object.assign(this, declared, declared.methods);
    this.data = structuredClone(plain(declared.data));
  }

  setData(more) {
    Object.assign(this.data, structuredClone(plain(more)));
  }
}

export class Example {
  constructor(phone, { appid = phone.appid } = {}) {
    Object.assign(this, { phone, runtime: phone.open(), toasts: [], answers: { confirm: true }, went: [] });
    const { wx, context } = this.runtime;
    this.reach(wx, appid === "touristappid" ? TOURIST : REAL);
    Object.assign(wx, {
      getAccountInfoSync: () => ({ miniProgram: { appId: appid } }),
      getAppBaseInfo: () => ({ language: phone.language }),
      getDeviceInfo: () => ({ model: "iPhone 15" }),
      showToast: ({ title }) => this.toasts.push(title),
      showModal: async ({ content }) => {
        this.asked = content;
        return { confirm: this.answers.confirm };
      },
      switchTab: ({ url }) => this.went.push(url),
      stopPullDownRefresh: () => this.went.push("stopped"),
      onNeedPrivacyAuthorization: (listener) => (this.needPrivacy = listener),
      openPrivacyContract: () => this.went.push("contract"),
    });
    Object.assign(context, {
      App: (declared) => declared.onLaunch(),
      Page: (declared) => (this.declared = declared),
      Component: (declared) => (this.declared = declared),
      console: { warn: () => {} },
    });
    vm.runInContext("var module", context);
  }

  /** Requests go where this test's servers are; what is uploaded is a file. */
  reach(wx, addresses) {
    const here = (url) => {
      const known = Object.keys(addresses).find((origin) => url.startsWith(origin + "/"));
      assert.ok(known, "nobody knows " + url);
      return addresses[known] + url.slice(known.length);
    };
    const { request } = wx;
    wx.request = (options) => request({ ...options, url: here(options.url) });
    wx.uploadFile = ({ url, name, filePath, header, success, fail }) => {
      const body = new FormData();
      body.append(name, new Blob([filePath], { type: "image/png" }), "avatar.png");
      fetch(here(url), { method: "POST", body, headers: header }).then(
        async (answer) => success({ statusCode: answer.status, data: await answer.text(), header: {} }),
        (cause) => fail({ errMsg: "uploadFile:fail " + cause.message }),
      );
    };
  }

  /** As WeChat finds modules: files beside, and what was built from npm. */
  require(file) {
    const { runtime } = this;
    const find = (name, from) =>
      name === "wxauth-miniprogram" ? path.join(LIBRARY, "miniprogram_dist", "index.js") : path.resolve(path.dirname(from), name);
    const load = (found) => {
      const resolved = found.endsWith(".js") ? found : found + ".js";
      if (!runtime.modules.has(resolved)) {
        const module = { exports: {} };
        runtime.modules.set(resolved, module);
        const wrapped = `(function (module, exports, require) {${fs.readFileSync(resolved, "utf8")}\n})`;
        vm.runInContext(wrapped, runtime.context, { filename: resolved })(module, module.exports, (name) => load(find(name, resolved)));
      }
      return runtime.modules.get(resolved).exports;
    };
    return load(path.join(EXAMPLE, file));
  }

  /** The example, started. */
  launch() {
    this.require("app");
    this.auth = this.require("auth");
    return this;
  }

  /** Declares a page or component anew, and gives one. */
  make(file) {
    this.runtime.modules.delete(path.join(EXAMPLE, file) + ".js");
    this.require(file);
    return Object.assign(new Instance(this.declared), { name: file });
  }

  /** Opens a page, as a tap on its tab or a code does, and waits until it has loaded. */
  async open(name) {
    const page = this.make(`pages/${name}/${name}`);
    await page.onLoad?.({});
    if (page.onShow) {
      page.onShow();
      // onShow waits for nobody; a second load ends no sooner than the first.
      await page.load();
    }
    return page;
  }
}

/** Every file of the example with such an ending, what npm and DevTools make apart. */
export const files = (ending) =>
  fs
    .readdirSync(EXAMPLE, { recursive: true })
    .filter((file) => file.endsWith(ending) && !/(^|\/)(node_modules|miniprogram_npm)\//.test(file));

export const read = (file) => fs.readFileSync(path.join(EXAMPLE, file), "utf8");
