// Refreshes: what is lost, killed, doubled or dated wrongly logs nobody out, and announces no theft.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./phone.mjs";
import { PODS, age, answer, audited, endSession, failure, newPhone, paths, program, started, stored } from "./service.mjs";

const SEED = 20261126;
const HOUR = 3600;
const YEAR = 365 * 24 * HOUR * 1000;

/** Numbers that look random and are the same each time. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Waits for what a dead program has sent: the service gets it all the same. */
const settled = async (runtime) => {
  while (runtime.running) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

test("the key is stored before the refresh goes out, and the new skey before it is used", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  await age(stored(phone).who, HOUR);
  const old = stored(phone).skey;
  phone.fate = ({ url, header }) => {
    if (url.endsWith("/refresh")) {
      assert.equal(stored(phone).key, header["Idempotency-Key"]);
      assert.match(header["Idempotency-Key"], /^[A-Za-z0-9_-]{16,128}$/);
      assert.equal(stored(phone).skey, old);
    } else {
      assert.equal("Bearer " + stored(phone).token, header.Authorization);
    }
    return "ok";
  };
  await auth.refresh();
  assert.notEqual(stored(phone).skey, old);
  await auth.session();
});

test("a program killed at any step of a refresh goes on with the same session", async () => {
  for (const killBefore of [true, false]) {
    const phone = newPhone();
    const first = await started(phone);
    const { sessionId } = plain(await first.auth.refresh());
    for (let n = 1; ; n++) {
      await age({ ...stored(phone).who, sessionId }, HOUR);
      const second = Object.assign(program(phone), { killAt: n, killBefore });
      await Promise.race([second.auth.refresh().catch(() => {}), second.killed]);
      await settled(second);
      await age({ ...stored(phone).who, sessionId }, HOUR);
      const third = await started(phone);
      assert.equal(plain(await third.auth.refresh()).sessionId, sessionId, "killed at " + n);
      if (second.alive) {
        assert.ok(n > 6, "it took " + n);
        break;
      }
    }
    assert.equal(phone.logins, 1);
    assert.equal(await audited("reuse_detected", { sessionId }), 0);
  }
});

test("a thousand refreshes whose answers are lost at random, by programs killed at random, log nobody out", async () => {
  const phones = await Promise.all(Array.from({ length: 20 }, (_, i) => roughLife(numbers(SEED + i))));
  assert.equal(phones.reduce((sum, { refreshes }) => sum + refreshes, 0), 1000);
  const lost = phones.reduce((sum, { lost }) => sum + lost, 0);
  assert.ok(lost > 300, "lost " + lost);
});

async function roughLife(random) {
  const phone = newPhone({ haste: 100 });
  let runtime = await started(phone);
  const { who } = stored(phone);
  const life = { refreshes: 0, lost: 0 };
  phone.fate = () => {
    const fate = ["ok", "ok", "lost", "unsent", "interrupted"][Math.floor(random() * 5)];
    life.lost += fate === "ok" ? 0 : 1;
    return fate;
  };
  for (; life.refreshes < 50; life.refreshes++) {
    runtime.killAt = random() < 0.2 ? runtime.calls.length + Math.ceil(random() * 8) : undefined;
    runtime.killBefore = random() < 0.5;
    await Promise.race([runtime.auth.refresh().catch(() => {}), runtime.killed]);
    await settled(runtime);
    if (random() < 0.6) {
      await age(who, HOUR);
    }
    if (!runtime.alive || random() < 0.2) {
      runtime.kill();
      runtime = program(phone, { baseUrl: PODS[life.refreshes % 2] });
    }
  }
  phone.fate = () => "ok";
  const last = program(phone);
  assert.equal(plain(await last.auth.refresh()).sessionId, who.sessionId);
  assert.equal(phone.logins, 1);
  assert.equal(await audited("reuse_detected", who), 0);
  return life;
}

for (const [storage, options] of [
  ["wx's storage", () => ({})],
  ["a storage of promises", (phone) => ({ storage: slowStorage(phone.storage) })],
]) {
  test(`two runtimes on ${storage} that refresh at once do not log each other out`, async () => {
    const random = numbers(SEED);
    const phone = newPhone({ haste: 100 });
    const both = [await started(phone, options(phone)), await started(phone, options(phone))];
    const { who } = stored(phone);
    phone.fate = () => (random() < 0.7 ? "ok" : "lost");
    for (let i = 0; i < 60; i++) {
      await Promise.allSettled(both.map(({ auth }) => auth.refresh()));
      await age(who, HOUR);
    }
    phone.fate = () => "ok";
    for (const { auth } of both) {
      assert.equal(plain(await auth.refresh()).sessionId, who.sessionId);
    }
    assert.equal(phone.logins, 1);
    assert.equal(await audited("reuse_detected", who), 0);
  });
}

function slowStorage(map) {
  const later = (work) => new Promise((resolve) => setTimeout(() => resolve(work()), 1));
  return {
    get: (key) => later(() => map.get(key)),
    set: (key, value) => later(() => void map.set(key, value)),
    remove: (key) => later(() => void map.delete(key)),
  };
}

test("two runtimes that refresh at once send the same key", async () => {
  const phone = newPhone();
  const both = [await started(phone), await started(phone)];
  const before = phone.requests.length;
  await Promise.all(both.map(({ auth }) => auth.refresh()));
  const keys = phone.requests.slice(before).map(({ header }) => header["Idempotency-Key"]);
  assert.equal(keys.length, 2);
  assert.equal(new Set(keys).size, 1);
});

test("a session that another runtime has replaced and ended is not missed", async () => {
  const phone = newPhone();
  const [one, two] = [await started(phone), await started(phone)];
  let login;
  phone.fate = async ({ url, header }) => {
    if (url.endsWith("/refresh") && !login) {
      const old = stored(phone).token;
      login = plain(await two.auth.login());
      await endSession(old);
    }
    return "ok";
  };
  assert.deepEqual(plain(await one.auth.refresh()), login);
  assert.equal(phone.logins, 2);
});

test("a refresh that is refused leaves the login alone that another runtime has begun", async () => {
  const phone = newPhone();
  const [one, two] = [await started(phone), await started(phone)];
  await endSession(stored(phone).token);
  let login;
  let begin;
  const begun = new Promise((resolve) => (begin = resolve));
  const meanwhile = async () => {
    login ??= two.auth.login();
    await begun;
  };
  phone.fate = ({ url }) => {
    if (url.endsWith("/login")) {
      assert.ok(stored(phone).login);
      begin();
    }
    return url.endsWith("/refresh") ? meanwhile : "ok";
  };
  assert.equal((await one.auth.refresh()).sessionId, (await login).sessionId);
  assert.equal((await one.auth.sessions()).length, 1);
  assert.equal(phone.logins, 2);
});

test("a runtime that slept does not send what another has replaced meanwhile", async () => {
  const phone = newPhone();
  const sleeper = await started(phone);
  const { who } = stored(phone);
  let asleep = 0;
  phone.fate = async ({ url }) => {
    if (url.endsWith("/refresh") && asleep++ === 0) {
      // The background cuts it; until the program comes back another one has refreshed twice.
      const other = program(phone);
      for (let i = 0; i < 2; i++) {
        await age(who, HOUR);
        await other.auth.refresh();
      }
      await age(who, HOUR);
      return "cut";
    }
    return "ok";
  };
  assert.equal(plain(await sleeper.auth.refresh()).sessionId, who.sessionId);
  assert.equal(await audited("reuse_detected", who), 0);
});

test("what another runtime has refreshed is taken over without asking", async () => {
  const phone = newPhone();
  const [one, two] = [await started(phone), await started(phone)];
  const old = await two.auth.accessToken();
  await one.auth.refresh();
  phone.fate = ({ header }) => (header.Authorization === "Bearer " + old ? answer(401, "invalid_token") : "ok");
  const before = phone.requests.length;
  assert.equal((await two.auth.request({ url: "/auth/session" })).statusCode, 200);
  assert.deepEqual(paths(phone, before), ["session", "session"]);
});

test("an answer is not stored when another runtime has logged in anew meanwhile", async () => {
  const phone = newPhone();
  const [one, two] = [await started(phone), await started(phone)];
  let login;
  phone.fate = async ({ url }) => {
    if (url.endsWith("/refresh")) {
      login = plain(await two.auth.login());
    }
    return "ok";
  };
  assert.deepEqual(plain(await one.auth.refresh()), login);
  assert.equal(stored(phone).who.sessionId, login.sessionId);
});

test("a refresh that is refused leads to a login, and so does a session stolen", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const first = stored(phone).who.sessionId;
  await endSession(stored(phone).token);
  const second = plain(await auth.refresh());
  assert.notEqual(second.sessionId, first);
  assert.equal(stored(phone).who.sessionId, second.sessionId);
  assert.equal(phone.logins, 2);
});

test("a token is refreshed when less than refreshAhead is left, and not before", async () => {
  const phone = newPhone();
  const { auth } = await started(phone, { refreshAhead: 600 });
  const token = await auth.accessToken();
  phone.offset += (7200 - 660) * 1000;
  assert.equal(await auth.accessToken(), token);
  phone.offset += 120 * 1000;
  const next = await auth.accessToken();
  assert.notEqual(next, token);
  assert.equal(await auth.accessToken(), next);
});

test("refreshAhead is half of the token's life at most", async () => {
  const phone = newPhone();
  const { auth } = await started(phone, { refreshAhead: 100 * HOUR });
  const token = await auth.accessToken();
  phone.offset += 3500 * 1000;
  assert.equal(await auth.accessToken(), token);
  phone.offset += 200 * 1000;
  assert.notEqual(await auth.accessToken(), token);
});

test("a token that lives on serves while it cannot be refreshed", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const token = await auth.accessToken();
  phone.offset += 7000 * 1000;
  phone.fate = () => "unsent";
  assert.equal(await auth.accessToken(), token);
  phone.offset += 300 * 1000;
  assert.equal((await failure(auth.accessToken())).code, "network");
});

test("a date that is wrong by years harms nobody", async () => {
  for (const years of [-30, -1, 1, 30]) {
    const phone = newPhone({ offset: years * YEAR });
    const { auth } = await started(phone);
    const token = await auth.accessToken();
    assert.equal(await auth.accessToken(), token);
    phone.offset += 7200 * 1000;
    assert.notEqual(await auth.accessToken(), token);
    assert.equal(paths(phone).filter((path) => path === "refresh").length, 1);
  }
});

test("a date that is put back by less than the token's age costs a refresh, too", async () => {
  const phone = newPhone();
  const { auth } = await started(phone);
  const token = await auth.accessToken();
  phone.offset += 3600 * 1000;
  assert.equal(await auth.accessToken(), token);
  phone.offset -= 1800 * 1000;
  assert.notEqual(await auth.accessToken(), token);
});

test("a date that is changed by years costs a refresh", async () => {
  for (const years of [-30, 30]) {
    const phone = newPhone();
    const running = await started(phone);
    const token = await running.auth.accessToken();
    phone.offset += years * YEAR;
    const next = await running.auth.accessToken();
    assert.notEqual(next, token);
    assert.equal(await running.auth.accessToken(), next);
    phone.offset -= years * YEAR;
    const opened = await started(phone);
    assert.notEqual(await opened.auth.accessToken(), next);
    assert.equal(phone.logins, 1);
  }
});

test("a service that asks to wait is waited for, twice at most, and not above ten seconds", async () => {
  const phone = newPhone({ haste: 50 });
  const { auth } = await started(phone);
  const tries = async (fate) => {
    const before = phone.requests.length;
    phone.fate = fate;
    const error = await auth.refresh().then(() => undefined, (failed) => failed);
    return [phone.requests.slice(before), error];
  };
  const busy = (seconds) => () => answer(503, "temporarily_unavailable", { "retry-after": seconds });
  const [three, error] = await tries(busy("2"));
  assert.equal(three.length, 3);
  assert.equal(error.code, "temporarily_unavailable");
  assert.equal(error.retryAfter, 2);
  assert.ok(three[1].at - three[0].at >= 2000 / 50 - 2, "it waits");
  const [one, late] = await tries(busy("11"));
  assert.equal(one.length, 1);
  assert.equal(late.retryAfter, 11);
  let left = 2;
  const [healed, none] = await tries(() => (left-- > 0 ? answer(429, "rate_limited", { "Retry-After": "1" }) : "ok"));
  assert.equal(healed.length, 3);
  assert.equal(none, undefined);
});
