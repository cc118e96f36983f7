// Scan to log in: a computer asks, the phone answers, by the running service.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { BASE, block, failure, newPhone, program, started } from "./service.mjs";

const CAMERA = 1011;
const LONG_PRESS = 1012;
const TICKET = "abcdefghijklmnopqrstuv";

const form = (path, fields) => fetch(BASE + path, { method: "POST", body: new URLSearchParams({ client_id: process.env.DEVICE_CLIENT, ...fields }) });

/** A computer asks to be let in. */
const computer = async () => (await form("/auth/device_authorization", { device: "Chrome" })).json();

const poll = async ({ device_code }) =>
  (await form("/auth/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code })).json();

/** A phone whose mini program was opened by that computer's code. */
const scanned = ({ verification_uri_complete: address }, scene = CAMERA, q = encodeURIComponent(address)) =>
  newPhone({ enter: { path: "pages/scan", query: { q, scancode_time: "1" }, scene } });

test("a code that was scanned says who asks, and whom the user lets in is in", async () => {
  for (const written of [(address) => address, (address) => encodeURIComponent(address + "?from=x")]) {
    const asks = await computer();
    const { auth } = await started(scanned(asks, CAMERA, written(asks.verification_uri_complete)));
    assert.equal((await auth.scan()).userCode, asks.user_code);
  }
  const own = await computer();
  const { auth } = await started(scanned(own));
  const request = await auth.scan();
  const { expiresIn, ...rest } = plain(request);
  assert.deepEqual(rest, {
    clientId: process.env.DEVICE_CLIENT,
    device: "Chrome",
    userCode: own.user_code,
    sameNetwork: true,
    live: true,
  });
  assert.ok(expiresIn > 60 && expiresIn <= 120);
  assert.ok(own.verification_uri_complete.endsWith(request.ticket));
  assert.equal((await poll(own)).error, "authorization_pending");
  assert.equal(await auth.approve(request), undefined);
  await new Promise((resolve) => setTimeout(resolve, own.interval * 1000));
  const { openid } = await poll(own);
  assert.equal(openid, (await auth.refresh()).openid);
  assert.equal((await auth.sessions()).length, 2);
});

test("whom the user declines stays out, and that cannot be taken back", async () => {
  const asks = await computer();
  const { auth } = await started(scanned(asks));
  const request = await auth.scan();
  assert.equal(await auth.deny(request), undefined);
  assert.equal((await poll(asks)).error, "access_denied");
  assert.equal((await failure(auth.approve(request))).code, "conflict");
});

test("a picture of a code is not taken for a scan", async () => {
  const { auth } = await started(scanned(await computer(), LONG_PRESS));
  const error = await failure(auth.scan());
  assert.equal(error.code, "access_denied");
  assert.equal(error.live, false);
  assert.match(auth.text(error, "zh"), /扫一扫/);
  assert.match(auth.text(error, "en"), /camera/);
});

test("a user whom WeChat blocks is not told to use the camera", async () => {
  const phone = scanned(await computer(), LONG_PRESS);
  await block(phone.user);
  const { auth } = program(phone);
  const error = await failure(auth.scan());
  assert.equal(error.code, "access_denied");
  assert.match(auth.text(error, "zh"), /账号/);
  assert.match(auth.text(error, "en"), /account/);
});

test("a code that is not held says so, in the user's language", async () => {
  const { auth } = await started(scanned({ verification_uri_complete: "https://auth.example.com/d/" + TICKET }));
  const error = await failure(auth.scan());
  assert.equal(error.code, "not_found");
  assert.match(auth.text(error, "zh"), /过期/);
  assert.match(auth.text(error, "en"), /expired/);
});

test("nothing is sent when no code opened the program", async () => {
  const others = ["", "%", "%E0%A4%A", "https%3A%2F%2Flogin.example.com%2Fd", `https://a/${TICKET}x`, `https://a/d?t=/${TICKET}`];
  for (const query of [undefined, {}, ...others.map((q) => ({ q }))]) {
    const phone = newPhone({ enter: { query, scene: 1001 } });
    assert.equal(await program(phone).auth.scan(), null);
    assert.equal(phone.requests.length, 0);
  }
});

test("a platform that cannot say how it was opened was not opened by a code", async () => {
  const answers = [undefined, () => undefined, () => ({}), () => assert.fail("not to be had")];
  for (const getEnterOptionsSync of answers) {
    const phone = newPhone();
    const runtime = phone.open();
    const { auth } = program(phone, { adapter: { ...runtime.wx, getEnterOptionsSync } });
    assert.equal(await auth.scan(), null);
    assert.equal(phone.requests.length, 0);
  }
});
