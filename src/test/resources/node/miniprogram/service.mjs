// The service, WeChat and the hand of the test, all of which run elsewhere; and what tests do again and again.
import assert from "node:assert/strict";
import http from "node:http";
import { Phone, plain } from "./phone.mjs";

export const PODS = process.env.WXAUTH.split(" ");
export const BASE = PODS[0];

/** A phone of a new user's. */
export const newPhone = (more = {}) => Object.assign(new Phone({ wechat: process.env.WECHAT }), { haste: 20 }, more);

/** A running program with its auth; `warned` collects what was logged. */
export function program(phone, options = {}) {
  const runtime = phone.open();
  runtime.warned = [];
  runtime.auth = runtime.create({ baseUrl: BASE, timeout: 8000 * phone.haste, logger: { warn: (e) => runtime.warned.push(e) }, ...options });
  return runtime;
}

/** A running program whose user has been logged in. */
export async function started(phone, options) {
  const runtime = program(phone, options);
  assert.deepEqual(plain(await runtime.auth.start()), { state: "logged_in" });
  return runtime;
}

const hand = async (path, query) => (await fetch(`${process.env.HAND}${path}?${new URLSearchParams(query)}`)).headers.get("answer");

/** Lets time pass for a session. */
export const age = ({ openid, sessionId }, seconds) => hand("/age", { openid, session: sessionId, seconds });

/** How many lines of an event there are about a session. */
export const audited = async (event, { sessionId }) => Number(await hand("/audit", { event, session: sessionId }));

export const block = (user) => hand("/block", { user });

export const rotate = ({ user, appid }) => hand("/rotate", { user, appid });

/** Ends a session behind the program's back. */
export async function endSession(token) {
  const answer = await fetch(BASE + "/auth/logout", { method: "POST", headers: { Authorization: "Bearer " + token } });
  assert.equal(answer.status, 204);
}

/** What is stored, without its wrapping. */
export const stored = (phone) => JSON.parse(phone.storage.get("wxauth") ?? '{"v1":{}}').v1;

/** The ends of the paths that were asked for, in order. */
export const paths = (phone, from = 0) => phone.requests.slice(from).map(({ url }) => url.replace(/.*\/auth\//, ""));

/** Waits until something holds. */
export async function until(holds, ms = 5000) {
  for (const end = Date.now() + ms; !(await holds()); ) {
    assert.ok(Date.now() < end, "it did not come to hold: " + holds);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Expects a rejection, and gives the error. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail("it did not fail");
}

/** A server of the test's own. */
export async function serve(t, handler) {
  const server = http.createServer(handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** An answer of the service's shape that the network makes up. */
export const answer = (statusCode, error, header = {}, more = {}) => ({
  statusCode,
  header,
  data: { error, error_description: "made up", request_id: "made-up", ...more },
});
