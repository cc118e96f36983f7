// What is published: its size, its language, its types and its files.
import * as acorn from "acorn";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { minify } from "terser";
import ts from "typescript";
import { LIBRARY } from "./phone.mjs";

const MOST = 12 * 1024;
const dist = path.join(LIBRARY, "miniprogram_dist");
const sources = fs.readdirSync(dist).map((name) => [name, fs.readFileSync(path.join(dist, name), "utf8")]);

test("the library is 12 KB minified at most", async () => {
  let sum = 0;
  for (const [, source] of sources) {
    sum += Buffer.byteLength((await minify(source)).code);
  }
  assert.ok(sum <= MOST, `it is ${sum}`);
});

test("it is JavaScript of 2017, and asks for nothing that it does not bring", () => {
  for (const [name, source] of sources) {
    acorn.parse(source, { ecmaVersion: 2017, sourceType: "script" });
    for (const [, wanted] of source.matchAll(/require\('([^']+)'\)/g)) {
      assert.ok(sources.some(([other]) => "./" + other === wanted + ".js"), `${name} requires ${wanted}`);
    }
  }
});

/** The names of what goes into the package. */
test("npm packs what WeChat and TypeScript need, and no more", () => {
  const run = (cwd, ...command) => execFileSync(command[0], command.slice(1), { cwd, encoding: "utf8" }).trim();
  const here = process.cwd();
  const packed = run(LIBRARY, "npm", "pack", "--silent", "--offline", "--pack-destination", here);
  const files = run(here, "tar", "-tzf", packed).split("\n").sort();
  const expected = ["LICENSE", "README.md", "README.zh-CN.md", "index.d.ts", "package.json", ...sources.map(([name]) => "miniprogram_dist/" + name)];
  assert.deepEqual(files, expected.map((name) => "package/" + name).sort());
  assert.equal(run(here, "tar", "-xzOf", packed, "package/LICENSE"), fs.readFileSync(path.join(LIBRARY, "../../../LICENSE"), "utf8").trim());
  assert.ok(!fs.existsSync(path.join(LIBRARY, "LICENSE")), "no copy stays behind");
  const described = JSON.parse(fs.readFileSync(path.join(LIBRARY, "package.json"), "utf8"));
  assert.equal(described.miniprogram, "miniprogram_dist");
  assert.equal(described.name, "wxauth-miniprogram");
  for (const file of [described.main, described.types, described.exports["."].types, described.exports["."].default]) {
    assert.ok(fs.existsSync(path.join(LIBRARY, file)), file);
  }
  assert.equal(described.dependencies, undefined);
});

/** The lines in which TypeScript finds a fault, in a program that uses the library and WeChat's own typings. */
function faults(text) {
  fs.writeFileSync("typed.ts", text);
  const program = ts.createProgram(["typed.ts"], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2020,
    lib: ["lib.es2020.d.ts"],
    module: ts.ModuleKind.CommonJS,
    types: ["miniprogram-api-typings"],
    baseUrl: ".",
    paths: { "wxauth-miniprogram": [path.join(LIBRARY, "index.d.ts")] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file.text.slice(0, start).split("\n").length;
    return `${file.text.split("\n")[line - 1].trim()} // ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

const USES = `
import { createAuth, WxauthError, Auth, Identity, ScanRequest } from "wxauth-miniprogram";
const auth: Auth = createAuth({ baseUrl: "https://auth.example.com", hosts: ["shop.example.com"], adapter: wx });
async function all() {
  const { state } = await auth.start();
  const known: "logged_in" | "logged_out" = state;
  const identity: Identity = await auth.login();
  const options: WechatMiniprogram.RequestOption = { url: "/a", success: (result) => result.statusCode };
  const running = auth.request(options);
  running.abort();
  const answer = await auth.request<{ total: number }>({ url: "/a", auth: "optional", method: "PUT", fail: (e) => e.code });
  const total: number = answer.data.total;
  const own: WechatMiniprogram.RequestSuccessCallbackResult = await auth.request({ url: "/a" });
  const upload: WechatMiniprogram.UploadFileOption = { url: "/a", filePath: "a", name: "a" };
  const up: WechatMiniprogram.UploadFileSuccessCallbackResult = await auth.uploadFile(upload);
  const download: WechatMiniprogram.DownloadFileOption = { url: "/a" };
  const down: WechatMiniprogram.DownloadFileSuccessCallbackResult = await auth.downloadFile(download);
  const run = await auth.decrypt<{ stepInfoList: number[] }>(() => wx.getWeRunData());
  const request: ScanRequest | null = await auth.scan();
  if (request) await auth.approve(request);
  const end: () => void = auth.on("change", ({ state }) => state);
  const { told } = await auth.logout({ everywhere: true });
  return [known, identity, total, own, up, down, run.stepInfoList, end, told];
}
all().catch((e: unknown) => {
  if (e instanceof WxauthError) wx.showToast({ title: auth.text(e, "zh") + e.code });
});
`;

test("the types agree with WeChat's own, and refuse what the library does not do", () => {
  const wrong = [
    "auth.request({ url: 1 });",
    "auth.request({ url: '/a', auth: 'sometimes' });",
    "auth.on('login', () => {});",
    "createAuth({});",
    "auth.text(1, 'fr');",
    "auth.start().then(({ state }) => state === 'gone');",
  ];
  const found = faults(USES + wrong.join("\n"));
  assert.deepEqual(found.map((fault) => fault.split(" // ")[0]), wrong, found.join("\n"));
});

test("the types name every function that there is", async () => {
  const { createRequire } = await import("node:module");
  const { createAuth } = createRequire(import.meta.url)(path.join(dist, "index.js"));
  const names = Object.keys(createAuth({ baseUrl: "https://auth.example.com", adapter: {} }));
  const [, body] = fs.readFileSync(path.join(LIBRARY, "index.d.ts"), "utf8").match(/interface Auth \{([^]*?)\n\}/);
  const typed = new Set([...body.matchAll(/^ {2}(\w+)[<(]/gm)].map(([, name]) => name));
  assert.deepEqual([...typed].sort(), names.sort());
});
