// A storage that fails, was cleared or holds something else costs a silent login, and no more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { age, answer, audited, endSession, failure, newPhone, program, started, stored } from "./service.mjs";

const HOUR = 3600;

/** The session works: it answers, is refreshed, and answers again. */
async function works({ auth }) {
  assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
  const token = await auth.accessToken();
  await auth.refresh();
  assert.notEqual(await auth.accessToken(), token);
  assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
}

for (const broken of [["set"], ["get"], ["remove"], ["set", "remove"], ["get", "set", "remove"]]) {
  test(`a storage whose ${broken.join(", ")} fails costs a silent login`, async () => {
    const phone = newPhone();
    broken.forEach((name) => (phone.storageFails[name] = "no room"));
    const runtime = await started(phone);
    await works(runtime);
    runtime.kill();
    await works(await started(phone));
    phone.storageFails = {};
    await works(await started(phone));
    const { sessionId } = stored(phone).who;
    await works(await started(phone));
    assert.equal(stored(phone).who.sessionId, sessionId);
  });

  test(`a storage whose ${broken.join(", ")} begins to fail announces no theft`, async () => {
    const phone = newPhone();
    const runtime = await started(phone);
    const { who } = stored(phone);
    await age(who, HOUR);
    await runtime.auth.refresh();
    broken.forEach((name) => (phone.storageFails[name] = "no room"));
    for (let i = 0; i < 3; i++) {
      await age(who, HOUR);
      await works(runtime);
    }
    runtime.kill();
    phone.storageFails = {};
    await age(who, HOUR);
    await works(await started(phone));
    assert.equal(await audited("reuse_detected", who), 0);
  });
}

/** A storage of the app's own, whose calls of these names do nothing, and say nothing. */
const deaf = (map, dropped) => ({
  get: (key) => map.get(key),
  set: (key, text) => void (dropped.includes("set") || map.set(key, text)),
  remove: (key) => void (dropped.includes("remove") || map.delete(key)),
});

for (const dropping of [["set"], ["set", "remove"]]) {
  test(`a storage that drops ${dropping.join(", ")} without a word announces no theft`, async () => {
    const phone = newPhone();
    const map = new Map();
    const dropped = [];
    const storage = deaf(map, dropped);
    const runtime = await started(phone, { storage });
    const { who } = JSON.parse(map.get("wxauth")).v1;
    await age(who, HOUR);
    await runtime.auth.refresh();
    dropped.push(...dropping);
    for (let i = 0; i < 3; i++) {
      await age(who, HOUR);
      await works(runtime);
    }
    runtime.kill();
    dropped.length = 0;
    await age(who, HOUR);
    await works(await started(phone, { storage }));
    assert.equal(await audited("reuse_detected", who), 0);
  });
}

test("a session that has ended is followed by one login, though nothing can be written", async () => {
  const phone = newPhone();
  const dropped = [];
  const { auth } = await started(phone, { storage: deaf(new Map(), dropped) });
  dropped.push("set", "remove");
  await endSession(await auth.accessToken());
  for (let i = 0; i < 3; i++) {
    assert.equal((await auth.request({ url: "/auth/session" })).statusCode, 200);
  }
  assert.equal(phone.logins, 2);
  const { sessionId } = await auth.login();
  assert.equal((await auth.session()).session_id, sessionId);
  assert.equal(phone.logins, 3);
});

test("what another runtime has written since wins over what could not be written", async () => {
  for (const call of ["logout", "login"]) {
    const phone = newPhone();
    const { auth } = await started(phone);
    const other = await started(phone);
    phone.storageFails.set = "no room";
    await auth.refresh();
    phone.storageFails = {};
    await other.auth[call]();
    assert.deepEqual(plain(await auth.start()), { state: call === "login" ? "logged_in" : "logged_out" });
    if (call === "login") {
      assert.equal((await auth.refresh()).sessionId, stored(phone).who.sessionId);
    } else {
      assert.equal((await failure(auth.request({ url: "/auth/session" }))).code, "invalid_token");
      assert.deepEqual(stored(phone), { out: true });
    }
  }
});

test("a read that fails once is tried again before memory is used", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const other = await started(phone);
  const { who } = stored(phone);
  await age(who, HOUR);
  await other.auth.refresh();
  await age(who, HOUR);
  let left = 1;
  phone.storageFails = {
    get get() {
      return left-- > 0 ? "not now" : "";
    },
  };
  await auth.refresh();
  assert.ok(left < 0);
  assert.equal(await audited("reuse_detected", who), 0);
  assert.equal(phone.logins, 1);
});

test("what could not be written is taken out, and memory wins until a write succeeds", async () => {
  const phone = newPhone();
  const runtime = await started(phone);
  phone.storageFails.set = "no room";
  await runtime.auth.refresh();
  assert.equal(phone.storage.size, 0);
  assert.ok(runtime.warned.every(({ code }) => code === "storage"));
  const token = await runtime.auth.accessToken();
  phone.storageFails = {};
  await runtime.auth.refresh();
  assert.notEqual(stored(phone).token, token);
  assert.equal(phone.logins, 1);
});

test("a storage that is cleared while the program runs costs a silent login", async () => {
  const phone = newPhone();
  const runtime = await started(phone);
  phone.storage.clear();
  await works(runtime);
  assert.equal(phone.logins, 2);
  phone.storage.clear();
  await works(await started(phone));
  assert.equal(phone.logins, 3);
});

test("a storage that is cleared while a refresh is under way gets no answer stored", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const first = stored(phone).who.sessionId;
  phone.fate = ({ url }) => {
    if (url.endsWith("/refresh")) {
      phone.storage.clear();
    }
    return "ok";
  };
  const { sessionId } = await auth.refresh();
  assert.notEqual(sessionId, first);
  assert.equal(stored(phone).who.sessionId, sessionId);
});

test("what is not ours in storage is no session", async () => {
  for (const rubbish of ["", "{", "null", "[]", "7", '"x"', '{"v1":null}', '{"v2":{"skey":"x"}}', 7, {}, null, undefined]) {
    const phone = newPhone();
    phone.storage.set("wxauth", rubbish);
    await works(await started(phone));
  }
});

test("a stored skey that was made up costs a silent login", async () => {
  for (const skey of ["rubbish", "A".repeat(70)]) {
    const phone = newPhone();
    phone.storage.set("wxauth", JSON.stringify({ v1: { skey, token: "x", at: phone.now(), life: 7200000, who: {} } }));
    await works(await started(phone));
  }
});

test("one key is used, by the name that was chosen, and it holds a text", async () => {
  const phone = newPhone();
  await started(phone, { storageKey: "mine" });
  assert.deepEqual([...phone.storage.keys()], ["mine"]);
  assert.equal(typeof phone.storage.get("mine"), "string");
});

test("a storage of the app's own may answer with promises, or never", async () => {
  const phone = newPhone({ haste: 1000 });
  const map = new Map();
  const storage = {
    get: async (key) => map.get(key),
    set: async (key, value) => void map.set(key, value),
    remove: async (key) => void map.delete(key),
  };
  await works(await started(phone, { storage }));
  await works(await started(phone, { storage }));
  assert.equal(phone.logins, 1);
  assert.equal(phone.storage.size, 0);
  const never = () => new Promise(() => {});
  await works(await started(phone, { storage: { get: never, set: never, remove: never } }));
});

test("a logger that throws harms nobody", async () => {
  const phone = newPhone({ storageFails: { set: "no room" } });
  const warn = () => {
    throw new Error("the logger's");
  };
  await works(await started(phone, { logger: { warn } }));
  await works(await started(phone, { logger: undefined }));
});

test("our own calls are told to a logger that wants to know, without their bodies", async () => {
  const phone = newPhone();
  const told = [];
  const { auth } = await started(phone, { logger: { debug: (line) => told.push(line) } });
  await auth.profile();
  assert.deepEqual(told, ["POST /auth/login 200", "GET /auth/profile 200"]);
});

test("no secret stands in what is logged or thrown", async () => {
  const phone = newPhone();
  const runtime = await started(phone);
  const secrets = [stored(phone).skey, stored(phone).token];
  phone.storageFails.set = "no room";
  await runtime.auth.refresh();
  const errors = [...runtime.warned];
  for (const fate of ["unsent", "lost", answer(503, "temporarily_unavailable"), answer(500, "server_error")]) {
    phone.fate = () => fate;
    errors.push(await failure(runtime.auth.refresh()), await failure(runtime.auth.profile()));
  }
  for (const error of errors) {
    const text = String(error) + JSON.stringify(plain(error)) + JSON.stringify(plain(error.cause ?? null));
    assert.ok(secrets.every((secret) => !text.includes(secret)), text);
  }
});
