// What each of the shop's backends answers, and to whom. Between it and the service stands a door, which can be shut for calls
// of one method.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { backend } from "./backend.mjs";

const { APPID, DEVICE_CLIENT, DOOR, EXPRESS, SHOP, SERVICE, WECHAT } = process.env;
const CAMERA = 1011;
const LIMIT = 1024 * 1024;

let shut;

const door = createServer(async (request, response) => {
  if (request.method === shut) return request.socket.destroy();
  const { authorization, "content-type": type } = request.headers;
  const headers = { Authorization: authorization, ...(type && { "Content-Type": type }) };
  const body = Buffer.concat(await request.toArray());
  const answer = await fetch(SERVICE + request.url, { method: request.method, headers, ...(body.length && { body }) });
  response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "text/plain" });
  return response.end(Buffer.from(await answer.arrayBuffer()));
});
before(() => new Promise((listening) => door.listen(DOOR, "127.0.0.1", listening)));
after(() => door.close());
backend();

const json = (body, bearer) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...(bearer && { Authorization: `Bearer ${bearer}` }) },
  body: JSON.stringify(body),
});

async function login(user = randomUUID()) {
  const query = new URLSearchParams({ appid: APPID, user });
  const code = await (await fetch(`${WECHAT}/simulator/code?${query}`, { method: "POST" })).text();
  return (await fetch(`${SERVICE}/auth/login`, json({ appid: APPID, code }))).json();
}

const form = async (path, fields) =>
  (await fetch(SERVICE + path, { method: "POST", body: new URLSearchParams({ client_id: DEVICE_CLIENT, ...fields }) })).json();

/** The session of a computer, which that user has let in. */
async function computerOf({ access_token }) {
  const { verification_uri_complete, user_code, device_code } = await form("/auth/device_authorization", {});
  const ticket = verification_uri_complete.split("/").pop();
  await fetch(`${SERVICE}/auth/device/scan`, json({ ticket, scene: CAMERA }, access_token));
  await fetch(`${SERVICE}/auth/device/approve`, json({ ticket, user_code }, access_token));
  const tokens = await form("/auth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code });
  assert.ok(tokens.access_token, JSON.stringify(tokens));
  return tokens;
}

const ask = (path, token, options = {}) =>
  fetch(SHOP + path, { ...options, headers: { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) } });

const erase = (token) => ask("/me", token, { method: "DELETE" });

const upload = (token, bytes = "png", { field = "avatar", type = "image/png" } = {}) => {
  const body = new FormData();
  body.append(field, new Blob([bytes], { type }), "picture");
  return ask("/avatar", token, { method: "POST", body });
};

const picture = async (token, bytes) => new URL((await (await upload(token, bytes)).json()).url).pathname;

/** The sender is told, and nothing of the shop's inside. */
async function refused(answer, status) {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.doesNotMatch(text, /node_modules|\.mjs|\.java|springframework|\n +at /);
}

test("the shop tells users what they may know of themselves", async () => {
  const { access_token, openid } = await login();
  assert.deepEqual(await (await ask("/me", access_token)).json(), { openid, roles: [] });
});

test("an access token lets in, and nothing else", async () => {
  const { access_token, skey } = await login();
  assert.equal((await ask("/me", access_token)).status, 200);
  for (const token of [undefined, skey, "made.up.token"]) {
    const answer = await ask("/me", token);
    assert.deepEqual([answer.status, /^Bearer/.test(answer.headers.get("WWW-Authenticate"))], [401, true]);
  }
});

test("another device that was let in may look, but not erase its user", async () => {
  const phone = await login();
  const path = await picture(phone.access_token);
  const computer = await computerOf(phone);
  assert.equal((await ask("/me", computer.access_token)).status, 200);
  assert.equal((await erase(computer.access_token)).status, 403);
  assert.equal((await ask("/me", phone.access_token)).status, 200);
  assert.equal((await ask(path)).status, 200);
});

test("whoever leaves leaves no picture, and others keep theirs", async () => {
  const [leaving, staying] = await Promise.all([login(), login()]);
  const paths = [await picture(leaving.access_token), await picture(staying.access_token)];
  assert.equal((await erase(leaving.access_token)).status, 204);
  assert.deepEqual(await Promise.all(paths.map(async (path) => (await ask(path)).status)), [404, 200]);
  assert.equal((await ask("/me", leaving.access_token)).status, 401);
});

test("a picture that is replaced is gone", async () => {
  const { access_token } = await login();
  const first = await picture(access_token, "one");
  const second = await picture(access_token, "two");
  assert.equal((await ask(first)).status, 404);
  const answer = await ask(second);
  assert.equal(answer.headers.get("X-Content-Type-Options"), "nosniff");
  assert.equal(await answer.text(), "two");
});

test("who cannot be erased now is told to come again", async () => {
  const { access_token } = await login();
  for (const method of ["DELETE", "POST"]) {
    shut = method;
    assert.equal((await erase(access_token)).status, 503);
  }
  shut = undefined;
  assert.equal((await erase(access_token)).status, 204);
});

test("a picture that is too large is refused", async () => {
  const { access_token } = await login();
  assert.equal((await upload(access_token, randomBytes(LIMIT - 1))).status, 200);
  await refused(await upload(access_token, randomBytes(LIMIT + 1)), 413);
  await refused(await upload(access_token, randomBytes(5 * LIMIT)), 413);
});

test("what is no form with a picture is refused", async () => {
  const { access_token } = await login();
  const post = (type, body) => ask("/avatar", access_token, { method: "POST", headers: { "Content-Type": type }, body });
  await refused(await upload(access_token, "png", { field: "other" }), 400);
  await refused(await post("multipart/form-data", "x"), 400);
  await refused(await post("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a\"\r\n\r\ncut"), 400);
  await refused(await post("multipart/form-data; boundary=x", "--x--\r\n"), 400);
  await refused(await post("application/json", "{}"), 415);
  await refused(await ask("/avatar", access_token, { method: "POST" }), 415);
  await refused(await upload(access_token, "<svg/>", { type: "image/svg+xml" }), 415);
  await refused(await upload(access_token, "png", { type: "" }), 415);
  await refused(await ask("/avatars/%FF"), 400);
});

test("without its secret the shop of Express does not start, and says what it wants", { skip: !EXPRESS }, () => {
  for (const secret of [undefined, ""]) {
    const { status, stderr } = spawnSync("node", ["server.mjs"], {
      cwd: EXPRESS,
      env: { ...process.env, PORT: "0", WXAUTH_CLIENT_SECRET: secret },
      timeout: 20_000,
    });
    assert.equal(status, 1);
    assert.match(String(stderr), /WXAUTH_CLIENT_SECRET/);
  }
});
