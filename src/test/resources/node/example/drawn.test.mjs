// The pages as miniprogram-simulate draws them, in a document by jsdom, with the data that they have when a user sees them.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { Example, newPhone, plain, read } from "./app.mjs";

const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) {
    globalThis[name] = window[name];
  }
}
Object.assign(globalThis, { window, document: window.document, CustomEvent: window.CustomEvent, Event: window.Event });
const simulate = createRequire(import.meta.url)("miniprogram-simulate");

const popup = simulate.load({ template: read("components/privacy/privacy.wxml"), data: { shown: false } });

/** Draws a page's wxml; what is tapped is noted with its handler's name. */
function draw(file, data) {
  const wxml = read(`${file}.wxml`);
  const tapped = [];
  const methods = Object.fromEntries(
    [...wxml.matchAll(/\b(?:bind|catch)\w*="(\w+)"/g)].map(([, name]) => [name, () => tapped.push(name)]),
  );
  const usingComponents = { "privacy-popup": popup };
  const drawn = simulate.render(simulate.load({ template: wxml, data: plain(data), methods, usingComponents }));
  const parent = document.createElement("div");
  drawn.attach(parent);
  return { text: parent.textContent.replace(/\s+/g, " "), drawn, tapped };
}

const page = (name) => new Example(newPhone()).make(`pages/${name}/${name}`);

test("home shows its goods, and then who I am", () => {
  const { data } = page("home");
  const first = draw("pages/home/home", data).text;
  data.t.goods.forEach((good) => assert.ok(first.includes(good)));
  assert.ok(!first.includes(data.t.hello));
  const user = draw("pages/home/home", { ...data, user: { openid: "oAda", roles: ["vip"] } }).text;
  assert.match(user, /你好.*oAda.*身份.*vip/);
  assert.match(draw("pages/home/home", { ...data, guest: true }).text, /未登录.*登录/);
  assert.match(draw("pages/home/home", { ...data, error: "网络不给力" }).text, /网络不给力.*重试/);
});

test("me shows devices, of which the others can be ended", () => {
  const { data } = page("me");
  const devices = [
    { id: "a", name: "iPhone 15", seen: "now", current: true },
    { id: "b", name: "Chrome", seen: "then", current: false },
  ];
  const { text } = draw("pages/me/me", { ...data, state: "in", devices });
  assert.match(text, /头像与昵称.*收货手机号.*登录设备.*iPhone 15.*本机.*Chrome.*退出.*退出登录.*退出所有设备.*注销账号/);
  assert.equal(text.match(/本机/g).length, 1);
  assert.match(draw("pages/me/me", { ...data, state: "out" }).text, /未登录/);
  const failed = draw("pages/me/me", { ...data, state: "failed", error: "网络不给力" }).text;
  assert.match(failed, /网络不给力.*重试/);
  assert.doesNotMatch(failed, /登录/);
  assert.equal(draw("pages/me/me", data).text.trim(), "");
});

test("scan says who asks and from where, and offers both answers alike", async () => {
  const { data } = page("scan");
  const asks = { device: "Chrome", userCode: "BCDF-GHJK", sameNetwork: true, live: true };
  const near = draw("pages/scan/scan", { ...data, state: "asked", who: "商城网页版", asks, left: 119 });
  assert.match(near.text, /商城网页版.*请求.*Chrome.*BCDF-GHJK.*在同一网络.*119.*拒绝.*同意.*不是你/);
  assert.doesNotMatch(near.text, /相机|不在同一网络/);
  near.drawn.querySelectorAll(".half").forEach((button) => button.dispatchEvent("tap"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(near.tapped, ["decline", "agree"]);
  const far = draw("pages/scan/scan", { ...data, state: "asked", asks: { ...asks, sameNetwork: false, live: false } });
  assert.match(far.text, /不在同一网络.*相机/);
  const buttons = [...read("pages/scan/scan.wxml").matchAll(/<button class="(half[^"]*)"([^>]*)>/g)].map(([, style, rest]) => style + rest.replace(/\w+="\w+"/, ""));
  assert.equal(buttons.length, 2);
  assert.equal(buttons[0], buttons[1]);
  for (const [state, shown] of [["agreed", "查看登录设备"], ["declined", "已拒绝"], ["none", "扫一扫"], ["out", "登录"], ["failed", "重试"], ["over", "换一个新的二维码"]]) {
    assert.ok(draw("pages/scan/scan", { ...data, state }).text.includes(shown), state);
  }
});

test("the question about privacy is there when it is asked", () => {
  const { data } = new Example(newPhone()).make("components/privacy/privacy");
  assert.equal(draw("components/privacy/privacy", data).text.trim(), "");
  assert.match(draw("components/privacy/privacy", { ...data, shown: true }).text, /隐私.*不同意.*同意/);
});
