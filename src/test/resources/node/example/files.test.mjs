// What DevTools would complain about when it opens the example.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { EXAMPLE, Example, files, newPhone, read } from "./app.mjs";

const json = (file) => JSON.parse(read(file));
const app = json("app.json");
const components = files(".json").filter((file) => json(file).component).map((file) => file.replace(".json", ""));
const exists = (file) => fs.existsSync(path.join(EXAMPLE, file));

test("every JSON file can be read", () => {
  assert.ok(files(".json").length > 7);
  files(".json").forEach(json);
});

test("every page has its four files and no page is unlisted", () => {
  for (const page of [...app.pages, ...components]) {
    for (const ending of [".js", ".json", ".wxml", ".wxss"]) {
      assert.ok(exists(page + ending), page + ending);
    }
  }
  assert.deepEqual(files(".wxml").map((file) => file.replace(".wxml", "")).sort(), [...app.pages, ...components].sort());
  assert.ok(app.tabBar.list.every(({ pagePath }) => app.pages.includes(pagePath)));
});

test("what WeChat demands of a new mini program is said", () => {
  assert.equal(app.lazyCodeLoading, "requiredComponents");
  assert.equal(app.__usePrivacyCheck__, true);
  assert.ok(exists(app.sitemapLocation) && exists(app.themeLocation));
  const { light, dark } = json(app.themeLocation);
  assert.deepEqual(Object.keys(light), Object.keys(dark));
  const used = [...read("app.json").matchAll(/"@(\w+)"/g)].map(([, name]) => name);
  assert.ok(used.length > 5 && used.every((name) => name in light));
});

test("the library comes by npm, from this repository, without an AppID of one's own", () => {
  const project = json("project.config.json");
  assert.equal(project.appid, "touristappid");
  assert.equal(project.setting.packNpmManually, true);
  for (const { packageJsonPath, miniprogramNpmDistDir } of project.setting.packNpmRelationList) {
    assert.ok(exists(packageJsonPath) && exists(miniprogramNpmDistDir));
  }
  const [, from] = json("package.json").dependencies["wxauth-miniprogram"].split("file:");
  assert.equal(json(path.join(from, "package.json")).miniprogram, "miniprogram_dist");
});

test("every handler that a page names is there, and every element that it uses", () => {
  const example = new Example(newPhone());
  example.launch();
  for (const file of [...app.pages, ...components]) {
    const wxml = read(file + ".wxml");
    const handlers = [...wxml.matchAll(/\b(?:bind|catch)\w*="(\w+)"/g)].map(([, name]) => name);
    const instance = example.make(file);
    for (const handler of handlers) {
      assert.equal(typeof instance[handler], "function", `${file} has no ${handler}`);
    }
    const used = Object.entries(json(file + ".json").usingComponents ?? {});
    for (const [name, place] of used) {
      assert.ok(wxml.includes("<" + name) && components.includes(place.slice(1)), name);
    }
  }
  example.runtime.kill();
});

test("every text that a page shows is there in both languages", () => {
  for (const language of ["zh_CN", "en"]) {
    const { texts } = new Example(newPhone({ language })).require("texts");
    for (const file of [...app.pages, ...components]) {
      const shown = texts[path.basename(file)];
      const named = [...(read(file + ".wxml") + read(file + ".js")).matchAll(/\bt\.(\w+)/g)].map(([, name]) => name);
      assert.ok(named.length > 2 && named.every((name) => shown[name]?.length), `${file} in ${language}`);
      assert.ok(language === "zh_CN" || !/[\u4e00-\u9fff]/.test(JSON.stringify(shown)), `${file} in English`);
    }
  }
});

test("nothing personal is asked but by WeChat's own buttons, in a form where it is a nickname", () => {
  const me = read("pages/me/me.wxml");
  assert.match(me, /<form[^>]*bindsubmit[\s\S]*<input[^>]*type="nickname"[\s\S]*form-type="submit"[\s\S]*<\/form>/);
  assert.match(me, /open-type="chooseAvatar"/);
  assert.match(me, /type="number"[\s\S]{0,200}open-type="getPhoneNumber"/);
  for (const file of files(".js")) {
    assert.doesNotMatch(read(file), /getUserInfo|getUserProfile|wx\.authorize/, file);
  }
});
